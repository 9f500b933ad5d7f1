import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { createMigrationTasks } from '../../../../src/commands/batch/createMigrationTasks.ts';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import type { HeldAnswer } from '../../../../src/sandbox/exchange.ts';
import { cloudProject, cloudRegion, play, profile, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { until } from '../../../support/suite/until.ts';
import { asksBatch, asksTable, chosen, created, fileOf, manyNames, posts, putTasks, taskText } from './batchFiles.ts';

const counts = (created: number, existed: number, refused: number, unknown: number, rest: number) =>
  `${created} created, ${existed} existed already, ${refused} refused, ${unknown} not certain, ${rest} not started.`;

/** Keeps the answers of creates back until they are let go, or lost. */
function gate(): { latency: (held: HeldAnswer) => Promise<void>; held: () => number; open: () => void } {
  const waiting: (() => void)[] = [];
  let opened = false;
  return {
    latency: ({ method }) =>
      method !== 'POST' || opened ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    held: () => waiting.length,
    open: () => {
      opened = true;
      for (const go of waiting.splice(0)) go();
    },
  };
}

/** Creates are carried out, and nobody is told. */
const loseAnswers = ({ method }: HeldAnswer) => (method === 'POST' ? Promise.reject() : Promise.resolve());

/** A file whose task the cloud refuses: there is no such VPC. */
function putRefused(desk: ScriptedDesk, name: string): Uri {
  const text = taskText(name, { vpc_id: '11111111-2222-4333-8444-555555555555' });
  return desk.documents.put(`/workspace/${fileOf(name)}`, text);
}

/** A batch of these names, four of whose creates have no answer yet. */
async function startHeld(
  { desk }: Scene,
  names: readonly string[],
  held: () => number,
): Promise<{ over: Promise<void> }> {
  desk.expect(...chosen(names.map(fileOf)));
  const over = createMigrationTasks(desk, undefined, putTasks(desk, ...names));
  await until('four creates are held', async () => held() === 4);
  return { over };
}

describe('create migration tasks: what becomes of them', () => {
  it('each has a line in the log, is followed, and stands in the report', () =>
    play({}, async ({ desk, cloud }) => {
      const names = ['a', 'b', 'c', 'd'].map((letter) => `task-${letter}`);
      const uris = [
        ...putTasks(desk, ...names),
        putRefused(desk, 'task-c'),
        desk.documents.put(`/workspace/${fileOf('wrong')}`, '{}'),
      ];
      desk.expect(...chosen(names.map(fileOf), [fileOf('task-d')]));
      await createMigrationTasks(desk, undefined, uris);
      const [told] = desk.told;
      const wrong = 'Files with mistakes: 1; nothing was sent of them.';
      assert.equal(told?.message, `cn-north-4: ${counts(2, 0, 1, 0, 1)} ${wrong}`);
      assert.deepEqual([told?.level, told?.buttons], ['warning', ['Open Report', 'Retry the Failed', 'Open Log']]);
      assert.deepEqual(
        desk.followed.map(({ name, taskId }) => [name, taskId]),
        cloud.ledger.map(({ body, taskId }) => [body['name'], taskId]),
      );
      assert.deepEqual(created(cloud), ['task-a', 'task-b']);
      await told?.press('Open Report');
      const [report = ''] = desk.documents.reports;
      const outcomes = report
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .map((line) => line.split(' | ')[2]);
      assert.deepEqual(outcomes, ['Outcome', '---', 'wrong', 'created', 'created', 'refused', 'not started']);
      for (const { taskId } of cloud.ledger)
        assert.ok(report.includes(` | created | <nobr>${taskId}</nobr> | `), report);
      assert.match(report, /refused \| {2}\| Migration task task-c was not created\. .*request ID/);
      for (const name of [...names, 'wrong']) {
        const lines = desk.logged.filter((line) => line.includes(`${fileOf(name)}: `));
        assert.equal(lines.length, 1, name);
      }
    }));

  it('Retry the Failed plans those files anew, and only those', () =>
    play({}, async ({ desk, cloud }) => {
      const uris = [...putTasks(desk, 'task-a'), putRefused(desk, 'task-b')];
      const wrong = desk.documents.put(`/workspace/${fileOf('wrong')}`, '{}');
      desk.expect(...chosen(['task-a', 'task-b'].map(fileOf)));
      await createMigrationTasks(desk, undefined, [...uris, wrong]);
      desk.documents.put(`/workspace/${fileOf('wrong')}`, taskText('mended'));
      desk.expect(left(asksTable));
      await desk.told[0]?.press('Retry the Failed');
      assert.deepEqual(
        desk.asked.at(-1)?.choices.map(({ label, ticked }) => [label, ticked]),
        [
          [fileOf('wrong'), true],
          [fileOf('task-b'), true],
        ],
      );
      assert.equal(cloud.ledger.length, 1);
    }));

  it('what was left unticked because it exists is counted as such', () =>
    play({}, async ({ desk, cloud }) => {
      const uris = putTasks(desk, 'task-a');
      desk.expect(...chosen([fileOf('task-a')]));
      await createMigrationTasks(desk, undefined, uris);
      uris.push(...putTasks(desk, 'task-b'));
      desk.expect(...chosen([fileOf('task-b')]));
      await createMigrationTasks(desk, undefined, uris);
      assert.equal(desk.told.at(-1)?.message, `cn-north-4: ${counts(1, 1, 0, 0, 0)}`);
      assert.equal(cloud.ledger.length, 2);
    }));

  it('what comes to exist while the table is open is not created', () =>
    play({}, async ({ desk, cloud, anotherDesk }) => {
      const other = anotherDesk();
      const { pickMany } = desk.prompter;
      desk.prompter.pickMany = async (question) => {
        other.expect(...chosen([fileOf('task-a')]));
        await createMigrationTasks(other, undefined, putTasks(other, 'task-a'));
        return pickMany(question);
      };
      desk.expect(...chosen(['task-a', 'task-b'].map(fileOf)));
      await createMigrationTasks(desk, undefined, putTasks(desk, 'task-a', 'task-b'));
      assert.equal(desk.told.at(-1)?.message, `cn-north-4: ${counts(1, 1, 0, 0, 0)}`);
      assert.deepEqual(created(cloud), ['task-a', 'task-b']);
    }));

  it('what another window begins in the place of what was shown is not created beside it', () =>
    play({}, async ({ desk, cloud, anotherDesk }) => {
      const { journal } = anotherDesk();
      const place = { profile: 'default', region: cloudRegion, projectId: cloudProject, knownTaskIds: [] };
      const draft = { ...place, body: { name: 'task-a', ...exampleNetworks } };
      const first = await journal.claim(draft);
      const { confirm } = desk.prompter;
      desk.prompter.confirm = async (question) => {
        await journal.close(first, { kind: 'dismissed' });
        await journal.claim(draft);
        return confirm(question);
      };
      desk.expect(...chosen([], [fileOf('task-a')]));
      await createMigrationTasks(desk, undefined, putTasks(desk, 'task-a'));
      assert.equal(desk.told.at(-1)?.message, `cn-north-4: ${counts(0, 1, 0, 0, 0)}`);
      assert.deepEqual(cloud.ledger, []);
    }));

  it('what another window creates while the batch runs is not created again', () => {
    const { latency, held, open } = gate();
    return play({ cloud: { latency } }, async (scene) => {
      const { desk, cloud, anotherDesk } = scene;
      const names = manyNames(10);
      const { over } = await startHeld(scene, names, held);
      const other = anotherDesk();
      const [mine] = putTasks(other, names.at(-1) ?? '');
      const single = createMigrationTaskFromFile(other, mine);
      await until('the other window has sent its own', async () => posts(other).length === 1);
      open();
      await Promise.all([over, single]);
      assert.deepEqual(created(cloud), names);
      assert.match(desk.told.at(-1)?.message ?? '', /: 9 created, 1 existed already/);
    });
  });

  for (const [what, leave] of [
    ['signs out', ({ desk }: Scene) => desk.accounts.signOut()],
    ['signs out in another window', ({ anotherDesk }: Scene) => anotherDesk().accounts.signOut()],
    ['goes to the sandbox, where nothing is real or billed', ({ desk }: Scene) => desk.accounts.useSandbox()],
    [
      'signs in with another key',
      ({ desk }: Scene) =>
        desk.accounts.signIn({
          ...profile,
          credential: { ...profile.credential, accessKeyId: 'HPUAQ7EXAMPLEOTHER01' },
        }),
    ],
  ] as const) {
    it(`stops at once when the person ${what}: what is on its way has its answer, the rest was not sent`, () => {
      const { latency, held, open } = gate();
      return play({ cloud: { latency } }, async (scene) => {
        const { desk, cloud, sandboxes } = scene;
        const { over } = await startHeld(scene, manyNames(40), held);
        await leave(scene);
        open();
        await over;
        assert.equal(cloud.ledger.length, 4);
        assert.equal(sandboxes[0]?.ledger.length ?? 0, 0);
        assert.deepEqual([posts(desk).length, (await desk.journal.open()).creations.length], [4, 0]);
        const told = desk.told.find(({ message }) => message.includes('created'));
        assert.match(
          told?.message ?? '',
          /: 4 created, .* 36 not started\. You have signed out, or .* the rest was not sent\.$/,
        );
      });
    });
  }

  it('nothing is sent where the person has signed out while the table was open', () =>
    play({}, async ({ desk, cloud, anotherDesk }) => {
      const leave: typeof desk.prompter.pickMany = async (question) => {
        await anotherDesk().accounts.signOut();
        return question.choices.map(({ value }) => value);
      };
      const prompter = { ...desk.prompter, pickMany: leave };
      desk.expect(agreed(asksBatch));
      await createMigrationTasks({ ...desk, prompter }, undefined, putTasks(desk, 'orders'));
      assert.match(desk.told[0]?.message ?? '', /signed out.*Nothing was sent/);
      assert.deepEqual([cloud.ledger, posts(desk)], [[], []]);
    }));

  it('a second file of one name that was not ticked was not chosen: nothing of that name exists', () =>
    play({}, async ({ desk, cloud }) => {
      const first = putRefused(desk, 'first');
      const text = taskText('first');
      const second = desk.documents.put(`/workspace/${fileOf('second')}`, text);
      desk.expect(...chosen([fileOf('first')]));
      await createMigrationTasks(desk, undefined, [first, second]);
      assert.deepEqual(cloud.ledger, []);
      assert.ok(desk.told[0]?.message.endsWith(counts(0, 0, 1, 0, 1)), desk.told[0]?.message);
    }));

  it('lost answers are looked for while others are sent, though not without end', () =>
    play({ cloud: { listLag: 10_000, latency: loseAnswers } }, async ({ desk, cloud }) => {
      const names = manyNames(30);
      desk.expect(...chosen(names.map(fileOf)));
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      assert.equal(desk.told.at(-1)?.message, `cn-north-4: ${counts(30, 0, 0, 0, 0)}`);
      assert.deepEqual(created(cloud), names);
      const firstFound = desk.requests.findIndex((request) => request.includes('/migration-task/'));
      const before = desk.requests.slice(0, firstFound).filter((request) => request.startsWith('POST')).length;
      assert.ok(before > 4 && before <= 24, `${before} were sent before the first was found`);
    })).timeout(60_000);

  it('one that is not found is not certain, stays in the journal, and can be looked for again', () =>
    play(
      {
        cloud: {
          listLag: 3_600_000,
          latency: loseAnswers,
        },
      },
      async ({ desk, cloud, clock }) => {
        desk.expect(...chosen([fileOf('task-a')]));
        await createMigrationTasks(desk, undefined, putTasks(desk, 'task-a'));
        const [told] = desk.told;
        assert.equal(told?.message, `cn-north-4: ${counts(0, 0, 0, 1, 0)}`);
        assert.deepEqual(told?.buttons, ['Open Report', 'Look Again', 'Open Log']);
        assert.match(desk.statusText?.text ?? '', /1 creation not certain/);
        clock.advance(3_600_000);
        await told?.press('Look Again');
        assert.match(desk.told.at(-1)?.message ?? '', /was created with task ID/);
        assert.deepEqual([cloud.ledger.length, posts(desk).length], [1, 1]);
        assert.deepEqual((await desk.journal.open()).creations, []);
      },
    ));

  it('a task that was there before is never taken for the one that is looked for', () =>
    play({ cloud: { listLag: 3_600_000 } }, async ({ desk, cloud, clock, anotherDesk, journalFolder }) => {
      // Another person's: not in this journal.
      const other = anotherDesk({ journalFolder: join(journalFolder, 'other') });
      other.expect(...chosen([fileOf('task-a')]));
      await createMigrationTasks(other, undefined, putTasks(other, 'task-a'));
      clock.advance(3_600_000);
      const transport: Transport = async (url, init) => {
        const response = await globalThis.fetch(url, init);
        return init.method === 'POST' ? Promise.reject(new TypeError('fetch failed')) : response;
      };
      const losing = anotherDesk({ transport });
      losing.expect(...chosen([], [fileOf('task-a')]));
      await createMigrationTasks(losing, undefined, putTasks(losing, 'task-a'));
      assert.equal(losing.told[0]?.message, `cn-north-4: ${counts(0, 0, 0, 1, 0)}`);
      const { creations } = await desk.journal.open();
      assert.deepEqual(
        creations.map(({ knownTaskIds }) => knownTaskIds),
        [[cloud.ledger[0]?.taskId]],
      );
    }));

  it('a key that is refused ends the batch instead of being tried for each file', () =>
    play({ transport: refuseCreates }, async ({ desk, cloud }) => {
      const names = manyNames(40);
      desk.expect(...chosen(names.map(fileOf)));
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      const message = desk.told[0]?.message ?? '';
      const figure = (pattern: RegExp) => Number(pattern.exec(message)?.[1] ?? 0);
      // Nothing was done by a key that is refused, and of those under way together, the key watch may withhold the later ones.
      const failed = figure(/ (\d+) refused/) + figure(/Not sent: (\d+)/);
      assert.ok(failed >= 1 && failed <= 4, message);
      assert.equal(failed + figure(/ (\d+) not started/), 40);
      assert.ok(posts(desk).length >= 1 && posts(desk).length <= failed, posts(desk).join());
      assert.deepEqual(cloud.ledger, []);
    }));

  it('a 429 that is not the gateway’s ends it too, and nothing is sent a second time', () => {
    const sent: string[] = [];
    const transport: Transport = (url, init) => {
      if (init.method === 'GET') return globalThis.fetch(url, init);
      sent.push(url);
      return Promise.resolve(new Response('busy', { status: 429, headers: { 'Retry-After': '0' } }));
    };
    return play({ transport }, async ({ desk, cloud }) => {
      const names = manyNames(30);
      desk.expect(...chosen(names.map(fileOf)));
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      assert.ok(sent.length <= 8, String(sent.length));
      assert.equal(desk.told[0]?.message, `cn-north-4: ${counts(0, 0, sent.length, 0, 30 - sent.length)}`);
      assert.deepEqual([cloud.ledger, (await desk.journal.open()).creations], [[], []]);
    });
  });
});

/** The gateway does not take the key for creates any more. */
const refuseCreates: Transport = (url, init) => {
  if (init.method === 'GET') return globalThis.fetch(url, init);
  const error_msg = 'Incorrect IAM authentication information: verify aksk signature fail';
  return Promise.resolve(Response.json({ error_code: 'APIGW.0301', error_msg }, { status: 401 }));
};

describe('create migration tasks: cancelled', () => {
  it('starts no more, waits for the answers under way, and says so', () => {
    const { latency, held, open } = gate();
    return play({ cloud: { latency } }, async (scene) => {
      const { desk, cloud } = scene;
      const names = manyNames(30);
      const running = await startHeld(scene, names, held);
      desk.progresses.find(({ title }) => title === 'Creating migration tasks')?.cancel();
      await until('the second notification is there', async () =>
        desk.progresses.some(({ title }) => title === 'Finding out what became of the tasks under way'),
      );
      open();
      await await running.over;
      assert.equal(cloud.ledger.length, 4);
      assert.equal(desk.told[0]?.message, `cn-north-4: ${counts(4, 0, 0, 0, 26)}`);
      assert.deepEqual(desk.told[0]?.buttons, ['Open Report', 'Go On with the Rest', 'Open Log']);
      assert.deepEqual((await desk.journal.open()).creations, []);
    });
  });

  it('while all of them wait for a throttling, sends nothing of what waits', () => {
    const sent: string[] = [];
    let cancel = () => {};
    const transport: Transport = (url, init) => {
      if (init.method === 'GET') return globalThis.fetch(url, init);
      sent.push(url);
      cancel();
      const headers = { 'Retry-After': '5' };
      return Promise.resolve(Response.json({ error_code: 'APIGW.0308', error_msg: 'slow' }, { status: 429, headers }));
    };
    return play({ transport }, async ({ desk, cloud }) => {
      cancel = () => desk.progresses.find(({ title }) => title === 'Creating migration tasks')?.cancel();
      const names = manyNames(30);
      desk.expect(...chosen(names.map(fileOf)));
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      assert.equal(desk.told[0]?.message, `cn-north-4: ${counts(0, 0, 0, 0, 30)}`);
      assert.deepEqual([sent.length, cloud.ledger], [1, []]);
      assert.deepEqual((await desk.journal.open()).creations, []);
    });
  });

  it('twice, leaves them to be settled later, and nothing is lost', () => {
    const { latency, held, open } = gate();
    return play({ cloud: { latency } }, async (scene) => {
      const { desk, cloud } = scene;
      const running = await startHeld(scene, manyNames(30), held);
      desk.progresses.find(({ title }) => title === 'Creating migration tasks')?.cancel();
      const second = await until('the second notification is there', async () =>
        desk.progresses.find(({ title }) => title === 'Finding out what became of the tasks under way'),
      );
      second.cancel();
      await running.over;
      assert.equal(desk.told[0]?.message, `cn-north-4: ${counts(0, 0, 0, 4, 26)}`);
      const { creations } = await desk.journal.open();
      assert.deepEqual(
        creations.map(({ underWay }) => underWay),
        new Array(4).fill(false),
      );
      open();
      await desk.told[0]?.press('Look Again');
      assert.deepEqual((await desk.journal.open()).creations, []);
      assert.deepEqual([cloud.ledger.length, posts(desk).length], [4, 4]);
    });
  });

  it('a second click meanwhile finds the files under way', () => {
    const { latency, held, open } = gate();
    return play({ cloud: { latency } }, async (scene) => {
      const { desk, cloud } = scene;
      const names = manyNames(9);
      const running = await startHeld(scene, names, held);
      desk.expect(left('None of these files'));
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      assert.match(desk.asked.at(-1)?.choices[0]?.unusable ?? '', /is being created already/);
      open();
      await running.over;
      assert.equal(cloud.ledger.length, 9);
    });
  });
});

describe('create migration tasks: five hundred files', () => {
  it('against twenty a second: every one is created once, within 1.2 of the limit', () =>
    play({ cloud: { throttle: { perSecond: 20 } } }, async ({ desk, cloud, clock }) => {
      const names = manyNames(500);
      desk.expect(...chosen(names.map(fileOf)));
      const start = clock.now().getTime();
      await createMigrationTasks(desk, undefined, putTasks(desk, ...names));
      const took = clock.now().getTime() - start;
      assert.deepEqual(created(cloud), names);
      assert.equal(desk.told[0]?.message, `cn-north-4: ${counts(500, 0, 0, 0, 0)}`);
      assert.ok(took >= 24_000 && took <= 30_000, `${took} ms`);
      const progress = desk.progresses.find(({ title }) => title === 'Creating migration tasks');
      assert.equal(progress?.reports[0], '0 of 500: 0 created, 0 refused, 0 not certain');
      assert.equal(progress?.reports.at(-1), '500 of 500: 500 created, 0 refused, 0 not certain');
      assert.ok(desk.logged.some((line) => /^cn-north-4: The cloud throttles: all wait/.test(line)));
      assert.deepEqual((await desk.journal.open()).creations, []);
    })).timeout(120_000);
});
