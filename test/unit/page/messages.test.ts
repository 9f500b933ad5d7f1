import assert from 'node:assert/strict';
import { isPageModel } from '../../../src/page/messages.ts';
import { pageOf } from '../../../src/views/tasks/pageData.ts';
import { english } from '../../support/desk/english.ts';
import { knownTask, now, samplesOf, sightOf } from '../views/tasks/knownTask.ts';

/** As it arrives. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the messages that a page takes', () => {
  const known = knownTask(
    { status: 'FAILED', error_message: 'x' },
    samplesOf([{ offset: 4, source_dbsize: 3 }, undefined]),
  );
  const models = [sightOf([known]), sightOf([]), sightOf([], { state: 'signedOut' })].map((sight) =>
    pageOf(sight, { taskId: 'task-1', elsewhere: false }, now, english),
  );

  it('are all that the extension sends', () => {
    for (const model of models) assert.ok(isPageModel(sent(model)), JSON.stringify(model));
  });

  it('are nothing else, whatever part of them is another', () => {
    const [model] = models;
    let tried = 0;
    const spoil = (value: unknown, put: (spoilt: unknown) => unknown): void => {
      tried += 1;
      assert.ok(!isPageModel(put({ html: '<b>' })), JSON.stringify(put('…')));
      const parts = typeof value === 'object' && value !== null ? value : {};
      const withPart = (key: string, part: unknown) =>
        Array.isArray(value) ? value.with(Number(key), part) : { ...parts, [key]: part };
      for (const [key, item] of Object.entries(parts)) spoil(item, (spoilt) => put(withPart(key, spoilt)));
    };
    spoil(sent(model), (spoilt) => spoilt);
    assert.ok(tried > 50);
    for (const other of [undefined, null, 'text', 5, [], {}]) assert.ok(!isPageModel(other));
  });
});
