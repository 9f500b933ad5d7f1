import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { canonicalCode } from '../errorCode.ts';
import type { RefusalFacts } from '../errors.ts';
import { call } from '../http.ts';
import { projectPath } from './migrationTasks.ts';
import { type ReadCommand, webCliLine } from './readCommands.ts';

/** One that is open at an instance. Its ID speaks for whoever has opened it. */
export interface WebCli {
  readonly instanceId: string;
  readonly clientId: string;
  /** How many databases can be asked, as far as it says: of a cluster one. */
  readonly databases: number | undefined;
  /** What no answer to it is shown with: also one to a command may repeat the password. */
  readonly unshown: readonly string[];
}

const opening = z.looseObject({
  client_id: z.string().min(1),
  databases: z.int().min(1).max(100_000).optional().catch(undefined),
});

/** Nothing of it is declared, since the log shows the values of what is. */
const opened = z.unknown().transform((value, context) => {
  const { data } = opening.safeParse(value);
  if (data !== undefined) return { id: data.client_id, databases: data.databases };
  context.addIssue({ code: 'custom', path: ['client_id'], message: 'expected a text' });
  return z.NEVER;
});

const reply = z.looseObject({ response: z.string().nullish() }).transform(({ response }) => response ?? '');

const anything = z.unknown().transform(() => undefined);

/**
 * `POST /v2/{project_id}/instances/{instance_id}/webcli/auth`: opens the Web CLI of an instance of Redis 4.0 or newer, which tests the
 * password of its default account without a way into its VPC. None for an instance that has none. Needs `dcs:instance:webcli`.
 * Source: DCS API reference, on the Web CLI.
 * @throws {CloudError} see {@link isWrongPassword}
 */
export async function openWebCli(
  connection: Connection,
  projectId: string,
  instanceId: string,
  password: string | undefined,
  signal?: AbortSignal,
): Promise<WebCli> {
  const path = webCliPath(projectId, instanceId, 'auth');
  const body = password === undefined ? {} : { password };
  const unshown = password === undefined ? [] : [password];
  const request = { service: 'dcs', method: 'POST', path, body, answer: opened, unshown } as const;
  const { id, databases } = await call(withoutAnswers(connection), request, signal);
  return { instanceId, clientId: id, databases, unshown: [id, ...unshown] };
}

/**
 * `POST …/webcli/command`: what a command that only reads prints. Undefined where the Web CLI has no line for it, and nothing was sent.
 * Source: DCS API reference, on the Web CLI.
 * @throws {CloudError}
 * @throws {RangeError} for a command that does more than read, see {@link webCliLine}
 */
export async function askWebCli(
  connection: Connection,
  projectId: string,
  { instanceId, clientId: client_id, unshown }: WebCli,
  command: ReadCommand,
  { database = 0, signal }: { readonly database?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<string | undefined> {
  const line = webCliLine(command);
  if (line === undefined) return undefined;
  const path = webCliPath(projectId, instanceId, 'command');
  const body = { client_id, command: line, database };
  const request = { service: 'dcs', method: 'POST', path, body, answer: reply, unshown } as const;
  // What a Redis holds is nothing for a log.
  return call(withoutAnswers(connection), request, signal);
}

/** `POST …/webcli/logout`. Source: DCS API reference, on the Web CLI. @throws {CloudError} */
export function closeWebCli(
  connection: Connection,
  projectId: string,
  { instanceId, clientId: client_id, unshown }: WebCli,
): Promise<undefined> {
  const path = webCliPath(projectId, instanceId, 'logout');
  const request = { service: 'dcs', method: 'POST', path, body: { client_id }, answer: anything } as const;
  return call(connection, { ...request, mayBeEmpty: true, unshown });
}

const wrong: readonly string[] = ['DCS.4080', 'DCS.4845'];
const wrongWords =
  /wrongpass|(?:invalid|wrong|incorrect) (?:username-)?password|password (?:is |was )?(?:incorrect|wrong|invalid)|密码(?:错误|不正确|有误)/i;

/** Whether a refusal says that the password is wrong; others may have any reason. Which code says so is not documented for the Web CLI. */
export function isWrongPassword({ code = '', cloudMessage = '' }: RefusalFacts): boolean {
  return wrong.includes(canonicalCode(code)) || wrongWords.test(cloudMessage);
}

/** Whose log has no answers: they hold what lets somebody in. */
function withoutAnswers({ record, ...connection }: Connection): Connection {
  return record === undefined
    ? connection
    : { ...connection, record: (exchange) => record({ ...exchange, response: undefined }) };
}

function webCliPath(projectId: string, instanceId: string, what: 'auth' | 'command' | 'logout'): string {
  return `${projectPath(projectId)}/instances/${encodeURIComponent(instanceId)}/webcli/${what}`;
}
