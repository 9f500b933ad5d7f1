import assert from 'node:assert/strict';
import type { Check } from '../../../../src/task/preflight/check.ts';
import type { DcsEnd, PreflightFacts } from '../../../../src/task/preflight/preflightFacts.ts';
import { checkOf, dcs, detail, parameters, selfHosted, unknowns, verdictOf } from './preflightSamples.ts';

const self = selfHosted('10.0.0.9:6379');
const source = (changes: Partial<DcsEnd>) => ({ source: dcs('a', changes) });
const target = (changes: Partial<DcsEnd>) => ({ target: dcs('b', changes) });

function table(id: Check['id'], rows: readonly [what: string, changes: Partial<PreflightFacts>, verdict: string][]) {
  for (const [what, changes, verdict] of rows) {
    it(`${what}: ${verdict}`, () => assert.equal(verdictOf(changes, id), verdict));
  }
}

describe('preflight: versions', () => {
  const of = (one: string | undefined, other: string | undefined) => ({
    ...source({ detail: detail({ engine_version: one }) }),
    ...target({ detail: detail({ engine_version: other }) }),
  });
  table('version', [
    ['the same', of('5.0', '5.0'), 'passed'],
    ['newer', of('5.0', '6.0'), 'passed'],
    ['newer, by number and not by letter', of('9.0', '10.0'), 'passed'],
    ['the same but for the last number', of('6.2.14', '6.2.7'), 'passed'],
    ['older', of('6.0', '5.0'), 'error'],
    ['older by a little', of('6.2', '6.0'), 'error'],
    ['a source before all', of('2.8', '5.0'), 'warning'],
    ['no version of the source', of(undefined, '5.0'), 'notChecked'],
    ['no version of the target', of('5.0', undefined), 'notChecked'],
    ['no number', of('new', '5.0'), 'notChecked'],
    ['a source of one’s own', { source: self }, 'notChecked'],
  ]);
});

describe('preflight: room in the target', () => {
  const of = (used: number | undefined, max: number | undefined, targetUsed: number | undefined = 2) => ({
    ...source({ detail: detail({ used_memory: used }) }),
    ...target({ detail: detail({ used_memory: targetUsed, max_memory: max }) }),
  });
  table('capacity', [
    ['more than enough', of(100, 4096), 'passed'],
    ['just enough', of(98, 100), 'passed'],
    ['not enough beside what is there, which may be a copy of the same', of(99, 100), 'warning'],
    ['never enough', of(101, 100), 'error'],
    ['not known of the source', of(undefined, 100), 'notChecked'],
    ['not known of the target', of(10, undefined), 'notChecked'],
    ['a source of one’s own', { source: self }, 'notChecked'],
    ['a target of one’s own', { target: self }, 'notChecked'],
  ]);

  const holds = (used_memory: number | undefined, ip = '10.0.0.1') => target({ detail: detail({ used_memory, ip }) });
  table('targetEmpty', [
    ['nothing in it', holds(2), 'passed'],
    ['nothing in a cluster', holds(9, '10.0.0.1,10.0.0.2,10.0.0.3'), 'passed'],
    ['something in it', holds(9), 'warning'],
    ['not known', holds(undefined), 'notChecked'],
    ['a target of one’s own', { target: self }, 'notChecked'],
  ]);

  it('tells the figures', () => {
    assert.deepEqual(checkOf(of(99, 100), 'capacity').evidence, { sourceUsed: 99, targetUsed: 2, targetMax: 100 });
    assert.deepEqual(checkOf(holds(9), 'targetEmpty').evidence, { used: 9 });
  });
});

