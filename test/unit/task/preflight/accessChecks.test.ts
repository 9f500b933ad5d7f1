import assert from 'node:assert/strict';
import type { Whitelist } from '../../../../src/cloud/services/whitelists.ts';
import { checkOf, dcs, detail, known, listOf, selfHosted, unknowns, verdictOf } from './preflightSamples.ts';

const machine = '192.168.30.41';

describe('preflight: the VPC', () => {
  const ofSource = (vpc_id: string | undefined, vpcId: string | undefined = 'v') => {
    return checkOf(
      { source: dcs('a', { detail: detail({ vpc_id }) }), task: { vpcId, machineAddress: machine } },
      'sameVpc',
      'source',
    );
  };

  it('is that of the task, or another one, which may be joined', () => {
    assert.equal(ofSource('v').verdict, 'passed');
    const other = ofSource('w');
    const joint = { kind: 'unread', missing: { kind: 'notRead' } };
    assert.deepEqual(
      [other.verdict, other.evidence],
      ['warning', { taskVpcId: 'v', vpcId: 'w', vpcName: 'vpc', joint }],
    );
  });

  it('is not checked where one of them is not said', () => {
    for (const check of [ofSource(undefined), ofSource(''), ofSource('v', '')]) {
      assert.deepEqual([check.verdict, check.missing], ['notChecked', { kind: 'notSaid' }]);
    }
    assert.equal(verdictOf({ source: selfHosted('10.0.0.1:6379') }, 'sameVpc', 'source'), 'notChecked');
  });
});

describe('preflight: the whitelist', () => {
  const of = (list: Whitelist, machineAddress: string | undefined = machine) =>
    checkOf(
      { target: dcs('b', { whitelist: known(list) }), task: { vpcId: 'v', machineAddress } },
      'whitelist',
      'target',
    );
  const off = { ...listOf(['10.0.0.1']), enable_whitelist: false };

  it('passes where it keeps nobody out, whoever the machine is', () => {
    for (const list of [off, listOf(), listOf([])]) {
      for (const address of [machine, '', 'no address']) assert.equal(of(list, address).verdict, 'passed');
    }
  });

  it('passes where an entry stands for the machine, and tells which', () => {
    for (const entry of [machine, '192.168.30.0/24', '192.168.30.9/26', '192.0.0.0/2']) {
      const { verdict, evidence } = of(listOf(['10.0.0.1'], ['10.0.0.2', entry]));
      assert.equal(verdict, 'passed', entry);
      assert.deepEqual(evidence, { isOn: true, entries: ['10.0.0.1', '10.0.0.2', entry], address: machine, entry });
    }
  });

  it('is an error that can be mended where none does', () => {
    const { verdict, evidence, isFixable, at } = of(listOf(['192.168.30.0/29']));
    assert.deepEqual([verdict, isFixable, at], ['error', true, 1_000_000]);
    assert.deepEqual(evidence, { isOn: true, entries: ['192.168.30.0/29'], address: machine });
  });

  it('is one that cannot where it is full', () => {
    const { verdict, evidence, isFixable } = of({ ...listOf(['10.0.0.1']), whitelist_ip_limit_num: 1 });
    assert.deepEqual([verdict, isFixable], ['error', undefined]);
    assert.ok('obstacle' in evidence && evidence.obstacle === 'entriesFull');
  });

  it('is not checked where the machine is not known, or an entry is of no known form', () => {
    assert.equal(of(listOf(['10.0.0.1']), '').verdict, 'notChecked');
    assert.equal(of(listOf(['10.0.0.1']), 'ecs-1').verdict, 'notChecked');
    assert.equal(of(listOf(['192.168.30.1-192.168.30.99'])).verdict, 'notChecked');
    assert.equal(of(listOf(['192.168.30.1-192.168.30.99', machine])).verdict, 'passed');
    assert.equal(of(listOf(['2001:db8::/32'])).verdict, 'error');
  });

  it('waits for the machine of a task that is about to be created, unless it keeps nobody out', () => {
    const seen = (list: Whitelist) =>
      checkOf(
        {
          target: dcs('b', { whitelist: known(list) }),
          task: { vpcId: 'v', machineAddress: undefined, isPlanned: true },
        },
        'whitelist',
        'target',
      );
    assert.deepEqual(seen(listOf(['10.0.0.1'])).missing, { kind: 'noMachine' });
    assert.equal(seen(off).verdict, 'passed');
  });

  it('is none of Redis 3.0, nor of one that is not the cloud’s', () => {
    const old = dcs('a', { detail: detail({ engine_version: '3.0' }), whitelist: { kind: 'notRead' } });
    assert.equal(verdictOf({ source: old }, 'whitelist', 'source'), 'notApplicable');
    assert.equal(verdictOf({ source: selfHosted('10.0.0.1:6379') }, 'whitelist', 'source'), 'notApplicable');
    for (const engine_version of ['4.0', '10.0', undefined, 'new']) {
      const one = dcs('a', { detail: detail({ engine_version }) });
      assert.equal(verdictOf({ source: one }, 'whitelist', 'source'), 'passed', engine_version);
    }
  });

  it('is judged although the instance itself could not be read', () => {
    for (const missing of unknowns) {
      const one = dcs('a', { detail: missing, whitelist: known(listOf(['10.0.0.1'])) });
      assert.equal(verdictOf({ source: one }, 'whitelist', 'source'), 'error');
    }
  });
});

describe('preflight: passwords', () => {
  const rows: readonly [takesAll: boolean | undefined, hasPassword: boolean, verdict: string][] = [
    [false, true, 'passed'],
    [false, false, 'warning'],
    [true, false, 'passed'],
    [true, true, 'warning'],
    [undefined, true, 'notChecked'],
    [undefined, false, 'notChecked'],
  ];
  for (const [takes_all, hasPassword, verdict] of rows) {
    it(`takes all: ${takes_all}, given: ${hasPassword}: ${verdict}`, () => {
      const end = dcs('a', { detail: detail({ takes_all }), hasPassword });
      assert.equal(verdictOf({ source: end }, 'passwordGiven', 'source'), verdict);
      assert.equal(verdictOf({ target: end }, 'passwordGiven', 'target'), verdict);
    });
  }

  it('of a Redis that the cloud does not know are not checked', () => {
    assert.deepEqual(checkOf({ source: selfHosted('10.0.0.1:6379') }, 'passwordGiven', 'source').missing, {
      kind: 'selfHosted',
    });
  });

  it('may have a quote in them, which old instances misread', () => {
    const of = (hasPassword: boolean, hasQuote: boolean) =>
      [dcs('a', { hasPassword, hasQuote }), { ...selfHosted('10.0.0.1:1'), hasPassword, hasQuote }].map((source) =>
        verdictOf({ source }, 'passwordQuote', 'source'),
      );
    assert.deepEqual(of(true, true), ['warning', 'warning']);
    assert.deepEqual(of(true, false), ['passed', 'passed']);
    assert.deepEqual(of(false, false), ['notApplicable', 'notApplicable']);
  });
});

describe('preflight: SSL', () => {
  it('is an error where it is on, and is not checked where nobody knows', () => {
    assert.equal(verdictOf({ source: dcs('a', { ssl: known(true) }) }, 'ssl', 'source'), 'error');
    assert.equal(verdictOf({ target: dcs('b', { ssl: known(true) }) }, 'ssl', 'target'), 'error');
    assert.equal(verdictOf({}, 'ssl', 'source'), 'passed');
    assert.equal(verdictOf({ source: selfHosted('10.0.0.1:6379') }, 'ssl', 'source'), 'notChecked');
  });
});
