import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import type { RedisNode } from '../redisReader.ts';
import { itemsIn, numberIn, type RedisReply, textIn } from '../reply.ts';
import { type DatabaseFacts, databasesIn, type InfoReport, infoReportIn, wholeIn } from './infoReport.ts';
import { type Told, toldBy, toldFrom } from './told.ts';

/** Whose copy it is, and how that stands. */
export type Role =
  | { readonly kind: 'master'; readonly replicas: number | undefined }
  | { readonly kind: 'replica'; readonly of: string; readonly isLinked: boolean };

/** Bytes, and seconds for the softer of the two; 0: none. */
export interface OutputBuffer {
  readonly hard: number;
  readonly soft: number;
  readonly seconds: number;
}

/** What one Redis says of itself. */
export interface NodeFacts {
  readonly name: string;
  /** `Redis 7.0.15`; of a Valkey with the version of Redis that it passes for. */
  readonly version: Told<string>;
  readonly mode: Told<string>;
  readonly role: Told<Role>;
  readonly databases: Told<readonly DatabaseFacts[]>;
  /** Bytes. */
  readonly usedMemory: Told<number>;
  /** Bytes; 0: none. */
  readonly maxMemory: Told<number>;
  readonly evictionPolicy: Told<string>;
  /** Seconds. */
  readonly replTimeout: Told<number>;
  readonly outputBuffer: Told<OutputBuffer>;
  readonly disklessSync: Told<boolean>;
  /** Whether there is the command that an online migration copies with. It is never sent: the Redis would fork for it. */
  readonly psync: Told<boolean>;
  /** Of a cluster: `ok` or `fail`, and how many slots are covered. */
  readonly cluster: Told<ClusterState> | undefined;
}

interface ClusterState {
  readonly state: string;
  readonly slotsOk: number;
}

const questions = [
  ['INFO'],
  ['DBSIZE'],
  ['CONFIG', 'GET', 'repl-timeout'],
  ['CONFIG', 'GET', 'client-output-buffer-limit'],
  ['CONFIG', 'GET', 'repl-diskless-sync'],
  ['COMMAND', 'INFO', 'psync'],
] as const satisfies readonly ReadCommand[];

/** @throws whatever asking it throws, see {@link RedisNode.askAll} */
export async function nodeFacts(
  node: RedisNode,
  isCluster: boolean,
  signal: AbortSignal | undefined,
): Promise<NodeFacts> {
  const asked: readonly ReadCommand[] = isCluster ? [...questions, ['CLUSTER', 'INFO']] : questions;
  const [report, size, timeout, buffer, diskless, psync, cluster] = await node.askAll(asked, { signal });
  const info = toldBy(report, infoReportIn);
  return {
    name: node.name,
    version: toldFrom(info, versionIn),
    mode: toldFrom(info, (fields) => fields.get('redis_mode') ?? fields.get('server_mode')),
    role: toldFrom(info, roleIn),
    databases: toldFrom(info, (fields) => shownDatabases(fields, size)),
    usedMemory: toldFrom(info, (fields) => wholeIn(fields, 'used_memory')),
    maxMemory: toldFrom(info, (fields) => wholeIn(fields, 'maxmemory')),
    evictionPolicy: toldFrom(info, (fields) => fields.get('maxmemory_policy')),
    replTimeout: toldBy(timeout, (reply) => secondsIn(parameterIn(reply, 'repl-timeout'))),
    outputBuffer: toldBy(buffer, (reply) => outputBufferIn(parameterIn(reply, 'client-output-buffer-limit'))),
    disklessSync: toldBy(diskless, (reply) => yesIn(parameterIn(reply, 'repl-diskless-sync'))),
    psync: toldBy(psync, isThere),
    cluster: isCluster ? toldFrom(toldBy(cluster, infoReportIn), clusterIn) : undefined,
  };
}

/** Behind proxies INFO shows none, though there may be keys: nothing at all is only believed where the count agrees. */
function shownDatabases(info: InfoReport, size: RedisReply | undefined): readonly DatabaseFacts[] | undefined {
  const shown = databasesIn(info);
  return shown.length > 0 || numberIn(size) === 0 ? shown : undefined;
}

function versionIn(info: InfoReport): string | undefined {
  const redis = info.get('redis_version');
  const valkey = info.get('valkey_version');
  if (valkey !== undefined) return redis === undefined ? `Valkey ${valkey}` : `Valkey ${valkey} (Redis ${redis})`;
  return redis === undefined ? undefined : `Redis ${redis}`;
}

function roleIn(info: InfoReport): Role | undefined {
  const role = info.get('role');
  if (role === 'master') return { kind: 'master', replicas: wholeIn(info, 'connected_slaves') };
  const [host, port] = [info.get('master_host'), info.get('master_port')];
  if (role !== 'slave' || host === undefined || port === undefined) return undefined;
  return { kind: 'replica', of: `${host}:${port}`, isLinked: info.get('master_link_status') === 'up' };
}

/** One parameter is a list of its name and its value. */
function parameterIn(reply: RedisReply, name: string): string | undefined {
  const [said, value, ...more] = itemsIn(reply) ?? [];
  return more.length === 0 && textIn(said) === name ? textIn(value) : undefined;
}

function secondsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function yesIn(text: string | undefined): boolean | undefined {
  return text === 'yes' || text === 'no' ? text === 'yes' : undefined;
}

/** Of replicas, as which whoever migrates reads. */
function outputBufferIn(text: string | undefined): OutputBuffer | undefined {
  const [, hard, soft, seconds] = /\b(?:slave|replica) (\d{1,15}) (\d{1,15}) (\d{1,9})\b/.exec(text ?? '') ?? [];
  return hard === undefined ? undefined : { hard: Number(hard), soft: Number(soft), seconds: Number(seconds) };
}

/** A list of one: what is known of the command, or nothing where there is none of that name. */
function isThere(reply: RedisReply): boolean | undefined {
  const [command, ...more] = itemsIn(reply) ?? [];
  if (more.length > 0 || command === undefined) return undefined;
  if (command.kind === 'nothing') return false;
  const items = itemsIn(command);
  // Before 7.0 an empty list stands for none.
  if (items?.length === 0) return false;
  return textIn(items?.[0]) === 'psync' ? true : undefined;
}

function clusterIn(info: InfoReport): ClusterState | undefined {
  const state = info.get('cluster_state');
  const slotsOk = wholeIn(info, 'cluster_slots_ok');
  return state === undefined || slotsOk === undefined ? undefined : { state, slotsOk };
}
