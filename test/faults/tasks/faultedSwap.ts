import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../src/cloud/connection.ts';
import { exchangeInstanceIp, stopMigrationTask } from '../../../src/cloud/services/taskActions.ts';
import { rollBackIp } from '../../../src/commands/cutOver/rollBackIp.ts';
import { chooseAndSwapIp } from '../../../src/commands/cutOver/swapIp.ts';
import type { Called } from '../../../src/commands/tasks/chosenTasks.ts';
import { atMost } from '../../../src/desk/concurrently.ts';
import type { Choice, Decision, Prompter } from '../../../src/desk/ports.ts';
import type { TaskNotices } from '../../../src/desk/tasks/taskNotices.ts';
import type { SwapEnd } from '../../../src/sandbox/life/events.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { openNotices } from '../../../src/task/journal/notices.ts';
import { play, type Scene } from '../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../support/desk/followingWindow.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import type { VirtualClock } from '../../support/desk/virtualClock.ts';
import { type Fault, startFaultProxy } from '../../support/network/faultProxy.ts';
import { clean, faults, kept } from '../../support/network/faults.ts';
import { throughFaults } from '../../support/network/faultTransport.ts';
import { hostFetch } from '../../support/network/observedCall.ts';
import { seededRandom } from '../../support/suite/seededRandom.ts';
import { anyOf, key, windowOn } from './faultedActions.ts';

const faultsOfReads = 0.05;

/** Those that end at once: a read that hangs tells no more than one that fails. */
const quick: readonly [Fault, ...Fault[]] = [clean, ...faults.filter(({ name }) => !/hang|trickle/.test(name))];
const minute = 60_000;

/** What is done to the window, or the task, beside it. */
type Beside =
  | 'nothing'
  /** Somebody stops the task while the question is open, or just before the call arrives. */
  | 'stopped while asked'
  | 'stopped before the call'
  /** The window dies as it calls, which arrives or does not, or while the swap is followed; another one goes on. */
  | 'killed, not sent'
  | 'killed, sent'
  | 'killed later';

const besides: readonly [Beside, ...Beside[]] = [
  'nothing',
  'nothing',
  'nothing',
  'stopped while asked',
  'stopped before the call',
  'killed, not sent',
  'killed, sent',
  'killed later',
];

const ends: readonly [SwapEnd, ...SwapEnd[]] = ['succeeds', 'succeeds', 'succeeds', 'fails', 'hangs'];

/** One swap, or roll back, and all that a person was told of it. */
export const swappedSchema = z.object({
  number: z.number(),
  kind: z.enum(['exchangeIp', 'rollBackIp']),
  beside: z.string(),
  /** What comes of it where it is done. */
  end: z.enum(['succeeds', 'fails', 'hangs']),
  /** The faults of the calls, in turn. */
  sent: z.array(z.string()),
  told: z.array(z.string()),
  /** While it was watched. */
  shown: z.array(z.string()),
  /** How often the sandbox has begun it. */
  done: z.number(),
});

export type Swapped = z.infer<typeof swappedSchema>;

const never = () => new Promise<never>(() => undefined);

/** Waives what is not known, and goes on. */
function agreeable(whileAsked: () => Promise<void>): Partial<Prompter> {
  return {
    confirm: async () => {
      await whileAsked();
      return true;
    },
    async decide<T extends string>({ ways: [first] }: Decision<T>) {
      await whileAsked();
      return first?.value;
    },
    async pick<T>({ choices }: { readonly choices: readonly Choice<T>[] }) {
      const usable = choices.filter(({ unusable }) => unusable === undefined);
      const wanted =
        usable.find(({ label }) => /^(?:Go On…|Waive This Warning)$/.test(label)) ??
        usable.find(({ group }) => group === 'In the Way');
      return wanted && { value: wanted.value };
    },
  };
}

interface Stage {
  readonly scene: Scene;
  readonly cloud: Sandbox;
  readonly seed: number;
  readonly number: number;
  readonly beside: Beside;
  readonly kind: Swapped['kind'];
}

