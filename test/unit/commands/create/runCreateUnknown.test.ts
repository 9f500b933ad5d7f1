import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { runCreate } from '../../../../src/commands/create/runCreate.ts';
import type { HeldAnswer } from '../../../../src/sandbox/exchange.ts';
import { JournalProblem } from '../../../../src/task/journal/journal.ts';
import {
  connectionOf,
  exampleBody,
  exampleJob,
  exampleName,
  leaveOpen,
  losing,
  losingOnce,
} from '../../../support/desk/createJob.ts';
import { cloudProject, play, profile, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { journalState } from '../../../support/desk/journalState.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

const another = `Create another migration task named ${exampleName}?`;
const nothing = { open: 0, underWay: 0, closed: [] };
const never = Number.POSITIVE_INFINITY;

function posts({ requests }: ScriptedDesk): number {
  return requests.filter((request) => request.startsWith('POST')).length;
}

/** What the last question showed, line by line. */
function shownLines({ asked }: ScriptedDesk): readonly string[] {
  return asked.at(-1)?.notice.split('\n') ?? [];
}

describe('run create: after an unknown outcome', () => {
  it('Look Again finds a task that the list shows late', () =>
    play({ cloud: losing({ listLag: 150_000 }) }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      assert.equal(desk.told[0]?.level, 'warning');
      await desk.told[0].press('Look Again');
      const taskId = cloud.ledger[0]?.taskId ?? '';
      assert.match(
        desk.told[1]?.message ?? '',
        new RegExp(`was created with task ID ${taskId}\\. The answer was lost`),
      );
      assert.deepEqual(await journalState(desk.journal), {
        ...nothing,
        closed: [{ kind: 'created', taskId, how: 'found' }],
      });
      assert.deepEqual([posts(desk), desk.followed.length, desk.statusText], [1, 1, undefined]);
    }));

  it('Look Again in vain says so again', () =>
    play({ cloud: losing({ listLag: never }) }, async ({ desk }) => {
      await runCreate(desk, await exampleJob(desk));
      await desk.told[0]?.press('Look Again');
      assert.deepEqual(desk.told[1]?.buttons, ['Look Again', 'Create Anyway', 'Open Log']);
      assert.match(desk.told[1]?.message ?? '', /: The connection broke off.* It was looked for until /);
      assert.deepEqual([posts(desk), (await journalState(desk.journal)).open], [1, 1]);
    }));

  it('Create Anyway sends once more, without a question, and the old entry is done with', () =>
    play({ cloud: { latency: losingOnce(), listLag: never } }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      await desk.told[0]?.press('Create Anyway');
      assert.deepEqual([posts(desk), cloud.ledger.length, desk.asked], [2, 2, []]);
      const taskId = cloud.ledger[1]?.taskId;
      assert.match(desk.told[1]?.message ?? '', new RegExp(`was created with task ID ${taskId}\\.$`));
      const { closed, ...rest } = await journalState(desk.journal);
      assert.deepEqual(rest, { open: 0, underWay: 0 });
      assert.deepEqual(
        new Set(closed.map((one) => JSON.stringify(one))),
        new Set(['{"kind":"dismissed"}', JSON.stringify({ kind: 'created', taskId, how: 'answered' })]),
      );
      assert.equal(desk.statusText, undefined);
    }));

  it('Create Anyway pressed twice asks before the third machine', () =>
    play({ cloud: { latency: losingOnce(), listLag: never } }, async ({ desk, cloud }) => {
      await runCreate(desk, await exampleJob(desk));
      await desk.told[0]?.press('Create Anyway');
      desk.expect(left(another));
      await desk.told[0]?.press('Create Anyway');
      assert.equal(cloud.ledger.length, 2);
      assert.match(shownLines(desk)[0] ?? '', new RegExp(`^Created shortly before: .* · ${cloud.ledger[1]?.taskId}$`));
    }));

  for (const change of ['signed out', 'signed in with another key'] as const) {
    it(`Create Anyway after the person has ${change} sends nothing, and says so`, () =>
      play({ cloud: losing({ listLag: never }) }, async ({ desk, cloud }) => {
        await runCreate(desk, await exampleJob(desk));
        if (change === 'signed out') await desk.accounts.signOut();
        else {
          const credential = { ...profile.credential, accessKeyId: 'ANOTHERKEY0123456789' };
          await desk.accounts.signIn({ ...profile, credential });
        }
        const { length } = desk.requests;
        await desk.told[0]?.press('Create Anyway');
        assert.match(desk.told[1]?.message ?? '', /signed out, or switched to another account.*Nothing was sent/);
        assert.deepEqual([desk.requests.length, cloud.ledger.length], [length, 1]);
        assert.deepEqual((await journalState(desk.journal)).open, 1);
      }));
  }

  it('Create Anyway shows a task that has come up meanwhile, and declined the old entry stays open', () =>
    play({ cloud: losing({ listLag: 130_000 }) }, async ({ desk, cloud, clock }) => {
      await runCreate(desk, await exampleJob(desk));
      clock.advance(20_000);
      desk.expect(left(another));
      await desk.told[0]?.press('Create Anyway');
      assert.equal(shownLines(desk).length, 3);
      assert.match(shownLines(desk)[0] ?? '', new RegExp(`^Exists in this project: .* · ${cloud.ledger[0]?.taskId}$`));
      assert.deepEqual([posts(desk), await journalState(desk.journal)], [1, { ...nothing, open: 1 }]);
      assert.equal(desk.statusText?.text, 'DCS: 1 creation not certain');
    }));

  it('Create Anyway without a network sends nothing and forgets nothing', () => {
    let online = true;
    return play(
      {
        cloud: losing({ listLag: never }),
        transport: async (url, init) => {
          if (online) return globalThis.fetch(url, init);
          throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENETUNREACH' }) });
        },
      },
      async ({ desk }) => {
        await runCreate(desk, await exampleJob(desk));
        online = false;
        await desk.told[0]?.press('Create Anyway');
        assert.match(desk.told[1]?.message ?? '', /was not created\. There is no network route/);
        assert.deepEqual([posts(desk), await journalState(desk.journal)], [1, { ...nothing, open: 1 }]);
      },
    );
  });
});

