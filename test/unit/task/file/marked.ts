import type { Span } from '../../../../src/task/file/textPlace.ts';

/** A text without its `«»`, and the ranges that stood between them, in order. `«»` alone marks a place of no length. */
export function marked(drawn: string): { readonly text: string; readonly marks: readonly Span[] } {
  const marks: Span[] = [];
  let text = '';
  for (const part of drawn.split('«')) {
    const [inside, outside] = part.split('»');
    if (outside === undefined) text += part;
    else {
      marks.push({ offset: text.length, length: inside?.length ?? 0 });
      text += `${inside}${outside}`;
    }
  }
  return { text, marks };
}

/** Draws ranges into a text, so that a failing comparison shows the places and not their numbers. */
export function draw(text: string, spans: readonly Span[]): string {
  let drawn = '';
  let done = 0;
  for (const { offset, length } of spans) {
    drawn += `${text.slice(done, offset)}«${text.slice(offset, offset + length)}»`;
    done = offset + length;
  }
  return drawn + text.slice(done);
}

const fields: Readonly<Record<string, string>> = {
  name: '"dcs-migration-thrc"',
  vpc_id: '"5e37b3be-950a-48e1-b498-65b63d336481"',
  subnet_id: '"40f15ed6-7f85-49d5-ba0e-65b940d4812c"',
  security_group_id: '"9df96622-24b7-4813-84b8-ab74552a21d7"',
};

/** The text of a good task file, with other or more values as they are written in JSON; `undefined` leaves a field out. */
export function fileWith(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const lines = Object.entries({ ...fields, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [name.includes('"') ? `  ${name}: ${value}` : `  "${name}": ${value}`],
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
