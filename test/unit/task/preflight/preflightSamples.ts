import assert from 'node:assert/strict';
import type { InstanceDetail } from '../../../../src/cloud/services/instances.ts';
import type { Parameter } from '../../../../src/cloud/services/parameters.ts';
import type { Whitelist } from '../../../../src/cloud/services/whitelists.ts';
import type { Check } from '../../../../src/task/preflight/check.ts';
import { preflightChecks } from '../../../../src/task/preflight/preflight.ts';
import type { DcsEnd, End, Known, NotKnown, PreflightFacts } from '../../../../src/task/preflight/preflightFacts.ts';

export const at = 1_000_000;

export function known<T>(value: T, when = at): Known<T> {
  return { kind: 'known', value, at: when };
}

/** In each of the ways in which something can be unknown. */
export const unknowns: readonly NotKnown[] = [
  { kind: 'notRead' },
  { kind: 'failed', reason: 'HTTP 500' },
  { kind: 'notPermitted', permission: 'dcs:instance:get' },
];

export function detail(changes: Partial<InstanceDetail> = {}, when = at): Known<InstanceDetail> {
  const value = {
    ...{ instance_id: 'i', name: 'orders', status: 'RUNNING', engine_version: '5.0', cache_mode: 'ha' },
    ...{ max_memory: 4096, used_memory: 2, vpc_id: 'v', vpc_name: 'vpc', ip: '10.0.0.1', port: 6379, takes_all: false },
    ...{ subnet_id: 's', enable_publicip: false },
    ...changes,
  };
  return known(value, when);
}

export function listOf(...groups: readonly (readonly string[])[]): Whitelist {
  return {
    enable_whitelist: true,
    whitelist: groups.map((entries, index) => ({ group_name: `group-${index}`, ip_list: [...entries] })),
  };
}

export function parameters(values: Readonly<Record<string, string | undefined>> = {}): Known<readonly Parameter[]> {
  const all: Readonly<Record<string, string | undefined>> = {
    'maxmemory-policy': 'volatile-lru',
    'repl-timeout': '300',
    'client-output-buffer-slave-hard-limit': '1717986918',
    'client-output-buffer-slave-soft-limit': '1717986918',
    'master-read-only': 'no',
    ...values,
  };
  return known(
    Object.entries(all).flatMap(([param_name, param_value], index) =>
      param_value === undefined ? [] : [{ param_id: String(index + 1), param_name, param_value }],
    ),
  );
}

/** One against which nothing speaks. */
export function dcs(id: string, changes: Partial<DcsEnd> = {}): DcsEnd {
  return {
    kind: 'dcs',
    id,
    givenByAddress: false,
    detail: detail({ instance_id: id }),
    whitelist: known(listOf()),
    parameters: parameters(),
    ssl: known(false),
    ways: { kind: 'notRead' },
    inside: known({ isRight: true, keys: { kind: 'notRead' } }),
    hasPassword: true,
    hasQuote: false,
    ...changes,
  };
}

export function selfHosted(addrs: string): Extract<End, { readonly kind: 'address' }> {
  return { kind: 'address', addrs, hasPassword: true, hasQuote: false };
}

export function facts(changes: Partial<PreflightFacts> = {}): PreflightFacts {
  return {
    task: { vpcId: 'v', machineAddress: '192.168.30.41' },
    passwordsMatch: true,
    egress: known([{ id: 'all', direction: 'egress', protocol: null, multiport: null }]),
    source: dcs('a'),
    target: dcs('b'),
    ...changes,
  };
}

/** The check of this ID, and of this end where each end has one. */
export function checkOf(changes: Partial<PreflightFacts>, id: Check['id'], end?: Check['end']): Check {
  const found = preflightChecks(facts(changes)).filter((check) => check.id === id && (end ?? check.end) === check.end);
  assert.ok(found[0] && found.length === 1, `${id} ${end}`);
  return found[0];
}

export function verdictOf(changes: Partial<PreflightFacts>, id: Check['id'], end?: Check['end']): string {
  return checkOf(changes, id, end).verdict;
}
