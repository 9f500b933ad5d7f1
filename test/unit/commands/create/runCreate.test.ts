import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { Refused } from '../../../../src/cloud/errors.ts';
import { runCreate } from '../../../../src/commands/create/runCreate.ts';
import { exampleJob, exampleName, losing } from '../../../support/desk/createJob.ts';
import { cloudProject, play } from '../../../support/desk/deskAndCloud.ts';
import { journalState } from '../../../support/desk/journalState.ts';
import type { ScriptedDesk, Told } from '../../../support/desk/scriptedDesk.ts';

const list = `GET /v2/${cloudProject}/migration-tasks`;
const create = `POST /v2/${cloudProject}/migration/instance`;
const nothing = { open: 0, underWay: 0, closed: [] };

function posts({ requests }: ScriptedDesk): number {
  return requests.filter((request) => request.startsWith('POST')).length;
}

/** The only notification, which the log must hold too. */
function onlyTold({ told, logged }: ScriptedDesk): Told {
  const [only, ...others] = told;
  assert.ok(only);
  assert.deepEqual(others, []);
  assert.ok(logged.includes(only.message), 'It is not in the log');
  return only;
}

/** Fails with an error of the operating system, before anything is sent. */
function failing(code: string): Transport {
  return async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} 192.0.2.1:443`), { code }) });
  };
}

const throughHost: Transport = (url, init) => globalThis.fetch(url, init);

/** Another way for creates, for reads, or for both. */
function only(method: 'GET' | 'POST', transport: Transport): Transport {
  return (url, init) => (init.method === method ? transport : throughHost)(url, init);
}

/** The desk of somebody who cancels as soon as a progress notification says this. */
function cancellingAt(words: string, desk: ScriptedDesk): ScriptedDesk {
  const { progress } = desk.notifier;
  const notifier: typeof desk.notifier = {
    ...desk.notifier,
    progress: (title, work) =>
      progress(title, (signal, report) =>
        work(signal, (message) => {
          report(message);
          if (message.includes(words)) desk.progresses.at(-1)?.cancel();
        }),
      ),
  };
  return { ...desk, notifier };
}

describe('run create: every outcome is told once, logged, and noted', () => {
  it('created', () =>
    play({}, async ({ desk, cloud }) => {
      const job = await exampleJob(desk, { onCreated: [{ label: 'Save', run: () => undefined }] });
      assert.equal((await runCreate(desk, job))?.kind, 'created');
      const [entry] = cloud.ledger;
      assert.ok(entry);
      const { level, message, buttons } = onlyTold(desk);
      assert.equal(level, 'info');
      assert.equal(message, `cn-north-4: Migration task ${exampleName} was created with task ID ${entry.taskId}.`);
      assert.deepEqual(buttons, ['Copy Task ID', 'Save', 'Open Log']);
      assert.deepEqual(desk.requests, [list, create]);
      assert.deepEqual(
        desk.followed.map(({ connection: _, ...task }) => task),
        [{ projectId: cloudProject, sandbox: false, name: exampleName, taskId: entry.taskId, jobId: entry.jobId }],
      );
      assert.deepEqual(await journalState(desk.journal), {
        ...nothing,
        closed: [{ kind: 'created', taskId: entry.taskId, how: 'answered' }],
      });
      assert.equal(desk.statusText, undefined);
      assert.deepEqual(
        desk.progresses.map(({ title, reports }) => [title, reports]),
        [
          [
            `cn-north-4: Creating migration task ${exampleName}`,
            ['looking for tasks of that name', 'waiting for the answer'],
          ],
        ],
      );
    }));

  it('refused', () =>
    play({}, async ({ desk, cloud }) => {
      const networks = { subnet_id: '11111111-2222-4333-8444-555555555555' };
      const job = await exampleJob(desk);
      await runCreate(desk, { ...job, body: { ...job.body, ...networks } });
      const { level, message, buttons, press } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['error', ['Change', 'Open Log']]);
      assert.match(message, /^cn-north-4: Migration task \S+ was not created\. .*\(DCS\.4016 · HTTP 400 · request ID /);
      await press('Change');
      assert.deepEqual(job.pressed, ['change subnet_id']);
      assert.deepEqual([cloud.ledger, desk.requests, desk.followed], [[], [list, create], []]);
      assert.deepEqual(await journalState(desk.journal), nothing);
    }));

  it('refused, because the key is: signing in again is the way on', () =>
    play({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async ({ desk }) => {
      const job = await exampleJob(desk);
      await runCreate(desk, job);
      const { buttons, press } = onlyTold(desk);
      assert.deepEqual(buttons, ['Sign In Again', 'Open Log']);
      await press('Sign In Again');
      assert.deepEqual([job.pressed, desk.requests], [['sign in'], [list]]);
    }));

  it('not sent: tried again for half a minute, and nothing is left behind', () =>
    play({ transport: only('POST', failing('ECONNREFUSED')) }, async ({ desk, cloud, clock }) => {
      const start = clock.now().getTime();
      const job = await exampleJob(desk);
      await runCreate(desk, job);
      const { level, message, buttons, press } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['error', ['Try Again', 'Open Log']]);
      assert.match(message, /was not created\. The host refused the connection\./);
      await press('Try Again');
      assert.deepEqual(job.pressed, ['retry']);
      assert.ok(posts(desk) > 2 && clock.now().getTime() - start <= 30_000, String(posts(desk)));
      assert.match(desk.logged.join('\n'), /Try 2 follows in \d+\.\d s: The host refused the connection/);
      assert.ok(desk.progresses[0]?.reports.some((report) => /^trying again in \d+ s$/.test(report)));
      assert.deepEqual([cloud.ledger, await journalState(desk.journal)], [[], nothing]);
    }));

  it('created after a refused connection and a throttled try, once', () => {
    const throttled: Transport = async () =>
      new Response(JSON.stringify({ error_code: 'APIGW.0308', error_msg: 'limit:1,time:1 second' }), { status: 429 });
    const ways = [failing('ECONNREFUSED'), throttled];
    const transport = only('POST', (url, init) => (ways.shift() ?? throughHost)(url, init));
    return play({ transport }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      assert.match(onlyTold(desk).message, /was created with task ID [0-9a-f-]{36}\.$/);
      assert.deepEqual([cloud.ledger.length, posts(desk)], [1, 3]);
    });
  });

  it('found: the task is followed without a job, and the entry closed', () =>
    play({ cloud: losing() }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      const taskId = cloud.ledger[0]?.taskId ?? '';
      assert.match(onlyTold(desk).message, new RegExp(`with task ID ${taskId}\\. The answer was lost; `));
      assert.deepEqual(
        desk.followed.map((followed) => [followed.taskId, followed.jobId]),
        [[taskId, undefined]],
      );
      assert.deepEqual(await journalState(desk.journal), {
        ...nothing,
        closed: [{ kind: 'created', taskId, how: 'found' }],
      });
      assert.equal(desk.statusText, undefined);
    }));

  it('unknown: the entry stays open for any window, and the status bar says so', () =>
    play({ cloud: losing({ listLag: Number.POSITIVE_INFINITY }) }, async ({ desk, anotherDesk }) => {
      await runCreate(desk, await exampleJob(desk));
      const { level, buttons } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['warning', ['Look Again', 'Create Anyway', 'Open Log']]);
      for (const { journal } of [desk, anotherDesk()]) {
        assert.deepEqual(await journalState(journal), { ...nothing, open: 1 });
      }
      assert.deepEqual(
        [desk.statusText?.text, desk.statusText?.command, desk.followed],
        ['DCS: 1 creation not certain', 'dcs.settleCreations', []],
      );
      assert.deepEqual(desk.progresses[0]?.reports.slice(2), [
        'no clean answer; looking for the task in the list',
        ...[1, 2, 4, 8, 15, 30, 30, 30].map(
          (seconds, index) => `not in the list yet (look ${index + 1}); next look in ${seconds} s`,
        ),
      ]);
    }));

  it('a key that was refused a moment ago is not used again', () =>
    play({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async ({ desk }) => {
      const job = await exampleJob(desk);
      const refused = await runCreate(desk, job);
      assert.ok(refused?.kind === 'notSent' && refused.error instanceof Refused);
      await runCreate(desk, job);
      assert.deepEqual([desk.requests, desk.told.length], [[list], 2]);
      assert.match(desk.told[1]?.message ?? '', /HTTP 401.*not sent, since the key was refused before/);
    }));
});

describe('run create: cancelled', () => {
  it('while names are looked up: nothing was sent, which is said, and the way back stays', () => {
    const cancels: (() => void)[] = [];
    const latency = async () => {
      for (const cancel of cancels) cancel();
    };
    return play({ cloud: { latency } }, async ({ desk, cloud, journalFolder }) => {
      cancels.push(() => desk.progresses.at(-1)?.cancel());
      await runCreate(desk, await exampleJob(desk));
      const { level, message, buttons } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['info', ['Try Again', 'Open Log']]);
      assert.match(message, /was not created: cancelled in time\.$/);
      assert.deepEqual([cloud.ledger, desk.requests, readdirSync(journalFolder)], [[], [list], []]);
    });
  });

  it('between two tries of sending', () =>
    play({ transport: only('POST', failing('ECONNREFUSED')) }, async ({ desk }) => {
      await runCreate(cancellingAt('trying again in', desk), await exampleJob(desk));
      assert.match(onlyTold(desk).message, /was not created: cancelled in time\.$/);
      assert.deepEqual([posts(desk), await journalState(desk.journal)], [1, nothing]);
    }));

  it('while it is looked for: what was found until then is said', () =>
    play({ cloud: losing({ listLag: Number.POSITIVE_INFINITY }) }, async ({ desk, clock }) => {
      const start = clock.now().getTime();
      await runCreate(cancellingAt('look 3', desk), await exampleJob(desk));
      assert.match(onlyTold(desk).message, /It was looked for until .+, and no task in the list of the project fits\./);
      assert.deepEqual(onlyTold(desk).buttons, ['Look Again', 'Create Anyway', 'Open Log']);
      assert.equal(clock.now().getTime() - start, 3000);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, open: 1 });
    }));
});

describe('run create: the list that is asked first', () => {
  it('not permitted: goes on, and the log says why nothing was checked', () =>
    play({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      assert.match(onlyTold(desk).message, /was created with task ID/);
      assert.equal(cloud.ledger.length, 1);
      assert.match(
        desk.logged.join('\n'),
        /Whether a task named dcs-migration-orders exists already could not be checked: .*\(DCS\.2007 · HTTP 403/,
      );
    }));

  it('not permitted, and the answer lost: it cannot be looked for, and it is said where to look', () =>
    play({ cloud: losing({ denied: new Set(['dcs:migrationTask:list']) }) }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      const { message, buttons, level } = onlyTold(desk);
      assert.match(message, /The connection broke off.* The list of the project could not be read: .*HTTP 403/);
      assert.match(message, /Look for the task in the DCS console under Data Migration before you create it again/);
      assert.deepEqual([level, buttons], ['warning', ['Look Again', 'Open Log']]);
      assert.deepEqual([cloud.ledger.length, posts(desk)], [1, 1]);
    }));

  it('not reachable: nothing is sent', () =>
    play({ transport: only('GET', failing('ENOTFOUND')) }, async ({ desk, cloud, journalFolder }) => {
      await runCreate(desk, await exampleJob(desk));
      const { level, message, buttons } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['error', ['Try Again', 'Open Log']]);
      assert.match(message, /was not created\. The name of the host could not be resolved/);
      assert.deepEqual([cloud.ledger, posts(desk), readdirSync(journalFolder)], [[], 0, []]);
      assert.ok(desk.requests.length > 1);
    }));

  it('not reachable for a moment: not noticed', () => {
    const ways = [failing('ENOTFOUND'), failing('ETIMEDOUT')];
    const transport = only('GET', (url, init) => (ways.shift() ?? throughHost)(url, init));
    return play({ transport }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      assert.deepEqual([desk.requests, cloud.ledger.length], [[list, list, list, create], 1]);
    });
  });
});
