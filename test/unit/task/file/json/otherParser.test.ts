import * as fc from 'fast-check';
import { taskFileTexts } from '../../../../faults/taskFileTexts.ts';
import { hostileTexts } from '../../../../support/task/hostileTexts.ts';
import { assertSameAsOther } from '../../../../support/task/sameAsOther.ts';

const splinters = [
  ...['{', '}', '[', ']', ':', ',', '"', '\\', '\\u', '\\n', '/', '*', '//', '/*', '*/', "'", '，', 'é', ' ', '\t'],
  ...['\n', '\r\n', '\r', '\u2028', '\u0001', 'a', 'true', 'null', 'tru', '1', '-', '0', '1.', 'e', 'E+', '"name"'],
];

describe('a task file is understood as by jsonc-parser', () => {
  it('near to good files', () => {
    fc.assert(fc.property(taskFileTexts, assertSameAsOther), { numRuns: 1000, seed: 7 });
  });

  it('made of splinters', () => {
    const texts = fc.array(fc.constantFrom(...splinters), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(fc.property(texts, assertSameAsOther), { numRuns: 2000, seed: 7 });
    const objects = texts.map((text) => `{${text}`);
    fc.assert(fc.property(objects, assertSameAsOther), { numRuns: 2000, seed: 7 });
  });

  for (const [what, text] of Object.entries(hostileTexts(20_000))) it(what, () => assertSameAsOther(text));
});
