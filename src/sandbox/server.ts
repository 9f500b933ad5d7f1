import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { LoopbackAddress } from '../cloud/endpoint.ts';
import { createBackings } from './backing/backings.ts';
import type { Account } from './dispatch.ts';
import { answerGarbage, type HeldAnswer, serve } from './exchange.ts';
import { noAttempts } from './gateway.ts';
import type { ActionEntry, LedgerEntry } from './ledger.ts';
import { type Pace, paceAt, quickPaceAt } from './life/pace.ts';
import { plant, type TaskSeed } from './life/seeds.ts';
import { teamTasks } from './life/teamTasks.ts';
import { createRedisBook } from './redis/redisBook.ts';
import type { Action, Cloud } from './routes/route.ts';
import { createTaskBook, type TaskBook } from './taskBook.ts';
import { createThrottle, type ThrottleOptions } from './throttle.ts';
import { type Project, sharedWorld, type World } from './world.ts';

export interface SandboxOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Makes the key a temporary one: every request must carry this token. */
  readonly securityToken?: string | undefined;
  readonly now?: () => Date;
  /** Actions that a policy denies; looked at with each request. */
  readonly denied?: ReadonlySet<Action>;
  /** Tasks a project may have; 1000 by default. */
  readonly taskQuota?: number;
  /** Milliseconds, by `now`, until the list and the detail know a new task; 0 by default. Its job is known at once. */
  readonly listLag?: number;
  /** How many times as fast as usual tasks live; 1 by default, where a full copy takes a minute. */
  readonly speed?: number;
  /** `quick`: whoever creates a task is through with it in a minute, while those that were there from the start live as usual. */
  readonly pace?: 'usual' | 'quick';
  /** What the default project holds from the start; nothing by default. */
  readonly tasks?: 'none' | 'team';
  /** Tasks that it holds besides. */
  readonly seeds?: readonly TaskSeed[];
  /** The name of the project that holds them; the default one where absent. */
  readonly seedsIn?: string;
  /** What stands behind instances, by their names; asked with each Web CLI that is opened. Nothing by default. */
  readonly redis?: () => Readonly<Record<string, LoopbackAddress>>;
  /** Milliseconds, by `now`, until the migration machine of a task is up or has failed; 20,000 by default, divided by the speed. */
  readonly machineTime?: number;
  /** Whether the machine of a task fails to come up; asked once for each task, as it is created. */
  readonly machineFails?: (entry: LedgerEntry) => boolean;
  /** Nothing is throttled without it. */
  readonly throttle?: ThrottleOptions;
  /** Awaited when a request has taken effect and its answer has not left. When it rejects, the answer is lost and the connection cut. */
  readonly latency?: (held: HeldAnswer) => Promise<void>;
}

export interface Sandbox {
  /** `http://127.0.0.1:port`, without a slash at the end; the base of DCS, VPC and IAM alike. */
  readonly url: string;
  readonly region: string;
  readonly projectId: string;
  /** Grows with each task created. */
  readonly ledger: readonly LedgerEntry[];
  /** Grows with each task that is configured, stopped, restarted, changed or deleted, and with each refusal of that. */
  readonly actions: readonly ActionEntry[];
  /** Grows with each command that a Web CLI was given and that does more than read. */
  readonly writes: readonly string[];
  /** Cuts every connection; resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

/** Bytes of all headers together, enough for a security token of several kilobytes. */
const longestHead = 32 * 1024;

/** Milliseconds until the head of the first request must have come: whoever opens connections and says nothing must not keep others out. */
const longestHeadTime = 5000;

/** Connections at a time; one more is closed unheard. */
const mostConnections = 64;

/** Beyond so many each ends with its answer, so that clients which keep many leave room for the next. */
const mostKept = 32;

/** Serves DCS, VPC and IAM on a free port of the loopback address. Rejects where no port can be opened. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = sharedWorld();
  const tasks = createTaskBook();
  const account = openAccount(options, world, tasks);
  const [project] = world.projects;
  const home = world.projects.find(({ name }) => name === options.seedsIn) ?? project;
  if (home !== undefined) plantTasks(options, home, account.cloud);
  const server = createServer({ maxHeaderSize: longestHead }, (request, response) => {
    response.shouldKeepAlive &&= sockets.size <= mostKept;
    serve(request, response, account, options.latency).catch(() => response.destroy());
  });
  server.maxConnections = mostConnections;
  server.on('clientError', answerGarbage);
  const sockets = connectionsOf(server);
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    region: project?.region ?? '',
    projectId: project?.id ?? '',
    ledger: tasks.ledger,
    actions: tasks.actions,
    writes: account.cloud.redis.writes,
    close: () => {
      account.cloud.backings.dispose();
      return close(server, sockets);
    },
  };
}

function openAccount(options: SandboxOptions, world: World, tasks: TaskBook): Account {
  const { accessKeyId, secretAccessKey, securityToken, throttle } = options;
  return {
    key: { accessKeyId, secretAccessKey, securityToken },
    attempts: noAttempts,
    throttle: throttle && createThrottle(throttle),
    denied: options.denied ?? new Set(),
    cloud: {
      world,
      tasks,
      redis: createRedisBook(),
      backings: createBackings(options.redis ?? (() => ({}))),
      taskQuota: options.taskQuota ?? 1000,
      listLag: options.listLag ?? 0,
      pace: paceOf(options, options.pace === 'quick' ? quickPaceAt : paceAt),
      machineFails: options.machineFails ?? (() => false),
      now: options.now ?? (() => new Date()),
    },
  };
}

function paceOf({ speed = 1, machineTime }: SandboxOptions, paceOfSpeed: (speed: number) => Pace): Pace {
  const pace = paceOfSpeed(speed);
  return machineTime === undefined ? pace : { ...pace, machine: machineTime };
}

function plantTasks(options: SandboxOptions, project: Project, { world, tasks, now }: Cloud): void {
  const { speed = 1, seeds = [] } = options;
  const all = [...(options.tasks === 'team' ? teamTasks : []), ...seeds];
  const pace = paceOf(options, paceAt);
  for (const task of plant(all, { world, project, pace, speed, now: now() })) tasks.add(task);
}

function connectionsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  const silent = new Map<Socket, NodeJS.Timeout>();
  const heard = (socket: Socket) => {
    clearTimeout(silent.get(socket));
    silent.delete(socket);
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    silent.set(
      socket,
      setTimeout(() => socket.destroy(), longestHeadTime),
    );
    socket.on('close', () => {
      heard(socket);
      sockets.delete(socket);
    });
  });
  server.on('request', ({ socket }) => heard(socket));
  return sockets;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
