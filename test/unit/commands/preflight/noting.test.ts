import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import type { ConfigureForm } from '../../../../src/commands/preflight/configureForm.ts';
import { openWhitelists } from '../../../../src/commands/preflight/openWhitelists.ts';
import { setParameters } from '../../../../src/commands/preflight/setParameters.ts';
import { readTasks } from '../../../../src/commands/tasks/chosenTasks.ts';
import { preflightChecks } from '../../../../src/task/preflight/preflight.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { dcs, detail, facts, known, listOf } from '../../task/preflight/preflightSamples.ts';
import {
  type ChangedScene,
  changing,
  lost,
  machine,
  noted,
  notesIn,
  others,
  ours,
  parameterNow,
  placeOf,
  playSignedIn,
  redis,
  setWhitelist,
  timeoutRaised,
  whitelistNow,
} from '../setBack/changedRedis.ts';

const found = facts({
  task: { vpcId: 'v', machineAddress: machine },
  source: dcs(redis.id, {
    detail: detail({ instance_id: redis.id, name: redis.name }),
    whitelist: known(listOf(['10.0.0.1'])),
    parameters: known([{ param_id: '21', param_name: 'repl-timeout', param_value: '60' }]),
  }),
});

const note = z.object({ change: z.looseObject({ isDone: z.boolean(), what: z.looseObject({}) }) });
const read = async (folder: string) => (await notesIn(folder)).map((text) => note.parse(JSON.parse(text)).change);

async function formOf({ desk, task }: ChangedScene): Promise<ConfigureForm> {
  const chosen = await readTasks(desk);
  const one = chosen?.tasks.find(({ id }) => id === task('orders').id);
  assert.ok(chosen && one);
  const { place } = chosen;
  return {
    desk,
    title: '',
    place,
    task: one,
    about: { name: one.name },
    draft: { bandwidth: '', keepsPasswords: false },
  };
}

/** Lets the machine in at the source; `answer` is asked for what is sent for that. */
function lettingIn(answer: Transport, check: (scene: ChangedScene, changed: boolean) => Promise<void>): Promise<void> {
  let isReady = false;
  const transport = changing((url, init) => (isReady ? answer(url, init) : globalThis.fetch(url, init)));
  return playSignedIn(
    async (scene) => {
      await setWhitelist(scene, others);
      const form = await formOf(scene);
      scene.desk.requests.length = 0;
      isReady = true;
      const { isChanged, troubles } = await openWhitelists(form, found, preflightChecks(found));
      for (const trouble of troubles) scene.desk.notifier.tell('warning', trouble);
      await check(scene, isChanged);
    },
    { transport },
  );
}

