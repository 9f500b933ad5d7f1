import assert from 'node:assert/strict';
import { type KnownTask, lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import { leftBehind } from '../../../../src/views/progress/leftBehind.ts';
import { createTargetKeys } from '../../../../src/views/watch/targetKeys.ts';
import { english } from '../../../support/desk/english.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { knownTask, now, samplesOf } from '../tasks/knownTask.ts';

const said = (known: KnownTask) => leftBehind(known, lifeOf(known, now), english).map(({ value }) => value);

const sampled = samplesOf([{ target_dbsize: 1200 }, undefined], 'FULLMIGRATING');

describe('what a migration has left in its target', () => {
  it('is what its last figures said, and when, or what was asked for later', () => {
    const known = knownTask({ status: 'FAILED' }, sampled);
    assert.match(said(known)[0] ?? '', /^1,200 keys, as the figures of the task said at .+/);
    assert.match(said({ ...known, targetKeys: { count: 7, at: now } })[0] ?? '', /^7 keys/);
    assert.match(said({ ...known, targetKeys: { count: 7, at: now - 60_000 } })[0] ?? '', /^1,200 keys/);
    const kept = { notes: [], samples: sampled, unread: 0 };
    assert.match(said({ ...knownTask({ status: 'FAILED' }), record: kept })[0] ?? '', /^1,200 keys/);
  });

  it('is not known where nothing says it, and copied over in any case', () => {
    const [keys, anew] = said(knownTask({ status: 'TERMINATED' }));
    assert.equal(keys, 'not known');
    assert.match(anew ?? '', /copies everything again: keys of the same name in the target are overwritten/);
  });

  it('is nothing of what runs, has finished, or never was configured', () => {
    for (const status of ['FULLMIGRATING', 'INCRMIGEATING', 'SUCCESS', 'RELEASED'])
      assert.deepEqual(said(knownTask({ status }, sampled)), []);
    assert.deepEqual(said(knownTask({ status: 'FAILED', migration_method: '' })), []);
  });
});

describe('the keys of a target after the end of a run', () => {
  const stats = (requests: readonly string[]) => requests.filter((request) => request.endsWith('/stats')).length;

  it('are asked for once, and of nothing that runs', () =>
    playWithTasks(
      [
        { name: 'failed', state: 'failed', failure: 'targetFull' },
        { name: 'moving', state: 'copying' },
      ],
      async ({ desk, clock }) => {
        await desk.tasks.refresh('list');
        const { place, tasks } = desk.tasks.sight();
        assert.ok(place);
        let told = 0;
        const withKeys = createTargetKeys(
          desk,
          () => (told += 1),
          (error) => assert.fail(String(error)),
        );
        const before = stats(desk.requests);
        for (let look = 0; look < 3; look += 1) {
          for (const one of tasks) withKeys(place, one);
          await clock.wait(1000);
        }
        assert.deepEqual([stats(desk.requests) - before, told], [1, 1]);
        const failed = tasks.find(({ task }) => task.task_name === 'failed') ?? assert.fail();
        assert.ok(withKeys(place, failed).targetKeys);
      },
    ));

  it('are not known where the cloud cannot be asked, which is no trouble', () =>
    playWithTasks(
      [{ name: 'failed', state: 'failed', failure: 'targetFull' }],
      async ({ desk, clock }) => {
        await desk.tasks.refresh('list');
        const { place, tasks } = desk.tasks.sight();
        const [failed] = tasks;
        assert.ok(place && failed);
        const fail = () => assert.fail('Told of nothing');
        const withKeys = createTargetKeys(desk, fail, fail);
        withKeys(place, failed);
        await clock.wait(60_000);
        assert.equal(withKeys(place, failed).targetKeys, undefined);
      },
      {
        transport: async (url, init) =>
          url.endsWith('/stats')
            ? Response.json({ error_code: 'DCS.4005' }, { status: 403 })
            : globalThis.fetch(url, init),
      },
    ));
});
