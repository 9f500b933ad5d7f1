import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { settleCreations } from '../../../../src/commands/settle/settleCreations.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { openJournal } from '../../../../src/task/journal/journal.ts';
import { openName } from '../../../../src/task/journal/journalNames.ts';
import { connectionOf, exampleBody, exampleName, leaveOpen } from '../../../support/desk/createJob.ts';
import {
  cloudProject,
  everythingShown,
  key,
  play,
  type Scene,
  type SceneOptions,
} from '../../../support/desk/deskAndCloud.ts';
import { journalState } from '../../../support/desk/journalState.ts';
import { left, picked } from '../../../support/desk/script.ts';
import type { ScriptedDesk, Told } from '../../../support/desk/scriptedDesk.ts';
import { asksSignIn, keyAnswers } from '../../../support/desk/signInAnswers.ts';

const forget = 'It Was Not Created: Forget It';
const nothing = { open: 0, underWay: 0, closed: [] };

/** The cloud got the create of a closed window; its task ID. */
async function reached({ desk }: Pick<Scene, 'desk'>, name = exampleName): Promise<string> {
  const { instance_id } = await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody(name));
  return instance_id;
}

/** Nothing but reads may be sent, whatever is found. */
function playSettling(
  options: SceneOptions,
  prepare: (scene: Scene) => Promise<unknown>,
  act: (scene: Scene) => Promise<void>,
) {
  return play(options, async (scene) => {
    await prepare({ ...scene, desk: scene.anotherDesk() });
    await settleCreations(scene.desk);
    for (const request of scene.desk.requests) assert.match(request, /^GET /);
    await act(scene);
  });
}

function onlyTold({ told }: ScriptedDesk): Told {
  const [only, ...others] = told;
  assert.ok(only);
  assert.deepEqual(others, []);
  return only;
}