describe('run create: more than one task fits', () => {
  /** Somebody else creates a task of the same name while the answer is lost. */
  function playCrowded(act: (scene: Scene) => Promise<void>): Promise<void> {
    const others: (() => Promise<unknown>)[] = [];
    const latency = async ({ method }: HeldAnswer) => {
      const other = others.shift();
      if (method !== 'POST' || other === undefined) return;
      await other();
      throw new Error('cut');
    };
    return play({ cloud: { latency } }, async (scene) => {
      const connection = await connectionOf(scene.anotherDesk());
      await runCreate(
        {
          ...scene.desk,
          log: {
            ...scene.desk.log,
            info: (message) => {
              scene.desk.log.info(message);
              others.push(() => createOnlineMigrationTask(connection, cloudProject, exampleBody()));
            },
          },
        },
        await exampleJob(scene.desk),
      );
      assert.equal(scene.cloud.ledger.length, 2);
      await act(scene);
    });
  }

  it('says how many, and Show Them lists them; the one picked is its task', () =>
    playCrowded(async ({ desk, cloud }) => {
      const [told] = desk.told;
      assert.match(told?.message ?? '', /2 tasks in the list of the project fit, so which one it is cannot be told\.$/);
      assert.deepEqual([told?.level, told?.buttons], ['warning', ['Show Them', 'Look Again', 'Open Log']]);
      assert.equal(desk.statusText?.text, 'DCS: 1 creation not certain');
      const ids = cloud.ledger.map(({ taskId }) => taskId);
      desk.expect(picked('Pick the one that was created', ids[1] ?? ''));
      await told?.press('Show Them');
      const choices = desk.asked[0]?.choices ?? [];
      assert.deepEqual(new Set(choices.map(({ label }) => label)), new Set(ids));
      for (const { description, detail } of choices) assert.match(`${description} ${detail}`, /CREATING · .*\d{4}, \d/);
      assert.deepEqual([desk.copied, desk.statusText], [[ids[1]], undefined]);
      assert.deepEqual(await journalState(desk.journal), {
        ...nothing,
        closed: [{ kind: 'created', taskId: ids[1], how: 'found' }],
      });
    }));

  it('left without a choice it stays open', () =>
    playCrowded(async ({ desk }) => {
      desk.expect(left('Pick the one that was created'));
      await desk.told[0]?.press('Show Them');
      assert.deepEqual([desk.copied, await journalState(desk.journal)], [[], { ...nothing, open: 1 }]);
    }));

  it('one task, and another open create that may have made it', () =>
    play({ cloud: losing() }, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      desk.expect(agreed(another));
      await runCreate(desk, await exampleJob(desk));
      assert.match(shownLines(desk)[0] ?? '', /^Without a known outcome: /);
      assert.match(desk.told[0]?.message ?? '', /One task of that name has appeared/);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, open: 2 });
      assert.equal(desk.statusText?.text, 'DCS: 2 creations not certain');
    }));
});

