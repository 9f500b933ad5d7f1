import assert from 'node:assert/strict';
import type { SandboxAccount } from '../../../src/account/account.ts';
import type { Transport } from '../../../src/cloud/connection.ts';
import type { Called } from '../../../src/commands/tasks/chosenTasks.ts';
import type { Prompter } from '../../../src/desk/ports.ts';
import type { ActionEntry } from '../../../src/sandbox/ledger.ts';
import type { TaskSeed } from '../../../src/sandbox/life/seeds.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { play, type Scene } from '../../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import type { Fault } from '../../support/network/faultProxy.ts';
import { startFaultProxy } from '../../support/network/faultProxy.ts';
import { clean, faults, kept, unsentFaults } from '../../support/network/faults.ts';
import { throughFaults } from '../../support/network/faultTransport.ts';
import { hostFetch } from '../../support/network/observedCall.ts';
import { holdRefusingPort } from '../../support/network/refusingPort.ts';
import { type SeededRandom, seededRandom } from '../../support/suite/seededRandom.ts';
import { repeatedBy, seed } from '../runSettings.ts';

const atOnce = 16;
const faultsOfReads = 0.08;

/** Something that is asked of tasks, and how a person hears what became of it. */
export interface Kind {
  readonly name: ActionEntry['action'] | 'setBack';
  readonly from: TaskSeed['state'];
  /** How many tasks it is about; one by default. */
  readonly count?: number;
  readonly run: (desk: ScriptedDesk, called: Called) => Promise<void>;
  readonly done: RegExp;
  readonly refused: RegExp;
  /** The API says that it may be sent again. */
  readonly mayRepeat: boolean;
  /** What it takes before it can be done; `sound` is a window without faults. */
  readonly prepare?: (desk: ScriptedDesk, sound: ScriptedDesk) => Promise<void>;
  /** How often it was done, where that is not in the ledger; fails where the desk keeps in mind what is not so. */
  readonly countDone?: (desk: ScriptedDesk, sound: ScriptedDesk) => Promise<number>;
}

const names = ['one', 'two', 'three'];

type Kinds = readonly [Kind, ...Kind[]];

/** What happened in one action, and what the person was told. */
interface Ran {
  readonly number: number;
  readonly kind: Kind;
  /** The faults of what was sent to act, in turn. */
  readonly sent: readonly string[];
  readonly told: string;
  /** How often the sandbox did it. */
  readonly done: number;
}

function seedsOf({ count = 1, from }: Kind): TaskSeed[] {
  return names.slice(0, count).map((name) => ({ name, state: from }));
}

export function anyOf(random: SeededRandom): Fault {
  return faults[random.below(faults.length)] ?? clean;
}

/** A person who wants it. */
const saysYes: Partial<Prompter> = {
  confirm: async () => true,
  pickMany: async ({ choices }) => choices.map(({ value }) => value),
};

async function runOne(kinds: Kinds, number: number, refusingUrl: string): Promise<Ran> {
  const random = seededRandom(seed, 'action', number);
  const kind = random.pick(kinds);
  const sent: string[] = [];
  let reads = 0;
  let ran: Ran | undefined;
  await play({ signedIn: false }, async (scene) => {
    const { clock } = scene;
    const cloud = await startSandbox({ ...key, now: clock.now, seeds: seedsOf(kind) });
    const proxy = await startFaultProxy(cloud.url, clock.wait);
    const first = seededRandom(seed, 'act', number, 1).chance(0.9)
      ? anyOf(seededRandom(seed, 'what', number, 1))
      : clean;
    const sound = first.at === 'idle' ? kept : clean;
    const transport = throughFaults(hostFetch, proxy, refusingUrl, ({ method }) => {
      if (method === 'GET') {
        reads += 1;
        const drawn = seededRandom(seed, 'read', number, reads);
        // What is known before it acts is known, so that it acts at all.
        return { fault: sent.length > 0 && drawn.chance(faultsOfReads) ? anyOf(drawn) : sound };
      }
      const attempt = sent.length + 1;
      const drawn = seededRandom(seed, 'what', number, attempt);
      const fault = attempt === 1 ? first : drawn.chance(0.6) ? anyOf(drawn) : clean;
      sent.push(fault.name);
      return { fault };
    });
    const desk = windowOn(scene, cloud, proxy.url, transport);
    const beside = windowOn(scene, cloud, cloud.url, hostFetch);
    try {
      await desk.accounts.useSandbox();
      Object.assign(desk.prompter, saysYes, { pick: async () => ({ value: 'manual' }) });
      // On a busy machine the first request of all may take longer than any other.
      while (desk.tasks.sight().tasks.length === 0) await desk.tasks.refresh();
      const rows = desk.tasks.sight().tasks.map(({ task }) => ({ row: { taskId: task.task_id } }));
      await kind.prepare?.(desk, beside);
      await kind.run(desk, { argument: rows[0], selected: rows });
      // What is carried out late is carried out by then.
      await clock.wait(10 * 60_000);
      const inLedger = cloud.actions.filter(({ action, accepted }) => action === kind.name && accepted).length;
      const done = (await kind.countDone?.(desk, beside)) ?? inLedger;
      ran = { number, kind, sent, told: desk.told.at(-1)?.message ?? '', done };
    } finally {
      for (const { tasks } of [desk, beside]) tasks.dispose();
      await proxy.close();
      await cloud.close();
    }
  });
  assert.ok(ran);
  return ran;
}