describe('settle creates: one', () => {
  it('found: told, followed, and closed', () =>
    playSettling(
      {},
      async (scene) => {
        await leaveOpen(scene);
        await reached(scene);
      },
      async ({ desk, cloud }) => {
        const taskId = cloud.ledger[0]?.taskId ?? '';
        const { level, message, buttons } = onlyTold(desk);
        assert.equal(
          message,
          `cn-north-4: Migration task ${exampleName} was created with task ID ${taskId}. The answer was lost; the task was found in the list of the project, the only one that fits by its name, its time and its networks.`,
        );
        assert.deepEqual([level, buttons], ['info', ['Copy Task ID', 'Open Log']]);
        assert.ok(desk.logged.includes(message));
        assert.deepEqual(
          desk.followed.map((followed) => [followed.taskId, followed.jobId]),
          [[taskId, undefined]],
        );
        assert.deepEqual(
          desk.progresses.map(({ title }) => title),
          [`cn-north-4: Looking whether migration task ${exampleName} was created`],
        );
        assert.deepEqual(await journalState(desk.journal), {
          ...nothing,
          closed: [{ kind: 'created', taskId, how: 'found' }],
        });
        assert.equal(desk.statusText, undefined);
      },
    ));

  it('where it was sent, whatever address the settings have by now', () =>
    play({}, async (scene) => {
      const { desk, cloud, anotherDesk } = scene;
      const elsewhere = await startSandbox(key);
      try {
        await leaveOpen(scene, { dcsEndpoint: cloud.url });
        const taskId = await reached({ desk: anotherDesk() });
        desk.setting = { ...desk.setting, endpoints: { ...desk.setting.endpoints, dcs: elsewhere.url } };
        await settleCreations(desk);
        assert.match(onlyTold(desk).message, new RegExp(`was created with task ID ${taskId}\\. The answer was lost`));
        assert.deepEqual((await journalState(desk.journal)).closed, [{ kind: 'created', taskId, how: 'found' }]);
      } finally {
        await elsewhere.close();
      }
    }));

  it('not found: says why nobody knows, and offers every way on', () =>
    playSettling({}, leaveOpen, async ({ desk, cloud, clock }) => {
      const { level, message, buttons, press } = onlyTold(desk);
      assert.match(
        message,
        /^cn-north-4: It is not certain whether .* was created: no clean answer came\. It was looked for until .*, \d/,
      );
      assert.deepEqual([level, buttons], ['warning', ['Look Again', 'Create Anyway', forget, 'Open Log']]);
      assert.equal(desk.statusText?.text, 'DCS: 1 creation not certain');
      const start = clock.now().getTime();
      await press('Look Again');
      assert.equal(clock.now().getTime() - start, 120_000);
      assert.match(desk.told[1]?.message ?? '', /no clean answer came\. It was looked for until /);
      await press(forget);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, closed: [{ kind: 'dismissed' }] });
      assert.deepEqual([desk.statusText, cloud.ledger], [undefined, []]);
    }));

  it('not found, and Create Anyway: one task, and the entry is done with', () =>
    playSettling({}, leaveOpen, async ({ desk, cloud }) => {
      await onlyTold(desk).press('Create Anyway');
      assert.equal(cloud.ledger.length, 1);
      assert.ok(desk.told[1]?.message.endsWith(`was created with task ID ${cloud.ledger[0]?.taskId}.`));
      const { closed, ...rest } = await journalState(desk.journal);
      assert.deepEqual([rest, closed.length, desk.statusText], [{ open: 0, underWay: 0 }, 2, undefined]);
    }));

  it('a task with other networks is somebody else’s', () =>
    playSettling(
      {},
      async (scene) => {
        await leaveOpen(scene, { body: { ...exampleBody(), vpc_id: '11111111-2222-4333-8444-555555555555' } });
        await reached(scene);
      },
      async ({ desk }) => assert.match(onlyTold(desk).message, /It was looked for until/),
    ));

  it('a list that is not permitted leaves it open', () =>
    playSettling({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, leaveOpen, async ({ desk }) => {
      const { message, buttons } = onlyTold(desk);
      assert.match(message, /The list of the project could not be read: .*HTTP 403/);
      assert.deepEqual(buttons, ['Look Again', forget, 'Open Log']);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, open: 1 });
      await onlyTold(desk).press(forget);
      assert.deepEqual((await journalState(desk.journal)).closed, [{ kind: 'dismissed' }]);
    }));

  it('it is looked for in its own region and project, with the key of today', () =>
    playSettling(
      {},
      (scene) => leaveOpen(scene, { region: 'cn-east-3', projectId: '0123456789abcdef0123456789abcdef' }),
      async ({ desk }) => {
        const [first] = desk.exchanges;
        assert.deepEqual([first?.region, first?.projectId], ['cn-east-3', '0123456789abcdef0123456789abcdef']);
        assert.match(onlyTold(desk).message, /^cn-east-3: /);
      },
    ));

  it('several tasks fit: the one picked is its task', () =>
    playSettling(
      {},
      async (scene) => {
        await leaveOpen(scene);
        await reached(scene);
        await reached(scene);
      },
      async ({ desk, cloud }) => {
        const { message, buttons, press } = onlyTold(desk);
        assert.match(message, /came\. 2 tasks in the list of the project fit, so which one it is cannot be told\.$/);
        assert.deepEqual(buttons, ['Show Them', 'Look Again', forget, 'Open Log']);
        const taskId = cloud.ledger[0]?.taskId ?? '';
        desk.expect(picked('Pick the one that was created', taskId));
        await press('Show Them');
        assert.deepEqual((await journalState(desk.journal)).closed, [{ kind: 'created', taskId, how: 'found' }]);
        assert.deepEqual([desk.copied, desk.statusText], [[taskId], undefined]);
      },
    ));
});

