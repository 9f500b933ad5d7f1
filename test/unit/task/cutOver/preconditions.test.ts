import assert from 'node:assert/strict';
import type { InstanceDetail } from '../../../../src/cloud/services/instances.ts';
import {
  type Precondition,
  type SwapFacts,
  standsInTheWay,
  swapPreconditions,
  waiverOf,
} from '../../../../src/task/cutOver/preconditions.ts';
import { dcs, detail, known, listOf, selfHosted, unknowns } from '../preflight/preflightSamples.ts';

const sound: SwapFacts = {
  source: dcs('a'),
  target: dcs('b'),
  passwordsMatch: true,
  task: { status: 'INCRMIGEATING', method: 'incremental_migration', exchange: undefined, at: 7 },
  lag: { isSmall: true, value: 3, at: 8 },
  askedAt: undefined,
};

const between = (source: Partial<InstanceDetail>, target: Partial<InstanceDetail>): Partial<SwapFacts> => ({
  source: dcs('a', { detail: detail({ instance_id: 'a', ...source }) }),
  target: dcs('b', { detail: detail({ instance_id: 'b', ...target }) }),
});

const open = (changes: Partial<SwapFacts>): readonly Precondition[] =>
  swapPreconditions({ ...sound, ...changes }).filter((one) => standsInTheWay(one, false));

const found = (changes: Partial<SwapFacts>) => open(changes).map(({ id, verdict }) => `${id} ${verdict}`);

describe('what has to hold before the addresses are swapped', () => {
  it('holds, each by itself', () => {
    const all = swapPreconditions(sound);
    assert.deepEqual(found({}), []);
    assert.equal(all.length, 15);
    assert.ok(all.every(({ verdict }) => verdict === 'passed'));
    assert.deepEqual([all[0]?.at, all.at(-1)?.at], [7, 8]);
  });

  const task = (changes: Partial<SwapFacts['task']>) => ({ task: { ...sound.task, ...changes } });
  const whitelists = (source: readonly string[], target: readonly string[]) => ({
    source: dcs('a', { whitelist: known(listOf(source)) }),
    target: dcs('b', { whitelist: known(listOf(target)) }),
  });
  const { passwordsMatch: _, ...noPasswords } = sound;

  const cases: readonly (readonly [string, Partial<SwapFacts>, readonly string[]])[] = [
    ['however the status is spelled', task({ status: 'incrmigrating' }), []],
    ['not while it copies', task({ status: 'FULLMIGRATING' }), ['incremental error']],
    ['not once it has stopped', task({ status: 'TERMINATED' }), ['incremental error']],
    ['not with a full copy', task({ method: 'full_amount_migration' }), ['incremental error']],
    ['not during another swap', task({ exchange: 'exchanging' }), ['incremental error']],
    ['not twice', task({ exchange: 'exchanged' }), ['incremental error']],
    ['again after a roll back', task({ exchange: 'rolledBack' }), []],
    ['again after a failure', task({ exchange: 'exchangeFailed' }), []],
    ['not with a lag', { lag: { isSmall: false, value: 9000, at: 8 } }, ['lag error']],
    ['not with an unknown lag', { lag: { isSmall: false, value: undefined, at: undefined } }, ['lag error']],
    ['where another is open', { askedAt: 5 }, ['askedBefore warning']],
    ['not with an old source', between({ engine_version: '3.0' }, {}), ['swapInstances error']],
    ['not with an old target', between({}, { engine_version: '3.0' }), ['swapInstances error']],
    ['not with a source of others', { source: selfHosted('10.0.0.9:6379') }, ['swapInstances error']],
    ['not with one instance twice', { target: dcs('a') }, ['sameInstance error']],
    ['not from a cluster', between({ cache_mode: 'cluster' }, {}), ['swapTypes error']],
    ['not to a cluster', between({}, { cache_mode: 'cluster' }), ['swapTypes error']],
    ['between clusters', between({ cache_mode: 'cluster' }, { cache_mode: 'cluster' }), ['swapTypes warning']],
    ['not with other ports', between({ port: 6379 }, { port: 6380 }), ['swapPort error']],
    ['not with public access', between({ enable_publicip: true }, {}), ['swapPublicAccess error']],
    ['not with what does not run', between({}, { status: 'EXTENDING' }), ['running error']],
    ['with what is busy', between({ task: 'BACKUPING' }, {}), ['busy warning']],
    ['in other subnets', between({}, { subnet_id: 'r' }), ['swapSubnet warning']],
    ['with a password at one end only', between({ takes_all: true }, {}), ['swapPassword warning']],
    ['with other passwords', { passwordsMatch: false }, ['swapPassword warning']],
    ['with other clients', whitelists(['10.0.0.1'], ['10.1.0.0/16']), ['swapWhitelist warning']],
    ['with more clients', whitelists(['10.0.0.1'], ['10.0.0.0/24']), []],
  ];
  for (const [name, changes, expected] of cases) {
    it(name, () => assert.deepEqual(found(changes), expected));
  }

  it('does not take what nobody knows for what holds', () => {
    const unchecked = swapPreconditions(noPasswords).filter((one) => standsInTheWay(one, false));
    assert.deepEqual(
      unchecked.map(({ id, verdict }) => [id, verdict]),
      [['swapPassword', 'notChecked']],
    );
    for (const unread of unknowns) {
      const source = dcs('a', { detail: unread, whitelist: unread });
      assert.ok(found({ source }).every((one) => one.endsWith(' notChecked')));
      assert.deepEqual(
        found({ source }).map((one) => one.split(' ')[0]),
        [
          ...['swapInstances', 'swapTypes', 'swapPort', 'swapPublicAccess', 'running', 'busy', 'swapSubnet'],
          ...['swapPassword', 'swapWhitelist'],
        ],
      );
    }
  });

  it('takes a waiver for what was seen, and for nothing else; of an error there is none', () => {
    const [subnet] = open(between({}, { subnet_id: 'r' }));
    const [busy] = open(between({ task: 'BACKUPING' }, {}));
    const [other] = open(between({ task: 'EXTENDING' }, {}));
    const [target] = open(between({}, { task: 'BACKUPING' }));
    const [port] = open(between({ port: 1 }, {}));
    assert.ok(subnet && busy && other && target && port);
    assert.equal(new Set([subnet, busy, other, target].map(waiverOf)).size, 4);
    assert.deepEqual([standsInTheWay(busy, true), standsInTheWay(port, true)], [false, true]);
  });
});
