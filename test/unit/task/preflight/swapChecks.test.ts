import assert from 'node:assert/strict';
import type { InstanceDetail } from '../../../../src/cloud/services/instances.ts';
import type { Check } from '../../../../src/task/preflight/check.ts';
import { preflightChecks } from '../../../../src/task/preflight/preflight.ts';
import type { PreflightFacts } from '../../../../src/task/preflight/preflightFacts.ts';
import { checkOf, dcs, detail, facts, known, listOf, selfHosted, unknowns } from './preflightSamples.ts';

const of = (id: Check['id'], source: Partial<InstanceDetail>, target: Partial<InstanceDetail>, more = {}) =>
  checkOf({ source: dcs('a', { detail: detail(source) }), target: dcs('b', { detail: detail(target) }), ...more }, id);

const notes = (changes: Partial<PreflightFacts>) =>
  preflightChecks(facts(changes)).filter(({ id }) => id.startsWith('swap'));

describe('preflight: what a swap of the addresses wants later', () => {
  const rows: readonly [Check['id'], Partial<InstanceDetail>, Partial<InstanceDetail>, string][] = [
    ['swapInstances', { engine_version: '4.0' }, { engine_version: '6.0' }, 'passed'],
    ['swapInstances', { engine_version: '3.0' }, { engine_version: '6.0' }, 'note'],
    ['swapInstances', { engine_version: '5.0' }, { engine_version: undefined }, 'notChecked'],
    ['swapTypes', { cache_mode: 'ha_rw_split' }, { cache_mode: 'proxy' }, 'passed'],
    ['swapTypes', { cache_mode: 'single' }, { cache_mode: 'cluster' }, 'note'],
    ['swapTypes', { cache_mode: 'cluster' }, { cache_mode: 'cluster' }, 'note'],
    ['swapTypes', { cache_mode: undefined }, { cache_mode: 'ha' }, 'notChecked'],
    ['swapPort', { port: 6379 }, { port: 6379 }, 'passed'],
    ['swapPort', { port: 6379 }, { port: 6380 }, 'note'],
    ['swapPort', { port: undefined }, { port: 6380 }, 'notChecked'],
    ['swapPassword', { takes_all: true }, { takes_all: true }, 'passed'],
    ['swapPassword', { takes_all: true }, { takes_all: false }, 'note'],
    ['swapPassword', { takes_all: undefined }, { takes_all: false }, 'notChecked'],
    ['swapPublicAccess', { enable_publicip: false }, { enable_publicip: false }, 'passed'],
    ['swapPublicAccess', { enable_publicip: true }, { enable_publicip: false }, 'note'],
    ['swapPublicAccess', { enable_publicip: false }, { enable_publicip: true }, 'note'],
    ['swapPublicAccess', { enable_publicip: undefined }, { enable_publicip: false }, 'notChecked'],
    ['swapSubnet', { subnet_id: 's' }, { subnet_id: 's' }, 'passed'],
    ['swapSubnet', { subnet_id: 's' }, { subnet_id: 'r' }, 'note'],
    ['swapSubnet', { subnet_id: undefined }, { subnet_id: 'r' }, 'notChecked'],
  ];
  for (const [id, source, target, verdict] of rows) {
    it(`${id} of ${JSON.stringify(source)} and ${JSON.stringify(target)}: ${verdict}`, () =>
      assert.equal(of(id, source, target).verdict, verdict));
  }

  it('tells passwords that differ from those that are equal, and from those that were not given', () => {
    const given = (passwordsMatch: boolean) => checkOf({ passwordsMatch }, 'swapPassword');
    assert.deepEqual([given(true).verdict, given(false).verdict], ['passed', 'note']);
    assert.deepEqual(given(false).evidence, { difference: 'password' });
    const { passwordsMatch: _, ...unknown } = facts();
    const check = preflightChecks(unknown).find(({ id }) => id === 'swapPassword');
    assert.deepEqual([check?.verdict, check?.missing], ['notChecked', { kind: 'noPassword' }]);
  });

  const lists: readonly [source: readonly string[], target: readonly string[], verdict: string, missing: unknown][] = [
    [[], [], 'passed', []],
    [['10.0.0.1'], [], 'passed', []],
    [['10.0.0.1'], ['10.0.0.0/24'], 'passed', []],
    [['10.0.0.0/24'], ['10.0.0.0/24', '10.9.0.1'], 'passed', []],
    [['10.0.0.1', '10.9.0.0/16'], ['10.0.0.0/24'], 'note', ['10.9.0.0/16']],
    [[], ['10.0.0.0/24'], 'note', []],
  ];
  for (const [source, target, verdict, missing] of lists) {
    it(`lets the same clients in: ${source.join()} and ${target.join()}: ${verdict}`, () => {
      const ends = {
        source: dcs('a', { whitelist: known(listOf(source)) }),
        target: dcs('b', { whitelist: known(listOf(target)) }),
      };
      const check = checkOf(ends, 'swapWhitelist');
      assert.deepEqual([check.verdict, check.evidence], [verdict, { missing }]);
    });
  }

  it('is nothing to a full copy, which does not swap', () => {
    const port = { detail: detail({ port: 1 }) };
    for (const check of notes({ method: 'full_amount_migration', source: dcs('a', port) })) {
      assert.equal(check.verdict, 'notApplicable', check.id);
    }
    const incremental = notes({ method: 'incremental_migration', source: dcs('a', port) });
    assert.ok(incremental.some(({ id, verdict }) => id === 'swapPort' && verdict === 'note'));
  });

  it('is not for a Redis of others, and not known where nobody could look up whose it is', () => {
    const [first, ...others] = notes({ source: selfHosted('10.0.0.1:6379') });
    assert.deepEqual(
      [first?.verdict, new Set(others.map(({ verdict }) => verdict))],
      ['note', new Set(['notApplicable'])],
    );
    for (const lookUp of unknowns) {
      const [check] = notes({ target: { ...selfHosted('10.0.0.1:6379'), lookUp } });
      assert.deepEqual([check?.verdict, check?.missing], ['notChecked', lookUp]);
    }
  });

  it('never stands against the start', () => {
    const source = dcs('a', { detail: detail({ port: 1, enable_publicip: true, subnet_id: 'x', takes_all: true }) });
    for (const { verdict } of notes({ source })) assert.ok(!['error', 'warning'].includes(verdict));
  });
});