describe('a whitelist that is changed from here', () => {
  it('is noted on disk, with what it was, before anything is sent, and noted as done then', () => {
    const atEach: (readonly string[])[] = [];
    let folder = '';
    const transport = changing(async (url, init) => {
      atEach.push(await notesIn(folder));
      return globalThis.fetch(url, init);
    });
    return playSignedIn(
      async (scene) => {
        folder = scene.journalFolder;
        await setWhitelist(scene, others);
        atEach.length = 0;
        assert.equal((await openWhitelists(await formOf(scene), found, preflightChecks(found))).isChanged, true);
        // The first is the call that this region lacks.
        assert.ok(atEach.length > 0);
        for (const [text = ''] of atEach) {
          const { change } = note.parse(JSON.parse(text));
          const { group_name: group } = ours;
          const what = { kind: 'whitelist', group, entry: machine, wasEnabled: true, before: others };
          assert.deepEqual([change.isDone, change.what], [false, what]);
          assert.deepEqual([change['task'], change['instance']], [scene.task('orders'), redis]);
        }
        assert.deepEqual(
          (await read(folder)).map(({ isDone }) => isDone),
          [true],
        );
        assert.deepEqual((await whitelistNow(scene)).whitelist, [...others, ours]);
      },
      { transport },
    );
  });

  it('is not noted any more where the cloud refuses', () =>
    lettingIn(
      async () => Response.json({ error_code: 'DCS.2003', error_msg: 'no' }, { status: 403 }),
      async ({ desk, journalFolder }, changed) => {
        assert.deepEqual([changed, await notesIn(journalFolder)], [false, []]);
        assert.match(desk.told[0]?.message ?? '', /The whitelist of beijing-redis was not changed\./);
      },
    ));

  it('is not noted as ours where somebody else has let the machine in while it was tried', () => {
    const theirs = [...others, { group_name: 'somebody', ip_list: [machine] }];
    let place: ChangedScene['place'] | undefined;
    return playSignedIn(
      async (scene) => {
        const { desk, journalFolder } = scene;
        await setWhitelist(scene, others);
        const form = await formOf(scene);
        place = scene.place;
        const { isChanged, troubles } = await openWhitelists(form, found, preflightChecks(found));
        assert.deepEqual([isChanged, troubles, await notesIn(journalFolder), desk.told], [true, [], [], []]);
        assert.deepEqual((await whitelistNow(scene)).whitelist, theirs);
      },
      {
        transport: changing(async (url, init) => {
          if (url.endsWith('-async') && place !== undefined) await setWhitelist({ place }, theirs);
          return globalThis.fetch(url, init);
        }),
      },
    );
  });

  it('is left alone while another window changes the same instance, and is not noted then', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await setWhitelist(scene, others);
      const form = await formOf(scene);
      const other = scene.anotherDesk();
      const [kept] = await noted({ ...scene, desk: other, place: await placeOf(other) }, [timeoutRaised]);
      assert.ok(kept);
      desk.requests.length = 0;
      const changed = await other.changes.alone(kept, () => openWhitelists(form, found, preflightChecks(found)));
      other.tasks.dispose();
      assert.ok(
        desk.requests.every((request) => request.startsWith('GET ')),
        desk.requests.join('\n'),
      );
      assert.equal(changed?.isChanged, false);
      assert.match(changed.troubles.join(), /was not changed\. Another window is changing this instance\./);
      assert.equal((await notesIn(journalFolder)).length, 1);
    }));

  it('stays noted, as not known to be done, where no answer comes back', () =>
    lettingIn(
      async () => {
        throw lost();
      },
      async ({ desk, journalFolder }, changed) => {
        assert.deepEqual([changed, (await read(journalFolder)).map(({ isDone }) => isDone)], [true, [false]]);
        assert.match(desk.told[0]?.message ?? '', /It is not known whether the whitelist of beijing-redis was changed/);
      },
    ));

  it('is noted for the windows that come after one that is killed while it sends', () => {
    let begun: () => void = () => undefined;
    const sending = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let end: (error: unknown) => void = () => undefined;
    return playSignedIn(
      async (scene) => {
        await setWhitelist(scene, others);
        const form = await formOf(scene);
        const work = openWhitelists(form, found, preflightChecks(found));
        await sending;
        const after = scene.anotherDesk();
        const place = await placeOf(after);
        const { changes } = await after.changes.at(place);
        assert.deepEqual(
          changes.map(({ isDone, what }) => [isDone, what.kind]),
          [[false, 'whitelist']],
        );
        after.tasks.dispose();
        end(lost());
        await work;
      },
      {
        transport: changing((url, init) => {
          if (!url.endsWith('-async')) return globalThis.fetch(url, init);
          begun();
          return new Promise((_, reject) => {
            end = reject;
          });
        }),
      },
    );
  });

  it('is not changed where it cannot be noted, and it is said why', () =>
    playSignedIn(async (scene) => {
      const { desk, journalFolder } = scene;
      await setWhitelist(scene, others);
      const form = await formOf(scene);
      await writeFile(join(journalFolder, 'changes'), 'no folder');
      desk.requests.length = 0;
      const { isChanged, troubles } = await openWhitelists(form, found, preflightChecks(found));
      assert.equal(isChanged, false);
      assert.ok(desk.requests.every((request) => request.startsWith('GET ')));
      assert.match(troubles.join(), /was not changed\. The journal of creates cannot .* Nothing was sent\./);
    }));
});

describe('parameters that are changed from here', () => {
  it('are all noted before the one request, with what they were', () => {
    let folder = '';
    let before: readonly string[] = [];
    return playSignedIn(
      async (scene) => {
        folder = scene.journalFolder;
        assert.equal(await setParameters(await formOf(scene), found, preflightChecks(found)), true);
        const whats = before.map((text) => note.parse(JSON.parse(text)).change.what);
        assert.deepEqual(whats, [{ kind: 'parameter', name: 'repl-timeout', from: '60', to: '300' }]);
        assert.deepEqual(
          (await read(folder)).map(({ isDone }) => isDone),
          [true],
        );
        assert.equal(await parameterNow(scene, 'repl-timeout'), '300');
      },
      {
        transport: changing(async (url, init) => {
          before = await notesIn(folder);
          return globalThis.fetch(url, init);
        }),
      },
    );
  });

  it('are left where nobody can read what they are', () =>
    playSignedIn(
      async ({ desk, journalFolder, ...scene }) => {
        const form = await formOf({ desk, journalFolder, ...scene });
        assert.equal(await setParameters(form, found, preflightChecks(found)), false);
        assert.ok(!desk.requests.some((request) => request.startsWith('PUT ')));
        assert.match(desk.told[0]?.message ?? '', /The parameters of beijing-redis were not changed\./);
        assert.deepEqual(await notesIn(journalFolder), []);
      },
      { cloud: { denied: new Set(['dcs:instance:getConfiguration' as const]) } },
    ));
});

describe('what is changed in the sandbox', () => {
  it('is remembered by its window, and not on disk', async () => {
    await playWithTasks([{ name: 'orders', state: 'stopped' }], async ({ desk, journalFolder, anotherDesk }) => {
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const task = { id: 'task', name: 'orders' };
      const what = [{ kind: 'parameter', name: 'repl-timeout', from: '60', to: '300' } as const];
      await desk.changes.note(place, { task, instance: redis, what });
      assert.deepEqual([...desk.changes.tasksAt(place)], ['task']);
      assert.deepEqual((await desk.changes.at(place)).changes.length, 1);
      assert.deepEqual(await notesIn(journalFolder), []);
      assert.deepEqual((await anotherDesk().changes.at(place)).changes, []);
    });
  });
});