describe('preflight: parameters', () => {
  const policy = (value: string | undefined) => parameters({ 'maxmemory-policy': value });
  table('eviction', [
    ['the same', {}, 'passed'],
    ['different', source({ parameters: policy('noeviction') }), 'warning'],
    ['missing', source({ parameters: policy(undefined) }), 'notChecked'],
    ['a source of one’s own', { source: self }, 'notChecked'],
  ]);

  const timeout = (value: string | undefined) => source({ parameters: parameters({ 'repl-timeout': value }) });
  table('replTimeout', [
    ['long enough', timeout('300'), 'passed'],
    ['too short', timeout('299'), 'warning'],
    ['none, as of a single node', timeout(undefined), 'notApplicable'],
    ['no number', timeout('long'), 'notChecked'],
    ['a source of one’s own', { source: self }, 'notChecked'],
  ]);

  const buffer = (value: string | undefined, max_memory: number | undefined = 8192) =>
    source({
      parameters: parameters({ 'client-output-buffer-slave-hard-limit': value }),
      detail: detail({ max_memory }),
    });
  table('outputBuffer', [
    ['a fifth', buffer('1717986918'), 'passed'],
    ['nearly a fifth', buffer('1700000000'), 'passed'],
    ['half of it', buffer('858993459'), 'warning'],
    ['no limit', buffer('0'), 'passed'],
    ['none, as of a single node', buffer(undefined), 'notApplicable'],
    ['no number', buffer('much'), 'notChecked'],
    ['a source of one’s own', { source: self }, 'notChecked'],
  ]);

  it('an output buffer is not judged without the memory', () => {
    for (const missing of [...unknowns, detail({ max_memory: undefined })]) {
      assert.equal(verdictOf(source({ detail: missing }), 'outputBuffer'), 'notChecked');
    }
  });

  const readOnly = (value: string | undefined) => target({ parameters: parameters({ 'master-read-only': value }) });
  table('targetReadOnly', [
    ['no', readOnly('no'), 'passed'],
    ['yes', readOnly('yes'), 'error'],
    ['none, as of a proxy cluster', readOnly(undefined), 'notApplicable'],
    ['nothing said', readOnly(''), 'notChecked'],
    ['a target of one’s own', { target: self }, 'notChecked'],
  ]);

  it('come with what would mend them', () => {
    const { evidence, isFixable } = checkOf(timeout('60'), 'replTimeout');
    const changes = [{ param_id: '2', param_name: 'repl-timeout', param_value: '300' }];
    assert.deepEqual([evidence, isFixable], [{ value: 60, wanted: 300, changes }, true]);
    assert.equal(checkOf(timeout('600'), 'replTimeout').isFixable, undefined);
    const small = checkOf(buffer('134217728'), 'outputBuffer');
    assert.equal(small.isFixable, true);
    assert.deepEqual(small.evidence, {
      ...{ value: 134_217_728, wanted: 1_717_986_918 },
      changes: [{ param_id: '3', param_name: 'client-output-buffer-slave-hard-limit', param_value: '1717986918' }],
    });
  });

  it('name those that need a restart, of what they would change', () => {
    const of = (need_restart: boolean | undefined, param_value = '60') => {
      const list = [
        { param_id: '1', param_name: 'repl-timeout', param_value, need_restart },
        { param_id: '2', param_name: 'appendonly', param_value: 'no', need_restart: true },
      ];
      const { evidence } = checkOf(source({ parameters: { kind: 'known', value: list, at: 5 } }), 'replTimeout');
      return 'restarts' in evidence ? evidence.restarts : undefined;
    };
    assert.deepEqual(
      [of(true), of(false), of(undefined), of(true, '600')],
      [['repl-timeout'], undefined, undefined, undefined],
    );
  });

  it('are raised no further than their range allows, and the softer limit too', () => {
    const name = 'client-output-buffer-slave';
    const limits = (highest: string) =>
      ['soft', 'hard'].map((kind, index) => ({
        ...{ param_id: String(index), param_name: `${name}-${kind}-limit`, param_value: '1000' },
        value_range: `0-${highest}`,
      }));
    const of = (highest: string) =>
      checkOf(
        source({ parameters: { kind: 'known', value: limits(highest), at: 5 }, detail: detail({ max_memory: 8192 }) }),
        'outputBuffer',
      );
    const { evidence, isFixable, at } = of('134217728');
    assert.ok('changes' in evidence);
    assert.deepEqual(
      evidence.changes?.map(({ param_name, param_value }) => `${param_name} ${param_value}`),
      [`${name}-hard-limit 134217728`, `${name}-soft-limit 134217728`],
    );
    assert.deepEqual([isFixable, at], [true, 5]);
    assert.equal(of('1000').isFixable, false);
  });
});

describe('preflight: databases', () => {
  const mode = (cache_mode: string | undefined, spec_code?: string) => detail({ cache_mode, spec_code });
  const proxy = (multiDb: string | undefined): Partial<DcsEnd> => ({
    detail: mode('proxy'),
    parameters: parameters({ 'multi-db': multiDb }),
  });
  table('clusterDatabases', [
    ['many in both', {}, 'passed'],
    ['one in a cluster', target({ detail: mode('cluster') }), 'warning'],
    ['one in a proxy', target(proxy('no')), 'warning'],
    ['one in a proxy that has no word of it', target(proxy(undefined)), 'warning'],
    ['many in a proxy', target(proxy('yes')), 'passed'],
    [
      'a cluster into a cluster',
      { ...source({ detail: mode('cluster') }), ...target({ detail: mode('cluster') }) },
      'passed',
    ],
    ['a proxy of one into a cluster', { ...source(proxy('no')), ...target({ detail: mode('cluster') }) }, 'passed'],
    ['a proxy of many into a cluster', { ...source(proxy('yes')), ...target({ detail: mode('cluster') }) }, 'warning'],
    ['a source of one’s own into a cluster', { source: self, ...target({ detail: mode('cluster') }) }, 'warning'],
    ['a source of one’s own', { source: self }, 'passed'],
    ['a target of one’s own', { target: self }, 'notChecked'],
    ['a target of no known type', target({ detail: mode(undefined, 'redis.of.tomorrow') }), 'notChecked'],
    [
      'a cluster by what it was bought as',
      target({ detail: mode(undefined, 'redis.cluster.xu1.large.r2.4') }),
      'warning',
    ],
    ['a proxy by what it was bought as', target({ detail: mode(undefined, 'dcs.cluster') }), 'warning'],
    ['read/write splitting', target({ detail: mode(undefined, 'redis.ha.xu1.large.p2.8') }), 'passed'],
  ]);

  it('of a proxy whose parameters are not known are not checked', () => {
    for (const missing of unknowns) {
      const check = checkOf(target({ detail: mode('proxy'), parameters: missing }), 'clusterDatabases');
      assert.deepEqual([check.verdict, check.missing], ['notChecked', missing]);
    }
  });
});
