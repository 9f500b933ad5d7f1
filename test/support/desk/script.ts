import type { Choice } from '../../../src/desk/ports.ts';

/** What a person does when asked something. `asks` must be part of the words of the question, which then is the expected one. */
export type Answer = { readonly asks: string } & (
  | { readonly does: 'type'; readonly value: string; readonly refused: readonly string[] }
  | { readonly does: 'accept' | 'goBack' | 'leave' | 'leaveEarly' | 'findListFailed' | 'agree' | 'save' }
  | { readonly does: 'pickBeginning'; readonly words: string }
  | { readonly does: 'agreeTo'; readonly label: string }
  | { readonly does: 'readAgain'; readonly meanwhile: () => void }
  | {
      readonly does: 'watch';
      readonly until: (
        choices: readonly Pick<Choice<unknown>, 'label' | 'description' | 'detail' | 'unusable'>[],
      ) => boolean;
      readonly label: string | undefined;
    }
  | {
      readonly does: 'tick';
      readonly expected: readonly string[];
      readonly changed: readonly string[];
      readonly aside: boolean;
    }
  | { readonly does: 'pick'; readonly label: string; readonly unusable: readonly string[]; readonly filter: string }
);

/** Types a value. Those in `refused` are tried before, and an error must keep each from being accepted. */
export function typed(asks: string, value: string, refused: readonly string[] = []): Answer {
  return { asks, does: 'type', value, refused };
}

/** Presses Enter on the value that the input proposes. */
export function accepted(asks: string): Answer {
  return { asks, does: 'accept' };
}

/**
 * Waits for the list to be complete and picks a line by its label. Those in `unusable` are tried before, and none may be pickable.
 * `filter` stands in the box then.
 */
export function picked(asks: string, label: string, unusable: readonly string[] = [], filter = ''): Answer {
  return { asks, does: 'pick', label, unusable, filter };
}

/** Picks the line whose label begins with these words. */
export function pickedBeginning(asks: string, words: string): Answer {
  return { asks, does: 'pickBeginning', words };
}

/**
 * Sees these rows ticked, changes the ticks of those in `changed`, each of which must be possible, and accepts. With `aside`, the
 * button in the title is clicked before.
 */
export function ticked(
  asks: string,
  expected: readonly string[],
  changed: readonly string[] = [],
  { aside = false } = {},
): Answer {
  return { asks, does: 'tick', expected, changed, aside };
}

/** Clicks the arrow in the title. */
export function wentBack(asks: string): Answer {
  return { asks, does: 'goBack' };
}

/** Presses Esc, or chooses no place in a save dialog. */
export function left(asks: string): Answer {
  return { asks, does: 'leave' };
}

/** Presses Esc while the list is still loading. */
export function leftEarly(asks: string): Answer {
  return { asks, does: 'leaveEarly' };
}

/** Sees the list end before its first line, because it could not be read. */
export function unlisted(asks: string): Answer {
  return { asks, does: 'findListFailed' };
}

/** Has a list that failed for now read once more; `meanwhile` happens before. */
export function readAgain(asks: string, meanwhile: () => void = () => undefined): Answer {
  return { asks, does: 'readAgain', meanwhile };
}

/** Watches a list that changes while it stands until it is so, and picks this line then, or presses Esc. */
export function watched(
  asks: string,
  until: Extract<Answer, { readonly does: 'watch' }>['until'],
  label?: string,
): Answer {
  return { asks, does: 'watch', until, label };
}

/** Says yes to a warning that has to be answered. */
export function agreed(asks: string): Answer {
  return { asks, does: 'agree' };
}

/** Chooses one of the ways of a warning that has to be answered. */
export function agreedTo(asks: string, label: string): Answer {
  return { asks, does: 'agreeTo', label };
}

/** Saves under the proposed name, which is what `asks` stands for. */
export function saved(asks: string): Answer {
  return { asks, does: 'save' };
}
