import assert from 'node:assert/strict';
import { keysIn, keyspaceIn, sizeIn } from '../../../../src/task/preflight/keyspace.ts';
import { checkOf, dcs, detail, known, parameters, selfHosted, unknowns, verdictOf } from './preflightSamples.ts';

type Keys = readonly (readonly [number, number])[];

const holding = (keys: Keys, changes: Parameters<typeof detail>[0] = {}, id = 'b') =>
  dcs(id, { detail: detail(changes), inside: known({ isRight: true, keys: known(keys) }) });

describe('what INFO keyspace and DBSIZE print', () => {
  const spaces: readonly [text: string, found: Keys | undefined][] = [
    [
      '# Keyspace\r\ndb0:keys=12,expires=3,avg_ttl=0\r\ndb3:keys=7,expires=0,avg_ttl=0\r\n',
      [
        [0, 12],
        [3, 7],
      ],
    ],
    ['"# Keyspace\\r\\ndb0:keys=12,expires=3,avg_ttl=0\\r\\n"', [[0, 12]]],
    ['db15:keys=1', [[15, 1]]],
    ['# Keyspace\ndb0:keys=0,expires=0', []],
    ['# Keyspace\r\n', []],
    ['"# Keyspace\\r\\n"', []],
    ['', []],
    ['nil', []],
    ['(nil)', []],
    ["(error) ERR unknown command 'INFO'", undefined],
    ['NOAUTH Authentication required.', undefined],
    ['# Server\r\nredis_version:5.0', undefined],
  ];
  for (const [text, found] of spaces) {
    it(JSON.stringify(text), () => assert.deepEqual(keyspaceIn(text), found));
  }

  it('counts', () => {
    assert.deepEqual(['(integer) 12', '12', ' "0" ', '(error) ERR', '', '1.5', 'nil'].map(sizeIn), [
      12,
      12,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.equal(
      keysIn([
        [0, 12],
        [3, 7],
      ]),
      19,
    );
  });
});

describe('preflight: whether a password is right', () => {
  it('is what the instance says, and nothing where it has none or is not known', () => {
    const of = (isRight: boolean) => dcs('a', { inside: known({ isRight, keys: { kind: 'notRead' } }) });
    assert.equal(verdictOf({ source: of(true) }, 'passwordRight', 'source'), 'passed');
    assert.equal(verdictOf({ source: of(false) }, 'passwordRight', 'source'), 'error');
    assert.equal(verdictOf({ target: of(false) }, 'passwordRight', 'target'), 'error');
    const open = dcs('a', { detail: detail({ takes_all: true }) });
    assert.equal(verdictOf({ source: open }, 'passwordRight', 'source'), 'notApplicable');
    assert.equal(verdictOf({ source: selfHosted('10.0.0.1:6379') }, 'passwordRight', 'source'), 'notChecked');
  });

  it('has not passed where it was not tried, and says why', () => {
    const reasons = [
      ...unknowns,
      { kind: 'noPassword' },
      { kind: 'refused', code: 'DCS.4231' },
      { kind: 'notRunning', status: 'EXTENDING' },
      { kind: 'tooOld' },
    ] as const;
    for (const missing of reasons) {
      const check = checkOf({ source: dcs('a', { inside: missing }) }, 'passwordRight', 'source');
      assert.deepEqual([check.verdict, check.missing], ['notChecked', missing]);
    }
  });
});

describe('preflight: what is in the target', () => {
  const of = (target: ReturnType<typeof holding>) => checkOf({ target }, 'targetEmpty');

  it('is its keys, by database, whatever its memory says', () => {
    const check = of(
      holding(
        [
          [0, 5],
          [7, 1],
        ],
        { used_memory: 1 },
      ),
    );
    assert.deepEqual(
      [check.verdict, check.evidence],
      [
        'warning',
        {
          keyspace: [
            [0, 5],
            [7, 1],
          ],
        },
      ],
    );
    assert.equal(of(holding([], { used_memory: 900 })).verdict, 'passed');
  });

  it('is more than the keys of one shard', () => {
    const cluster = { cache_mode: 'cluster', ip: '10.0.0.1,10.0.0.2' };
    assert.equal(of(holding([], { ...cluster, used_memory: 900 })).verdict, 'warning');
    assert.equal(of(holding([], { ...cluster, used_memory: 9 })).verdict, 'passed');
    assert.equal(of(holding([[0, 1]], { ...cluster, used_memory: 9 })).verdict, 'warning');
  });

  it('is told from its memory where its keys are not known', () => {
    const wrong = known({ isRight: false, keys: { kind: 'notRead' } } as const);
    for (const inside of [{ kind: 'noPassword' } as const, wrong]) {
      assert.equal(of(dcs('b', { inside, detail: detail({ used_memory: 900 }) })).verdict, 'warning');
      assert.equal(of(dcs('b', { inside })).verdict, 'passed');
    }
  });
});

describe('preflight: the databases of the source', () => {
  const cluster = dcs('b', { detail: detail({ cache_mode: 'cluster' }) });
  const proxy = (multiDb: string) =>
    dcs('b', { detail: detail({ cache_mode: 'proxy' }), parameters: parameters({ 'multi-db': multiDb }) });
  const of = (keys: Keys, target: typeof cluster) =>
    checkOf({ source: holding(keys, {}, 'a'), target }, 'clusterDatabases');

  it('fit where the first is the only one', () => {
    for (const target of [cluster, proxy('no'), proxy('yes')]) {
      assert.equal(of([[0, 9]], target).verdict, 'passed');
      assert.equal(of([], target).verdict, 'passed');
    }
  });

  it('do not fit into a cluster, and only with multi-db behind proxies', () => {
    const check = of(
      [
        [0, 9],
        [3, 2],
      ],
      cluster,
    );
    assert.equal(check.verdict, 'error');
    assert.ok('databases' in check.evidence);
    assert.deepEqual(check.evidence.databases, [0, 3]);
    assert.equal(of([[3, 2]], proxy('no')).verdict, 'warning');
    assert.equal(of([[3, 2]], proxy('yes')).verdict, 'passed');
    assert.equal(of([[3, 2]], dcs('b')).verdict, 'passed');
  });
});