/** Ends with nothing told where the window has died. */
interface Mortal {
  readonly desk: ScriptedDesk;
  readonly sent: string[];
  readonly die: () => void;
  /** As far as anybody heard it. */
  readonly told: () => ScriptedDesk['told'];
  /** What hangs does so in real time, which the clock of the scene does not wait for. */
  readonly settled: () => Promise<unknown>;
}

/** A window whose calls meet faults, one request at a time. */
function mortalWindow(
  { scene, cloud, seed, number, beside, kind }: Stage,
  proxy: Awaited<ReturnType<typeof startFaultProxy>>,
  refusingUrl: string,
  beforeCall: () => Promise<void>,
): Mortal {
  const sent: string[] = [];
  let reads = 0;
  let isDead = false;
  let isCallOf = false;
  const random = seededRandom(seed, 'swap call', number);
  const first = random.chance(0.85) ? anyOf(random) : clean;
  const sound = first.at === 'idle' ? kept : clean;
  const faulty = throughFaults(hostFetch, proxy, refusingUrl, ({ method }) => {
    if (method === 'GET' || !isCallOf) {
      reads += 1;
      const drawn = seededRandom(seed, 'swap read', number, reads);
      return { fault: sent.length > 0 && drawn.chance(faultsOfReads) ? drawn.pick(quick) : sound };
    }
    const drawn = seededRandom(seed, 'swap call', number, sent.length);
    const fault = sent.length === 0 ? first : drawn.chance(0.6) ? anyOf(drawn) : clean;
    sent.push(fault.name);
    return { fault };
  });
  const inTurn = atMost(1);
  const pending = new Set<Promise<unknown>>();
  const settled = () => Promise.allSettled(pending);
  const track = <T>(request: Promise<T>) => {
    pending.add(request);
    return request.finally(() => pending.delete(request));
  };
  const path = kind === 'exchangeIp' ? '/exchange-ip' : '/rollback-ip';
  const transport: Transport = async (url, init) => {
    if (isDead) return never();
    isCallOf = init.method === 'POST' && url.endsWith(path);
    if (isCallOf) {
      await beforeCall();
      if (beside === 'killed, not sent') {
        isDead = true;
        return never();
      }
    }
    const answer = await track(
      inTurn(() => {
        isCallOf = init.method === 'POST' && url.endsWith(path);
        return faulty(url, init);
      }),
    );
    if (init.method === 'POST' && url.endsWith(path) && beside === 'killed, sent') isDead = true;
    return isDead ? never() : answer;
  };
  const desk = windowOn(scene, cloud, proxy.url, transport);
  const { wait } = desk;
  Object.assign(desk, {
    wait: (milliseconds: number, signal?: AbortSignal) =>
      isDead ? never() : wait(milliseconds, signal).then(() => (isDead ? never() : undefined)),
  });
  const die = () => {
    isDead = true;
  };
  // What a window says once it is closed nobody hears.
  const told = () => desk.told.filter(({ message }) => !isDead || !/ is watched no longer/.test(message));
  return { desk, sent, die, told, settled };
}

function withNotices(desk: ScriptedDesk, { journalFolder }: Scene): TaskNotices {
  // What is of the sandbox goes where all windows see it.
  const notices = noticesOf(desk, journalFolder, openNotices(journalFolder, desk.now));
  Object.assign(desk, { taskNotices: notices });
  return notices;
}

async function knowing(desk: ScriptedDesk): Promise<Called> {
  await desk.accounts.useSandbox();
  // On a busy machine the first request of all may take longer than any other.
  while (desk.tasks.sight().tasks.length === 0) await desk.tasks.refresh();
  const rows = desk.tasks.sight().tasks.map(({ task }) => ({ row: { taskId: task.task_id } }));
  return { argument: rows[0], selected: rows };
}

