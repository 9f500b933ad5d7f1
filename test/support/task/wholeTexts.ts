import { atOnce } from '../../../src/task/file/json/textWalk.ts';
import { readTextInSteps } from '../../../src/task/file/taskFileText.ts';
import { placesIn } from '../../../src/task/file/textPlace.ts';

/** The text of a file, in one go. */
export function textFrom(bytes: Uint8Array) {
  return atOnce(readTextInSteps(bytes));
}

/** The place of one offset, in one go. */
export function placeOf(text: string, offset: number) {
  const [place = { line: 0, column: 0 }] = atOnce(placesIn(text, [offset]));
  return place;
}