describe('settle creates: several', () => {
  const names = ['orders', 'users', 'carts'];
  const leaveAll = async (scene: Scene) => {
    for (const name of names) {
      await leaveOpen(scene, { body: exampleBody(name) });
      scene.clock.advance(1000);
    }
  };

  it('all found', () =>
    playSettling(
      {},
      async (scene) => {
        await leaveAll(scene);
        for (const name of names) await reached(scene, name);
      },
      async ({ desk, cloud }) => {
        const { level, message, buttons } = onlyTold(desk);
        assert.equal(message, '3 migration tasks were found in the list; they were created.');
        assert.deepEqual([level, buttons], ['info', ['Open Log']]);
        assert.equal(desk.followed.length, 3);
        for (const { taskId } of cloud.ledger)
          assert.ok(
            desk.logged.some((line) => line.includes(`was created with task ID ${taskId}. The answer was lost`)),
          );
        assert.deepEqual([(await journalState(desk.journal)).open, desk.statusText], [0, undefined]);
      },
    ));

  const someFound = async (scene: Scene) => {
    await leaveAll(scene);
    await reached(scene, 'users');
  };

  it('some found: counts, log and status bar tell of both kinds', () =>
    playSettling({}, someFound, async ({ desk, clock }) => {
      const { level, message, buttons } = onlyTold(desk);
      assert.equal(
        message,
        '1 of 3 migration tasks were found in the list. Of the others it is still not certain whether they were created.',
      );
      assert.deepEqual([level, buttons], ['warning', ['Show Them', 'Open Log']]);
      assert.equal(desk.statusText?.text, 'DCS: 2 creations not certain');
      assert.equal(desk.followed.length, 1);
      assert.equal(desk.logged.filter((line) => line.includes('It was looked for until')).length, 2);
      // All at once: the looking takes two minutes for one as for many.
      assert.ok(clock.now().getTime() - Date.parse(desk.exchanges[0]?.time.toISOString() ?? '') < 200_000);
    }));

  const ways: readonly (readonly [label: string, requests: number, open: number])[] = [
    ['Look Again', 0, 2],
    ['Create Anyway', 1, 1],
    [forget, 0, 1],
  ];
  for (const [label, posts, open] of ways) {
    it(`the list leads to ${label}`, () =>
      playSettling({}, someFound, async ({ desk, cloud }) => {
        desk.expect(
          picked('Pick one to see what can be done about it', 'carts'),
          picked('What to do about this creation', label),
        );
        await onlyTold(desk).press('Show Them');
        const [which, what] = desk.asked;
        assert.deepEqual(
          which?.choices.map((choice) => choice.label),
          ['orders', 'carts'],
        );
        for (const { description, detail } of which?.choices ?? []) {
          assert.match(description, /^cn-north-4: .*\d{4}, \d/);
          assert.match(detail, /no clean answer came\. It was looked for until/);
        }
        assert.deepEqual(
          what?.choices.map((choice) => choice.label),
          ['Look Again', 'Create Anyway', forget],
        );
        const made = cloud.ledger.slice(1).map(({ body }) => body['name']);
        assert.deepEqual(
          made,
          Array.from({ length: posts }, () => 'carts'),
        );
        assert.equal((await journalState(desk.journal)).open, open);
        assert.match(desk.statusText?.text ?? '', new RegExp(`${open} creation`));
      }));
  }

  it('the list can be left at both steps', () =>
    playSettling({}, someFound, async ({ desk, cloud }) => {
      desk.expect(left('Pick one to see'), picked('Pick one to see', 'orders'), left('What to do'));
      await onlyTold(desk).press('Show Them');
      await onlyTold(desk).press('Show Them');
      assert.deepEqual([cloud.ledger.length, (await journalState(desk.journal)).open], [1, 2]);
    }));

  it('two of one name and one task: whose it is cannot be told', () =>
    playSettling(
      {},
      async (scene) => {
        await leaveOpen(scene);
        await leaveOpen(scene);
        await reached(scene);
      },
      async ({ desk }) => {
        assert.match(onlyTold(desk).message, /^0 of 2 migration tasks were found/);
        assert.equal(desk.logged.filter((line) => line.includes('One task of that name has appeared')).length, 2);
      },
    ));

  it('two clicks are one search', () =>
    play({}, async (scene) => {
      const { desk, cloud } = scene;
      await leaveOpen(scene);
      await reached({ desk: scene.anotherDesk() });
      await Promise.all([settleCreations(desk), settleCreations(desk)]);
      assert.match(onlyTold(desk).message, new RegExp(cloud.ledger[0]?.taskId ?? '?'));
      assert.equal(desk.followed.length, 1);
      await settleCreations(desk);
      assert.equal(desk.told.at(-1)?.message, 'The outcome of every creation is known.');
    }));

  it('cancelled: what can be decided without the search is offered at once', () => {
    const stops: (() => void)[] = [];
    const latency = async () => {
      for (const stop of stops) stop();
    };
    return play({ cloud: { latency } }, async (scene) => {
      const { desk, clock } = scene;
      await leaveOpen(scene);
      stops.push(() => desk.progresses[0]?.cancel());
      const begun = clock.now().getTime();
      await settleCreations(desk);
      assert.equal(desk.progresses[0]?.reports[0], 'cancel to decide without the search');
      assert.ok(onlyTold(desk).buttons.includes('It Was Not Created: Forget It'), onlyTold(desk).buttons.join());
      assert.ok(clock.now().getTime() - begun < 5000, 'It does not search on.');
    });
  });

  it('cancelled: what was found stays found, and the rest stays open', () => {
    const stops: (() => void)[] = [];
    const latency = async () => {
      for (const stop of stops) stop();
    };
    return play({ cloud: { latency } }, async (scene) => {
      const { desk } = scene;
      await leaveAll(scene);
      stops.push(() => {
        if (desk.requests.length > 4) desk.progresses[0]?.cancel();
      });
      await settleCreations(desk);
      assert.match(onlyTold(desk).message, /^0 of 3 migration tasks were found/);
      assert.deepEqual(await journalState(desk.journal), { ...nothing, open: 3 });
    });
  });
});