export const key = { accessKeyId: 'SANDBOXEXAMPLEKEY001', secretAccessKey: 'sandbox-secret-of-this-test-0001' };

/** Milliseconds of real time for a request: as long as it takes to be sure that something hangs. */
const requestTimeout = 1000;

export function windowOn(
  { anotherDesk }: Scene,
  { region, projectId }: Sandbox,
  url: string,
  transport: Transport,
): ScriptedDesk {
  const endpoints = { dcs: url, vpc: url, iam: url };
  const account: SandboxAccount = { key, region, projectId, projectName: region, endpoints };
  const desk = anotherDesk({ startSandbox: async () => account, transport });
  desk.setting = { ...desk.setting, timeout: requestTimeout };
  return desk;
}

/** Plays `count` of these, each in a window and a cloud of its own through faults of the network, and holds what was said against the ledger. */
export function describeFaulted(title: string, kinds: Kinds, count: number): void {
  describe(`${count} ${title} (${repeatedBy})`, function () {
    this.timeout(60 * 60_000);
    let all: readonly Ran[] = [];

    before(async () => {
      const refusing = await holdRefusingPort();
      const numbers = Array.from({ length: count }, (_, number) => number).values();
      const found: Ran[] = [];
      const lane = async () => {
        for (const number of numbers) found.push(await runOne(kinds, number, refusing.url));
      };
      try {
        await Promise.all(Array.from({ length: atOnce }, lane));
      } finally {
        refusing.release();
      }
      all = found;
    });

    const wrong = (isRight: (ran: Ran) => boolean) =>
      all.filter((ran) => !isRight(ran)).map(({ kind, ...ran }) => JSON.stringify({ ...ran, kind: kind.name }));

    it('every message was true', () => {
      assert.equal(all.length, count);
      const isTrue = ({ kind, sent, told, done }: Ran) => {
        if (kind.done.test(told)) return done >= (kind.count ?? 1);
        if (kind.refused.test(told)) return done === 0;
        if (/so nothing was sent/.test(told)) return sent.length === 0;
        return /It is not known whether /.test(told);
      };
      assert.deepEqual(wrong(isTrue), []);
    });

    it('nothing was sent again that may have been carried out', () => {
      const isRight = ({ kind, sent, done }: Ran) =>
        kind.mayRepeat || (done <= (kind.count ?? 1) && sent.slice(0, -1).every((fault) => unsentFaults.has(fault)));
      assert.deepEqual(wrong(isRight), []);
    });

    it('what was done is nearly always known to be done', () => {
      const done = all.filter(({ done }) => done > 0);
      const known = done.filter(({ kind, told }) => kind.done.test(told));
      if (count >= 100) assert.ok(known.length > done.length * 0.8, `${known.length} of ${done.length}`);
      console.log(`  seed ${seed}: ${known.length} of ${done.length} that were done are known to be, of ${all.length}`);
    });
  });
}
