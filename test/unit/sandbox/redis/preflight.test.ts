import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/cloud/connection.ts';
import { showInstance } from '../../../../src/cloud/services/instances.ts';
import { changeParameters, listParameters } from '../../../../src/cloud/services/parameters.ts';
import { listEgressRules } from '../../../../src/cloud/services/securityGroupRules.ts';
import { showsSsl } from '../../../../src/cloud/services/ssl.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { documentedExample } from '../../../../src/sandbox/worldTables.ts';
import { preflightChecks } from '../../../../src/task/preflight/preflight.ts';
import type { DcsEnd, Known } from '../../../../src/task/preflight/preflightFacts.ts';
import { merged, whitelistFix } from '../../../../src/task/preflight/whitelistFix.ts';
import { connectionTo, sessionOf } from '../../../support/network/observedCall.ts';
import { key, withSandbox } from '../../../support/network/signedClient.ts';
import { redisIdOf } from '../tasks/liveTasks.ts';

const machine = '192.168.0.77';
const vpcId = '5e37b3be-950a-48e1-b498-65b63d336481';

const openTo = ({ url, projectId }: Sandbox) => connectionTo(url, { session: sessionOf(key), projectId });

async function known<T>(reading: Promise<T>): Promise<Known<T>> {
  try {
    return { kind: 'known', value: await reading, at: 0 };
  } catch (error) {
    return { kind: 'failed', reason: String(error) };
  }
}

async function endOf(connection: Connection, name: string): Promise<DcsEnd> {
  const { projectId = '' } = connection;
  const id = redisIdOf(name);
  const of = <T>(show: (connection: Connection, projectId: string, id: string) => Promise<T>) =>
    known(show(connection, projectId, id));
  return {
    ...{ kind: 'dcs', id, givenByAddress: false, hasPassword: true, hasQuote: false },
    ...{ detail: await of(showInstance), whitelist: await of(showWhitelist) },
    ...{ parameters: await of(listParameters), ssl: await of(showsSsl), ways: { kind: 'notRead' } },
    inside: { kind: 'known', value: { isRight: true, keys: { kind: 'notRead' } }, at: 0 },
  };
}

/** What has not passed, of the checks of two instances of the account. */
async function allAgainst(connection: Connection, source: string, target: string) {
  const ends = { source: await endOf(connection, source), target: await endOf(connection, target) };
  const { projectId = '' } = connection;
  const egress = await known(listEgressRules(connection, projectId, documentedExample.securityGroupId));
  const task = { vpcId, machineAddress: machine };
  const facts = { ...ends, task, egress, passwordsMatch: true };
  return preflightChecks(facts).filter(({ verdict }) => verdict !== 'passed');
}

/** Without what is only for later. */
const against = async (...given: Parameters<typeof allAgainst>) =>
  (await allAgainst(...given)).filter(({ id }) => !id.startsWith('swap'));

const told = (checks: Awaited<ReturnType<typeof against>>) =>
  checks.map(({ id, end = 'both', verdict }) => `${id} ${end} ${verdict}`);

describe('sandbox: what a preflight finds between its instances', () => {
  const table: readonly [source: string, target: string, found: readonly string[]][] = [
    [
      'orders-redis',
      'orders-redis-new',
      ['whitelist source error', 'whitelist target error', 'replTimeout source warning', 'outputBuffer source warning'],
    ],
    [
      'sessions-redis',
      'catalogue-cluster-new',
      [
        ...['passwordGiven source warning', 'passwordRight source notApplicable'],
        ...['replTimeout source notApplicable', 'outputBuffer source notApplicable'],
        'clusterDatabases both warning',
      ],
    ],
    ['catalogue-proxy', 'catalogue-cluster-new', ['replTimeout source warning']],
    [
      'ledger-redis',
      'legacy-redis',
      [
        ...['whitelist target notApplicable', 'ssl source error', 'version both error', 'eviction both warning'],
        ...['replTimeout source warning', 'targetEmpty target warning'],
      ],
    ],
    [
      'growing-redis',
      'reports-redis',
      [
        ...['running source warning', 'busy target warning', 'replTimeout source warning'],
        ...['targetReadOnly target notApplicable', 'targetEmpty target warning'],
      ],
    ],
    ['prod-redis', 'tiny-redis', ['sameVpc source warning', 'capacity both error', 'replTimeout source warning']],
  ];
  for (const [source, target, found] of table) {
    it(`from ${source} to ${target}`, () =>
      withSandbox(async (sandbox) => {
        assert.deepEqual(told(await against(openTo(sandbox), source, target)), found);
      }));
  }

  const later: readonly [source: string, target: string, notes: readonly string[]][] = [
    ['carts-redis', 'carts-redis-new', []],
    ['orders-redis', 'orders-redis-new', ['swapWhitelist']],
    ['sessions-redis', 'catalogue-cluster-new', ['swapTypes', 'swapPassword']],
    ['ledger-redis', 'legacy-redis', ['swapInstances']],
    ['staging-redis', 'dev-redis', ['swapPort', 'swapPublicAccess', 'swapSubnet']],
  ];
  for (const [source, target, notes] of later) {
    it(`for a swap between ${source} and ${target}`, () =>
      withSandbox(async (sandbox) => {
        const checks = await allAgainst(openTo(sandbox), source, target);
        assert.deepEqual(
          checks.filter(({ verdict }) => verdict === 'note').map(({ id }) => id),
          notes,
        );
      }));
  }

  it('is mended by what it offers', () =>
    withSandbox(async (sandbox) => {
      const connection = openTo(sandbox);
      const { projectId } = sandbox;
      const [source, target] = [redisIdOf('orders-redis'), redisIdOf('orders-redis-new')];
      const before = await showWhitelist(connection, projectId, target);
      const fix = whitelistFix(before, machine);
      assert.ok(fix.group !== undefined);
      assert.match((await addToWhitelist(connection, projectId, source, [fix.group])) ?? '', /^[0-9a-f]{32}$/);
      await replaceWhitelist(connection, projectId, target, merged(before, fix));
      for (const { evidence } of await against(connection, 'orders-redis', 'orders-redis-new')) {
        assert.ok('changes' in evidence && evidence.changes !== undefined);
        await changeParameters(connection, projectId, source, evidence.changes);
      }
      assert.deepEqual(told(await against(connection, 'orders-redis', 'orders-redis-new')), []);
    }));
});