export async function runSwap(seed: number, number: number, refusingUrl: string): Promise<Swapped> {
  const random = seededRandom(seed, 'swap', number);
  const kind = random.chance(0.6) ? ('exchangeIp' as const) : ('rollBackIp' as const);
  const [beside, end] = [random.pick(besides), random.pick(ends)];
  let ran: Swapped | undefined;
  await play({ signedIn: false }, async (scene) => {
    const { clock } = scene;
    const swapEnds: readonly SwapEnd[] = kind === 'exchangeIp' ? [end] : ['succeeds', end];
    const between = ['carts-redis', 'carts-redis-new'] as const;
    const seeds = [{ name: 'one', state: 'inSync', between, swapEnds } as const];
    const cloud = await startSandbox({ ...key, now: clock.now, seeds });
    const proxy = await startFaultProxy(cloud.url, clock.wait);
    const stage: Stage = { scene, cloud, seed, number, beside, kind };
    const sound = windowOn(scene, cloud, cloud.url, hostFetch);
    const stop = (when: Beside) => async () => {
      if (beside === when && kind === 'exchangeIp') await stopFrom(sound);
    };
    const mortal = mortalWindow(stage, proxy, refusingUrl, stop('stopped before the call'));
    const windows = [mortal.desk];
    const opened = [withNotices(mortal.desk, scene)];
    try {
      if (kind === 'rollBackIp') await swapFrom(sound, scene);
      const called = await knowing(mortal.desk);
      Object.assign(mortal.desk.prompter, agreeable(stop('stopped while asked')));
      const running = kind === 'exchangeIp' ? chooseAndSwapIp(mortal.desk, called) : rollBackIp(mortal.desk, called);
      if (beside === 'killed later') void clock.wait(random.below(20_000)).then(mortal.die);
      const isOver = () => windows.every(isNothingOpen);
      await Promise.race([running, passing(clock, mortal, minute, isOver)]);
      if (/^killed/.test(beside)) {
        mortal.die();
        opened[0]?.dispose();
        const next = windowOn(
          scene,
          cloud,
          proxy.url,
          throughFaults(hostFetch, proxy, refusingUrl, () => ({ fault: clean })),
        );
        windows.push(next);
        const notices = withNotices(next, scene);
        opened.push(notices);
        await knowing(next);
        await notices.resume();
      }
      await passing(clock, mortal, 20_000, isOver);
      if (!isOver()) clock.advance(31 * minute);
      // Somebody comes back: what a window may look at no more it looks at again.
      const live = windows.at(-1) ?? mortal.desk;
      await live.tasks.refresh();
      await live.taskNotices.resume();
      await passing(clock, mortal, 2 * minute, isOver);
      await clock.wait(20_000);
      const told = [...mortal.told(), ...windows.slice(1).flatMap((one) => one.told)];
      ran = {
        number,
        kind,
        beside,
        end,
        sent: mortal.sent,
        told: told.map(({ message }) => message),
        shown: mortal.desk.progresses.map(({ title }) => title),
        done: cloud.actions.filter(({ action, accepted }) => action === kind && accepted).length,
      };
    } finally {
      for (const notices of opened) notices.dispose();
      for (const { tasks } of [...windows, sound]) tasks.dispose();
      await proxy.close();
      await cloud.close();
    }
  });
  assert.ok(ran);
  return ran;
}

/** Whether this window awaits no end of a swap. */
function isNothingOpen({ tasks, taskNotices }: ScriptedDesk): boolean {
  return tasks.sight().tasks.every(({ task }) => taskNotices.exchangeAskedAt(task.task_id) === undefined);
}

/** Lets time pass, as much as what is under way takes, until there is nothing to be waited for. */
async function passing(
  { wait }: VirtualClock,
  { settled }: Mortal,
  milliseconds: number,
  isOver: () => boolean,
): Promise<void> {
  for (let passed = 0; passed < milliseconds && (passed === 0 || !isOver()); passed += 10_000) {
    await wait(10_000);
    await settled();
  }
}

async function stopFrom(desk: ScriptedDesk): Promise<void> {
  const { connection, projectId, id } = await taskOf(desk);
  await stopMigrationTask(connection, projectId, id);
}

/** So that there is something to roll back. */
async function swapFrom(desk: ScriptedDesk, { clock }: Scene): Promise<void> {
  const { connection, projectId, id } = await taskOf(desk);
  await exchangeInstanceIp(connection, projectId, id, { exchangedIp: [], isExchangeDomain: true });
  await clock.wait(10_000);
}

async function taskOf(desk: ScriptedDesk) {
  await knowing(desk);
  const { place, tasks } = desk.tasks.sight();
  assert.ok(place && tasks[0]);
  return { ...place, id: tasks[0].task.task_id };
}
