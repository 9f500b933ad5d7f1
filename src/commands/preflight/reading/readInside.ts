import { isKeyRefusal, isThrottled } from '../../../cloud/certainty.ts';
import type { Connection } from '../../../cloud/connection.ts';
import { CloudError, Refused } from '../../../cloud/errors.ts';
import { askWebCli, closeWebCli, isWrongPassword, openWebCli, type WebCli } from '../../../cloud/services/webCli.ts';
import { isMultiDb } from '../../../task/preflight/databaseChecks.ts';
import { type Keyspace, keyspaceIn, sizeIn } from '../../../task/preflight/keyspace.ts';
import type { DcsEnd, End, Known, NotKnown } from '../../../task/preflight/preflightFacts.ts';
import { hasWebCli } from '../../../task/preflight/versions.ts';
import type { EndDraft } from '../configureForm.ts';
import type { PasswordTries, Tried } from './passwordTries.ts';
import type { Reader } from './reader.ts';

const permission = 'dcs:instance:webcli';

/**
 * An end with what its Web CLI tells, where it can have one: whether the password is right, and how many keys there are. Each password
 * is tried once; up to four requests.
 */
export async function withInside(
  projectId: string,
  end: End,
  { password }: EndDraft,
  tries: PasswordTries,
  known: Reader,
): Promise<End> {
  if (end.kind === 'address') return end;
  const obstacle = whyNotAsked(end, password);
  if (obstacle !== undefined) return { ...end, inside: obstacle };
  const isOpen = end.detail.kind === 'known' && end.detail.value.takes_all === true;
  const given = isOpen ? undefined : password;
  const attempt = () => ask(projectId, end, given, known);
  return { ...end, inside: await tries.once(end.id, given ?? '', attempt) };
}

/** It takes instances of 4.0 and newer that run; where the cloud does not say what one is, nothing is tried. */
function whyNotAsked({ detail }: DcsEnd, password: string | undefined): NotKnown | undefined {
  if (detail.kind !== 'known') return detail;
  const { status = '', engine_version: version, takes_all: takesAll } = detail.value;
  if (status.trim().toUpperCase() !== 'RUNNING') return { kind: 'notRunning', status };
  const has = hasWebCli(version);
  if (!has) return has === undefined ? { kind: 'notRead' } : { kind: 'tooOld' };
  return takesAll === true || password ? undefined : { kind: 'noPassword' };
}

type Opened = { readonly kind: 'open'; readonly keys: Known<Keyspace> } | { readonly kind: 'wrong' } | NotKnown;

async function ask(projectId: string, end: DcsEnd, password: string | undefined, known: Reader): Promise<Tried> {
  // Until something says that it has not got there.
  let mayRepeat = false;
  const opened = await known(permission, async (connection, signal): Promise<Opened> => {
    try {
      const cli = await openWebCli(connection, projectId, end.id, password, signal);
      return { kind: 'open', keys: await readAndClose(connection, projectId, end, cli, signal) };
    } catch (error) {
      const refusal = refusalIn(error);
      mayRepeat = refusal === undefined && error instanceof CloudError && !error.mayHaveTakenEffect;
      if (refusal === undefined) throw error;
      return refusal;
    }
  });
  if (opened.kind !== 'known') return { inside: opened, mayRepeat };
  const { value, at } = opened;
  if (value.kind === 'open')
    return { inside: { kind: 'known', value: { isRight: true, keys: value.keys }, at }, mayRepeat: true };
  if (value.kind !== 'wrong') return { inside: value, mayRepeat };
  return { inside: { kind: 'known', value: { isRight: false, keys: { kind: 'notRead' } }, at }, mayRepeat };
}

/** Of a password that was not taken; undefined where the failure is about something else: the key, the rights, the pace or the way. */
function refusalIn(error: unknown): { readonly kind: 'wrong' } | NotKnown | undefined {
  if (!(error instanceof Refused)) return undefined;
  if (isWrongPassword(error.facts)) return { kind: 'wrong' };
  const { status, code, withheld } = error.facts;
  if (withheld || status === 403 || status >= 500 || isKeyRefusal(error) || isThrottled(error)) return undefined;
  return { kind: 'refused', code: code ?? `HTTP ${status}` };
}

/** Closes it whatever came of the commands; who has stopped waiting does not wait for that either. */
async function readAndClose(
  connection: Connection,
  projectId: string,
  end: DcsEnd,
  cli: WebCli,
  signal: AbortSignal,
): Promise<Known<Keyspace>> {
  const keys = await readKeys(connection, projectId, end, cli, signal).catch((error: unknown): NotKnown => {
    if (!(error instanceof CloudError)) throw error;
    return { kind: 'notRead' };
  });
  const closing = closeWebCli(connection, projectId, cli).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
  });
  if (!signal.aborted) await closing;
  return keys.kind === 'read' ? { kind: 'known', value: keys.keyspace, at: connection.now().getTime() } : keys;
}

/** With several databases behind proxies `INFO keyspace` shows none. Source: DCS user guide, "Multi-DB". */
async function readKeys(
  connection: Connection,
  projectId: string,
  end: DcsEnd,
  cli: WebCli,
  signal: AbortSignal,
): Promise<{ readonly kind: 'read'; readonly keyspace: Keyspace } | NotKnown> {
  if (isMultiDb(end) !== false) return { kind: 'notRead' };
  const keyspace = keyspaceIn((await askWebCli(connection, projectId, cli, ['INFO', 'keyspace'], { signal })) ?? '');
  if (keyspace === undefined) return { kind: 'notRead' };
  if (keyspace.length > 0) return { kind: 'read', keyspace };
  // Nothing at all is only believed where the count agrees.
  const size = sizeIn((await askWebCli(connection, projectId, cli, ['DBSIZE'], { signal })) ?? '');
  if (size === undefined) return { kind: 'notRead' };
  return { kind: 'read', keyspace: size === 0 ? [] : [[0, size]] };
}
