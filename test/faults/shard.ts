import type { Connection } from '../../src/cloud/connection.ts';
import {
  type CreateOnlineMigrationTaskBody,
  createOnlineMigrationTask,
} from '../../src/cloud/services/migrationTasks.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type CreateOutcome, findTaskOf } from '../../src/task/create/create.ts';
import { type Journal, openJournal } from '../../src/task/journal/journal.ts';
import { createVirtualClock, type VirtualClock } from '../support/desk/virtualClock.ts';
import { type FaultProxy, startFaultProxy } from '../support/network/faultProxy.ts';
import { sessionOf } from '../support/network/observedCall.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { type CreatePlan, planShard, type ShardPlan } from './createPlan.ts';
import { networks, otherNetworks, type Ran, runFaulted, type Surroundings } from './faultedCreate.ts';
import { type Record, type Told, toldOf } from './record.ts';

/** Creates under way at one time in a shard. */
const lanes = 6;

/** Milliseconds since the tasks were created that have the name of a create already. */
const namesakeAge = 3_600_000;

const key = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-example' };

interface Scene {
  readonly plan: ShardPlan;
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  /** Straight to the sandbox. */
  readonly connection: Connection;
  readonly folder: string;
}

/** Runs creates against a sandbox of their own, some of them at one time. */
export async function runShard(
  seed: number,
  number: number,
  plans: readonly CreatePlan[],
  parts: Pick<Surroundings, 'transports' | 'refusingUrl'>,
): Promise<Record[]> {
  const plan = planShard(seed, number);
  // The journal compares times with those that the file system gives.
  const clock = createVirtualClock(new Date(Date.now() - namesakeAge));
  const { listLag, denied } = plan;
  const sandbox = await startSandbox({
    ...key,
    now: clock.now,
    listLag,
    ...(denied === undefined ? {} : { denied: new Set([denied]) }),
  });
  const folder = await temporaryFolder('faults');
  const connection = connectionTo(sandbox, plan, clock, parts.transports.host);
  try {
    return await runScene({ plan, clock, sandbox, connection, folder: folder.path }, plans, parts);
  } finally {
    await sandbox.close();
    folder.remove();
  }
}

async function runScene(
  scene: Scene,
  plans: readonly CreatePlan[],
  parts: Pick<Surroundings, 'transports' | 'refusingUrl'>,
): Promise<Record[]> {
  const { sandbox, clock, connection, folder } = scene;
  const namesakes = new Map<string, string>();
  const create = async (body: CreateOnlineMigrationTaskBody) =>
    (await createOnlineMigrationTask(connection, sandbox.projectId, body)).instance_id;
  for (const { name } of plans.filter(({ namesake }) => namesake === 'older'))
    namesakes.set(name, await create({ name, ...networks }));
  clock.advance(namesakeAge);
  const { now } = connection;
  const createElsewhere = (name: string) => create({ name, ...otherNetworks });
  const journal = openJournal(folder, { now });
  const around = { ...parts, connection, projectId: sandbox.projectId, wait: clock.wait, journal, createElsewhere };
  const ran = await inLanes(plans, sandbox.url, clock, (one, proxy) => runFaulted(one, proxy, around));
  journal.dispose();
  const window = openJournal(folder, { now });
  try {
    // What stands in a queue has left it by then, and the list shows it.
    await clock.wait(600_000);
    const { creations } = await window.open();
    const settled = await window.closedSince(new Date(0));
    return await Promise.all(
      ran.map(
        async ({ plan: { number, name, cancel }, outcome, posts, unnoted, elsewhere, ...counts }): Promise<Record> => {
          const namesake = namesakes.get(name) ?? elsewhere;
          return {
            ...counts,
            posts: [...posts],
            unnoted: [...unnoted],
            number,
            cancel,
            shard: scene.plan,
            namesake,
            told: toldOf(outcome),
            ledger: sandbox.ledger.filter(({ taskId, body }) => body['name'] === name && taskId !== namesake),
            open: creations.find(({ body }) => body.name === name),
            settled: settled.filter(({ body }) => body.name === name).length,
            later: await lookAgain(outcome, connection, window),
          };
        },
      ),
    );
  } finally {
    window.dispose();
  }
}

function connectionTo(
  { region, projectId, url }: Sandbox,
  { ahead }: ShardPlan,
  clock: VirtualClock,
  transport: Connection['transport'],
): Connection {
  return {
    transport,
    session: sessionOf(key),
    region,
    projectId,
    endpoints: { dcs: url, vpc: url, iam: url },
    timeout: 20_000,
    now: () => new Date(clock.now().getTime() + ahead),
  };
}

/** Each lane has a proxy of its own and takes the next create when it has done one. */
async function inLanes(
  plans: readonly CreatePlan[],
  url: string,
  clock: VirtualClock,
  run: (plan: CreatePlan, proxy: FaultProxy) => Promise<Ran>,
): Promise<Ran[]> {
  const queue = plans.values();
  const all: Ran[] = [];
  const lane = async () => {
    const proxy = await startFaultProxy(url, clock.wait);
    for (const plan of queue) all.push(await run(plan, proxy));
    return proxy;
  };
  const proxies = await Promise.all(Array.from({ length: lanes }, lane));
  // What was to be carried out late may still be on its way.
  await clock.wait(60_000);
  for (const proxy of proxies) await proxy.close();
  return all;
}

/** Without patience: one look. */
async function lookAgain(outcome: CreateOutcome, connection: Connection, journal: Journal): Promise<Told | undefined> {
  if (outcome.kind !== 'unknown') return undefined;
  const { error, creation } = outcome;
  return toldOf(await findTaskOf(connection, { error, creation }, { journal }));
}
