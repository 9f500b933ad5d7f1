import { createMistakes, findPasted, type Mistakes } from './json/mistakes.ts';
import { readJson } from './json/reader.ts';
import { atOnce, type Steps } from './json/textWalk.ts';
import { type Field, readValue, type Value } from './json/values.ts';
import type { TextProblem } from './taskFileProblems.ts';
import { depthLimit, sizeLimit } from './taskFileRules.ts';
import { tooLarge } from './taskFileText.ts';
import type { Span } from './textPlace.ts';

interface TaskFileTree {
  /** Not empty: the fields are what could be made out of a text that is no JSON object. */
  readonly problems: readonly TextProblem[];
  /** In the order of the text; one name may come twice. Of very many, those that can matter. */
  readonly fields: readonly Field[];
  /** The brace that opens the outermost object. */
  readonly opening: Span;
}

/** Reads a text as one JSON object; comments and trailing commas are allowed. Linear in the length of the text; throws nothing. */
export function readTree(text: string): TaskFileTree {
  return atOnce(readTreeInSteps(text));
}

/** As `readTree`, stopping for breath. */
export function* readTreeInSteps(text: string): Steps<TaskFileTree> {
  const obstacle = findObstacle(text);
  if (obstacle !== undefined) return withoutFields(obstacle);
  const mistakes = createMistakes(text);
  const read = readJson(text, mistakes);
  while (!read.advance()) yield undefined;
  const root = yield* readValue(read);
  if (root === undefined) read.miss('valueExpected');
  else if (read.token().sign !== '') read.miss('endExpected');
  const problems = problemsOf(text, root, mistakes);
  // What follows is not parsed, but nested too deep it is told all the same.
  read.fallSilent();
  while (read.token().sign !== '') while (!read.advance()) yield undefined;
  const deep = read.tooDeep();
  if (deep !== undefined) {
    return withoutFields({ code: 'tooDeep', severity: 'error', offset: deep, length: 1, limit: depthLimit });
  }
  const isObject = root?.type === 'object';
  return { problems, fields: root?.fields ?? [], opening: { offset: root?.offset ?? 0, length: isObject ? 1 : 0 } };
}

function withoutFields(obstacle: TextProblem): TaskFileTree {
  return { problems: [obstacle], fields: [], opening: { offset: obstacle.offset, length: 0 } };
}

function problemsOf(text: string, root: Value | undefined, mistakes: Mistakes): readonly TextProblem[] {
  // Nothing but blanks and closed comments: all that is missed is a value, at the very end.
  const [first] = mistakes.told();
  if (root === undefined && mistakes.count() === 1 && (first?.offset ?? 0) >= text.length) {
    return [{ code: 'emptyFile', severity: 'error', offset: 0, length: 0 }];
  }
  if (mistakes.count() > 0) return [findPasted(text) ?? mistakes.told()].flat();
  if (root === undefined || root.type === 'object') return [];
  const { offset, length, type: actual } = root;
  return [{ code: 'notAnObject', severity: 'error', offset, length, actual }];
}

/** What makes parsing pointless. */
function findObstacle(text: string): TextProblem | undefined {
  const size = Buffer.byteLength(text);
  if (size > sizeLimit) return tooLarge(size);
  if (text.startsWith('\uFEFF')) return { code: 'byteOrderMark', severity: 'error', offset: 0, length: 1 };
  const nul = text.indexOf('\0');
  return nul === -1 ? undefined : { code: 'binary', severity: 'error', offset: nul, length: 1 };
}
