import assert from 'node:assert/strict';
import { checkOf, dcs, detail, selfHosted, unknowns, verdictOf } from './preflightSamples.ts';

describe('preflight: the state of an instance', () => {
  const states: readonly [status: string | undefined, verdict: string][] = [
    ['RUNNING', 'passed'],
    [' running ', 'passed'],
    ...['CREATEFAILED', 'ERROR', 'FROZEN'].map((status): [string, string] => [status, 'error']),
    ...['CREATING', 'RESTARTING', 'EXTENDING', 'OF_TOMORROW'].map((status): [string, string] => [status, 'warning']),
    [undefined, 'notChecked'],
    [' ', 'notChecked'],
  ];
  for (const [status, verdict] of states) {
    it(`${status}: ${verdict}`, () => {
      const end = dcs('a', { detail: detail({ status }) });
      assert.equal(verdictOf({ source: end }, 'running', 'source'), verdict);
      assert.equal(verdictOf({ target: end }, 'running', 'target'), verdict);
    });
  }

  it('may be that something is done to it while it runs', () => {
    const busy = checkOf({ target: dcs('b', { detail: detail({ task: 'BACKUPING' }) }) }, 'busy', 'target');
    assert.deepEqual([busy.verdict, busy.evidence], ['warning', { task: 'BACKUPING' }]);
    assert.equal(verdictOf({}, 'busy', 'target'), 'passed');
  });

  it('is not a matter of a Redis that the cloud does not know', () => {
    const source = selfHosted('10.0.0.1:6379');
    for (const id of ['running', 'busy'] as const) assert.equal(verdictOf({ source }, id, 'source'), 'notApplicable');
    assert.equal(verdictOf({ source }, 'sourceById'), 'notApplicable');
  });
});

describe('preflight: who source and target are', () => {
  it('wants an instance as the source by its ID', () => {
    assert.equal(verdictOf({}, 'sourceById'), 'passed');
    assert.equal(verdictOf({ source: dcs('a', { givenByAddress: true }) }, 'sourceById'), 'error');
    assert.equal(verdictOf({ target: dcs('b', { givenByAddress: true }) }, 'sourceById'), 'passed');
  });

  it('finds that both are the same', () => {
    const cluster = dcs('b', { detail: detail({ ip: '10.0.0.7, 10.0.0.8', port: 6380 }) });
    assert.equal(verdictOf({}, 'sameInstance'), 'passed');
    assert.equal(verdictOf({ target: dcs('a', { givenByAddress: true }) }, 'sameInstance'), 'error');
    for (const [addrs, verdict] of [
      ['10.0.0.8:6380', 'error'],
      ['10.0.0.1:6380, 10.0.0.7:6380', 'error'],
      ['10.0.0.8:6379', 'passed'],
    ] as const) {
      assert.equal(verdictOf({ source: selfHosted(addrs), target: cluster }, 'sameInstance'), verdict, addrs);
      assert.equal(verdictOf({ source: cluster, target: selfHosted(addrs) }, 'sameInstance'), verdict, addrs);
    }
    const both = { source: selfHosted('Redis-A:1,b:2'), target: selfHosted('c:3, redis-a:1') };
    assert.deepEqual(checkOf(both, 'sameInstance').evidence, { address: 'redis-a:1' });
    // Whose names these are, only a resolver knows.
    assert.equal(verdictOf({ ...both, target: selfHosted('c:3') }, 'sameInstance'), 'notChecked');
    const plain = { source: selfHosted('10.0.0.1:1'), target: selfHosted('10.0.0.2:1') };
    assert.equal(verdictOf(plain, 'sameInstance'), 'passed');
  });

  it('does not know whether they are where an address is not known', () => {
    for (const missing of [...unknowns, detail({ ip: undefined })]) {
      const target = dcs('b', { detail: missing });
      assert.equal(verdictOf({ source: selfHosted('10.0.0.1:6379'), target }, 'sameInstance'), 'notChecked');
    }
  });
});