describe('settle creates: nothing to look for', () => {
  it('says so', () =>
    playSettling(
      {},
      async () => undefined,
      async ({ desk }) => {
        const { level, message } = onlyTold(desk);
        assert.deepEqual([level, message], ['info', 'The outcome of every creation is known.']);
        assert.deepEqual([desk.requests, desk.statusText], [[], undefined]);
      },
    ));

  it('what a living window works on is left to it', () =>
    play({}, async (scene) => {
      const { desk, anotherDesk } = scene;
      await leaveOpen(scene, {}, anotherDesk().journal);
      await settleCreations(desk);
      assert.equal(onlyTold(desk).message, 'The outcome of every creation is known.');
      assert.deepEqual([desk.requests, (await journalState(desk.journal)).open], [[], 1]);
    }));

  it('an entry that cannot be read: told once, and nothing is called known', () =>
    play({}, async (scene) => {
      const { desk, journalFolder } = scene;
      const creation = await leaveOpen(scene);
      await writeFile(join(journalFolder, 'open', openName(creation)), 'x');
      await settleCreations(desk);
      const { level, message } = onlyTold(desk);
      assert.equal(level, 'warning');
      assert.match(
        message,
        /^The note about a create of .* cannot be read and was kept: .*aside.*\. Its task may exist/,
      );
    }));

  it('the journal cannot be read: the reason is told', () =>
    play({}, async ({ anotherDesk, journalFolder }) => {
      const file = join(journalFolder, 'file');
      await writeFile(file, '');
      const desk = anotherDesk({ journalFolder: file });
      await settleCreations(desk);
      const { level, message, buttons } = onlyTold(desk);
      assert.deepEqual([level, buttons], ['error', ['Open Log']]);
      assert.match(message, /^The journal of creates cannot be used \(\w+\): /);
      assert.doesNotMatch(message, /Nothing was sent/);
    }));
});

describe('settle creates: the account', () => {
  it('signed out: asks for the key, in the region of the create, and goes on', () =>
    play({ signedIn: false }, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      desk.expect(...keyAnswers(), picked(asksSignIn.project, 'cn-north-4'));
      await settleCreations(desk);
      assert.equal(desk.asked[0]?.choices.find(({ active }) => active)?.description, 'cn-north-4');
      assert.match(desk.told.at(-1)?.message ?? '', /It was looked for until/);
    }));

  it('signed out, and Esc: nothing is asked, and it stays in the status bar', () =>
    play({ signedIn: false }, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      desk.expect(left(asksSignIn.region));
      await settleCreations(desk);
      assert.deepEqual([desk.requests, desk.told], [[], []]);
      assert.equal(desk.statusText?.text, 'DCS: 1 creation not certain');
    }));

  it('signed out, and the sandbox chosen: it is no place to look for a task of the cloud', () =>
    play({ signedIn: false }, async (scene) => {
      const { desk, sandboxes } = scene;
      await leaveOpen(scene);
      desk.expect(picked(asksSignIn.region, 'Local Sandbox'));
      await settleCreations(desk);
      assert.deepEqual([desk.requests, (await journalState(desk.journal)).open], [[], 1]);
      assert.equal(sandboxes[0]?.ledger.length, 0);
    }));

  it('in the sandbox, a task of the cloud is looked for in the cloud', () =>
    play({}, async (scene) => {
      const { desk, cloud } = scene;
      await leaveOpen(scene);
      await desk.accounts.useSandbox();
      await settleCreations(desk);
      for (const { url } of desk.exchanges) assert.ok(url.startsWith(cloud.url), url);
      assert.match(onlyTold(desk).message, /^cn-north-4: /);
    }));

  it('the key refused: many entries do not lock it', () =>
    play({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async (scene) => {
      const { desk } = scene;
      for (let count = 0; count < 6; count += 1) await leaveOpen(scene, { body: exampleBody(`task-${count}`) });
      await settleCreations(desk);
      assert.deepEqual([desk.requests.length, (await journalState(desk.journal)).open], [1, 6]);
      assert.match(onlyTold(desk).message, /^0 of 6 migration tasks were found/);
      assert.equal(desk.logged.filter((line) => /The list of the project could not be read: /.test(line)).length, 6);
    }));

  it('the key refused: the way to another one is not the place to lose the entry', () =>
    play({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      await settleCreations(desk);
      assert.match(onlyTold(desk).message, /The list of the project could not be read: .*HTTP 401/);
      assert.deepEqual([desk.requests.length, (await journalState(desk.journal)).open], [1, 1]);
    }));
});

