import assert from 'node:assert/strict';
import { scanFields } from '../../../../../src/editor/fieldScan.ts';
import { createMistakes } from '../../../../../src/task/file/json/mistakes.ts';
import { readJson } from '../../../../../src/task/file/json/reader.ts';
import { type Steps, stride, type Text } from '../../../../../src/task/file/json/textWalk.ts';
import type { Token } from '../../../../../src/task/file/json/token.ts';
import { tokensOf } from '../../../../../src/task/file/json/tokens.ts';
import { readValue } from '../../../../../src/task/file/json/values.ts';
import { parseInSteps } from '../../../../../src/task/file/taskFile.ts';
import { readTextInSteps } from '../../../../../src/task/file/taskFileText.ts';
import { placesIn } from '../../../../../src/task/file/textPlace.ts';
import { hostileTexts, tooDeep } from '../../../../support/task/hostileTexts.ts';
import { breathsFor, countBreaths, watch } from '../../../../support/task/watchedText.ts';

const texts = Object.entries(hostileTexts(20 * stride));
const whole = texts.filter(([what]) => !tooDeep.includes(what));

/** Looks ahead, such as for what follows a minus. */
const ahead = 2;

/** Looks at one code unit: each part of a number may begin with it. */
const mostLooks = 6;

function* tokensToTheEnd(text: Text): Steps<Token> {
  for (const token of tokensOf(text)) {
    if (token === undefined) yield undefined;
    else if (token.sign === '') return token;
  }
  throw new Error('There is no end');
}

function* valueIn(text: Text): Steps<unknown> {
  const read = readJson(text, createMistakes(text));
  while (!read.advance()) yield undefined;
  return yield* readValue(read);
}

describe('a hostile text is gone through once, with breaths', () => {
  for (const [what, text] of texts) {
    it(`by its tokens: ${what}`, () => {
      const { most, longestStep } = watch(text, tokensToTheEnd);
      assert.ok(most <= mostLooks, `${most} looks`);
      assert.ok(longestStep <= stride + ahead, `${longestStep} characters without a breath`);
    });

    it(`by its values: ${what}`, () => {
      const { most, longestStep } = watch(text, valueIn);
      assert.ok(most <= mostLooks, `${most} looks`);
      assert.ok(longestStep <= stride + ahead, `${longestStep} characters without a breath`);
    });

    it(`for the places of its mistakes: ${what}`, () => {
      const offsets = Array.from({ length: 100 }, (_, index) => text.length - 200 + 2 * index);
      const seen = watch(text, (watched) => placesIn(watched, offsets));
      assert.deepEqual([seen.most, seen.unseen], [1, 1]);
      assert.ok(seen.longestStep <= stride, `${seen.longestStep} characters without a breath`);
    });
  }

  for (const [what, text] of whole) {
    it(`as a task file: ${what}`, () => {
      assert.ok(countBreaths(parseInSteps(text)) >= breathsFor(text));
    });

    it(`in the editor: ${what}`, () => {
      const isObject = text.trimStart().startsWith('{');
      assert.ok(
        countBreaths(scanFields(text)) >= breathsFor(isObject ? text : text.slice(0, -text.trimStart().length)),
      );
    });
  }

  it('from its bytes', () => {
    assert.equal(countBreaths(readTextInSteps(Buffer.alloc(2 * 1024 * 1024, '\n'))), 31);
    assert.equal(
      countBreaths(readTextInSteps(Buffer.concat([Buffer.alloc(1024 * 1024, '中'), Buffer.of(0xff)]))) > 16,
      true,
    );
  });
});