describe('run create: a journal that fails', () => {
  const full = async (): Promise<never> => {
    throw new JournalProblem('ENOSPC', '/journal/open/x.json', 'no space left on device');
  };
  /** The journal of a disk that is full whenever this is called. */
  const failingAt = (desk: ScriptedDesk, ...calls: readonly ('claim' | 'markSent' | 'close' | 'open')[]) => ({
    ...desk,
    journal: { ...desk.journal, ...Object.fromEntries(calls.map((call) => [call, full])) },
  });

  it('its folder cannot be made: nothing is sent, and the reason is told', () =>
    play({}, async ({ anotherDesk, cloud, journalFolder }) => {
      const file = join(journalFolder, 'file');
      await writeFile(file, '');
      const desk = anotherDesk({ journalFolder: join(file, 'journal') });
      const job = await exampleJob(desk);
      await runCreate(desk, job);
      const [told, ...others] = desk.told;
      assert.deepEqual([others, cloud.ledger, posts(desk)], [[], [], 0]);
      assert.deepEqual([told?.level, told?.buttons], ['error', ['Try Again', 'Open Log']]);
      assert.match(
        told?.message ?? '',
        /was not created\. The journal of creates cannot be used \((?:ENOTDIR|ENOENT|EEXIST)\): .* Nothing was sent\.$/,
      );
      assert.ok(desk.logged.includes(told?.message ?? ''));
      await told?.press('Try Again');
      assert.deepEqual(job.pressed, ['retry']);
    }));

  for (const call of ['claim', 'markSent'] as const) {
    it(`${call}: nothing is sent, nothing stays, and the reason is told`, () =>
      play({}, async ({ desk, cloud }) => {
        await runCreate(failingAt(desk, call), await exampleJob(desk));
        assert.deepEqual([cloud.ledger, posts(desk), await journalState(desk.journal)], [[], 0, nothing]);
        assert.match(desk.told[0]?.message ?? '', /the disk is full .*\/journal\/open\/x\.json.* Nothing was sent\.$/);
      }));
  }

  it('what others do cannot be read: nothing is sent, and no claim stays', () =>
    play({}, async ({ desk, cloud }) => {
      await runCreate(failingAt(desk, 'open'), await exampleJob(desk));
      assert.deepEqual([cloud.ledger, await journalState(desk.journal)], [[], nothing]);
      assert.match(desk.told[0]?.message ?? '', /was not created\. .*the disk is full/);
    }));

  it('the outcome cannot be noted: it is told all the same, and nothing untrue is logged', () =>
    play({}, async ({ desk, cloud }) => {
      await runCreate(failingAt(desk, 'close'), await exampleJob(desk));
      assert.ok(desk.told[0]?.message.includes(`was created with task ID ${cloud.ledger[0]?.taskId}.`));
      const log = desk.logged.join('\n');
      assert.match(log, /The journal of creates cannot be written, because the disk is full/);
      assert.doesNotMatch(log, /Nothing was sent/);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, open: 1 });
      assert.equal(desk.statusText?.text, 'DCS: 1 creation not certain');
    }));
});