describe('settle creates: the sandbox', () => {
  const sandboxed = { profile: 'sandbox', region: 'sandbox-1' };

  it('a task of a sandbox that ended with its window is forgotten, and none is started for it', () =>
    playSettling(
      {},
      (scene) => leaveOpen(scene, sandboxed),
      async ({ desk, sandboxes }) => {
        assert.equal(onlyTold(desk).message, 'The outcome of every creation is known.');
        assert.deepEqual(desk.logged, [`Sandbox: The sandbox that migration task ${exampleName} was sent to is gone.`]);
        assert.deepEqual([desk.requests, sandboxes, desk.statusText], [[], [], undefined]);
        assert.deepEqual(await journalState(desk.journal), { ...nothing, closed: [{ kind: 'dismissed' }] });
      },
    ));

  it('a task of the sandbox of a living window is that window’s matter', () =>
    play({}, async (scene) => {
      const { desk, sandboxes } = scene;
      const { journalFolder, clock } = scene;
      const parent = openJournal(journalFolder, { now: clock.now, pid: process.ppid });
      const place = { profile: 'sandbox', region: 'sandbox-1', projectId: 'a-project' };
      const sent = await parent.markSent(await parent.claim({ ...place, body: exampleBody(), knownTaskIds: [] }));
      await parent.release(sent);
      parent.dispose();
      await settleCreations(desk);
      assert.equal(onlyTold(desk).message, 'The outcome of every creation is known.');
      assert.deepEqual([(await journalState(desk.journal)).open, sandboxes.length, desk.requests], [1, 0, []]);
    }));

  it('one of this window is looked for in it', () =>
    play({}, async (scene) => {
      const { desk, anotherDesk, sandboxes, cloud } = scene;
      const { journal } = anotherDesk();
      await journal.release(await leaveOpen(scene, sandboxed, journal));
      await settleCreations(desk);
      assert.match(onlyTold(desk).message, /^Sandbox: It is not certain .* It was looked for until/);
      for (const { url } of desk.exchanges) assert.ok(url.startsWith(sandboxes[0]?.url ?? '-'), url);
      assert.ok(!everythingShown(desk).includes(cloud.url));
    }));
});

describe('settle creates: one that cannot be asked about', () => {
  for (const [what, change, reason] of [
    ['a region that is none', { region: 'evil.example/' }, /not a region ID/],
    ['the region of the sandbox under a profile', { region: 'sandbox-1' }, /no address in the cloud/],
  ] as const) {
    it(`${what} is told alone, and the others are looked for`, () =>
      play({}, async (scene) => {
        const { desk } = scene;
        await leaveOpen(scene, { ...change, body: exampleBody('bad') });
        await leaveOpen(scene, { body: exampleBody('good') });
        await settleCreations(desk);
        const [alone, found] = desk.told.map(({ message }) => message);
        assert.match(alone ?? '', /^Whether migration task bad was created .* cannot be asked/);
        assert.match(alone ?? '', reason);
        assert.match(found ?? '', /migration task good.*It was looked for until/);
        assert.equal((await journalState(desk.journal)).open, 2);
      }));
  }

  it('one of a project that this account does not see says which account it takes', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene, { projectId: 'f'.repeat(32) });
      await settleCreations(desk);
      assert.match(
        onlyTold(desk).message,
        /could not be read: .* It takes an account that may list project f{32} of region cn-north-4: sign in with that one\.$/,
      );
    }));

  it('ends when the person signs out, and nothing more is signed', () =>
    play({}, async (scene) => {
      const { desk } = scene;
      await leaveOpen(scene);
      const wait: typeof desk.wait = async (milliseconds, signal) => {
        await desk.accounts.signOut();
        await desk.wait(milliseconds, signal);
      };
      await settleCreations({ ...desk, wait });
      const { length } = desk.requests;
      assert.equal(length, 1);
      assert.match(onlyTold(desk).message, /After that the list could not be read: You have signed out/);
      await onlyTold(desk).press('Look Again');
      assert.equal(desk.requests.length, length);
    }));

  it('Create Anyway is as the account that is signed in now, or not at all', () =>
    play({}, async (scene) => {
      const { desk, cloud, sandboxes } = scene;
      await leaveOpen(scene);
      await desk.accounts.useSandbox();
      await settleCreations(desk);
      await onlyTold(desk).press('Create Anyway');
      assert.match(desk.told.at(-1)?.message ?? '', /switched to another account or project.*Nothing was sent/);
      assert.deepEqual([cloud.ledger.length, sandboxes[0]?.ledger.length], [0, 0]);
    }));
});
