import assert from 'node:assert/strict';
import { type CutOverFacts, checklist, standsInTheWay } from '../../../../src/task/cutOver/checklist.ts';
import type { Item, ItemId } from '../../../../src/task/cutOver/item.ts';
import { lifecycleOf } from '../../../../src/task/lifecycle.ts';
import type { Check } from '../../../../src/task/preflight/check.ts';
import type { Happened, RecordNote } from '../../../../src/task/record/recordNotes.ts';
import type { Sample } from '../../../../src/task/sample.ts';

const begin = Date.parse('2026-06-01T12:00:00.000Z');
const seconds = (count: number) => begin + count * 1000;

interface Figures {
  readonly lag?: number;
  readonly keys?: number;
  readonly ops?: number;
  readonly progress?: number;
  readonly status?: string;
}

/** A look ten seconds after the one before. */
function looks(...figures: readonly (Figures | undefined)[]): readonly Sample[] {
  return figures.map((one, index) => ({
    at: seconds(index * 10),
    status: one?.status ?? 'INCRMIGEATING',
    stats: one && {
      full_migration_progress: one.progress ?? 100,
      offset: one.lag ?? 0,
      source_dbsize: one.keys ?? 1000,
      target_dbsize: one.keys ?? 1000,
      target_input_kbps: 0,
      target_ops: one.ops ?? 0,
      is_migrating: true,
    },
  }));
}

function note(at: number, happened: Happened): RecordNote {
  return { at: new Date(seconds(at)).toISOString(), profile: 'cn-north-4 · p', ...happened };
}

const tick = (at: number, item: ItemId, isTicked = true) => note(at, { kind: 'ticked', item, isTicked });
const waive = (at: number, item: ItemId) => note(at, { kind: 'waived', item, what: 'words' });
const compared = (at: number, outcome: 'equal' | 'different' | 'unclear') =>
  note(at, { kind: 'compared', outcome, summary: '10 keys' });

const passing = (
  ['swapWhitelist', 'swapInstances', 'swapTypes', 'swapPublicAccess', 'swapSubnet', 'swapPassword', 'swapPort'] as const
).map((id): Check => ({ id, verdict: 'passed', evidence: {} }));

const withCheck = (change: Check) => passing.map((check) => (check.id === change.id ? change : check));

interface Given extends Partial<CutOverFacts> {
  readonly status?: string;
  readonly exchange?: string;
}

function listOf({ status, exchange, samples = looks({}, {}, {}), ...given }: Given = {}): readonly Item[] {
  const now = given.now ?? samples.at(-1)?.at ?? begin;
  const task = {
    status: status ?? samples.at(-1)?.status ?? 'INCRMIGEATING',
    migration_method: 'incremental_migration',
    released_at: undefined,
    task_status: exchange,
    samples,
  };
  const facts = { notes: [], ends: passing, isChanged: false, writesForEver: false, ...given, samples, now };
  return checklist({ ...facts, life: lifecycleOf(task, now) });
}

function itemOf(id: ItemId, given: Given = {}): Item {
  const item = listOf(given).find((one) => one.id === id);
  assert.ok(item, id);
  return item;
}

/** What is to be seen of an item, in short. */
function seen(id: ItemId, given: Given = {}): string {
  const { state, by, evidence, mayTick, mayWaive, waived } = itemOf(id, given);
  const may = [...(mayTick ? ['tick'] : []), ...(mayWaive ? ['waive'] : [])].join('+') || 'nothing';
  return `${state} by ${by}: ${evidence.kind}; may ${may}${waived ? '; waived' : ''}`;
}

describe('the checklist of a cut-over', () => {
  it('has at least seven items for each way, and what comes after', () => {
    const items = listOf();
    const of = (way: 'swap' | 'repoint') => items.filter((item) => item.of === 'both' || item.of === way);
    assert.ok(of('swap').length >= 7);
    assert.ok(of('repoint').length >= 7);
    assert.deepEqual(
      items.filter((item) => item.of === 'after').map(({ id }) => id),
      ['applicationsUseTarget', 'changesSetBack', 'taskDeleted', 'reportKept'],
    );
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });

  it('lets nobody go before each item is so, or was waived', () => {
    const said: readonly ItemId[] = ['writesStopped', 'clientsReconnect', 'newAddress', 'targetPassword'];
    const samples = looks({}, {}, {}, {}, {}, {});
    const notes = [compared(11, 'equal'), ...said.map((item) => tick(12, item))];
    const left = (more: Given) => standsInTheWay(listOf({ samples, notes, ...more }), 'repoint').map(({ id }) => id);
    assert.deepEqual(left({}), []);
    assert.deepEqual(left({ notes: notes.slice(0, -1) }), []);
    assert.deepEqual(left({ notes: notes.filter((one) => one.kind !== 'compared') }), ['keysCompared']);
    assert.deepEqual(left({ notes: [...notes.slice(1), waive(20, 'keysCompared')] }), []);
    assert.deepEqual(
      standsInTheWay(listOf({ samples, notes: [] }), 'swap').map(({ id }) => id),
      ['writesStopped', 'keysCompared', 'clientsReconnect'],
    );
  });
});

describe('in sync', () => {
  const cases: readonly (readonly [name: string, expected: string, given: Given])[] = [
    ['ready', 'done by seen: inSync; may nothing', {}],
    ['seen once', 'open by seen: behind; may nothing', { samples: looks({}) }],
    ['behind', 'open by seen: behind; may nothing', { samples: looks({ lag: 5000 }, { lag: 4000 }) }],
    ['growing', 'wrong by seen: behind; may nothing', { samples: looks({ lag: 0 }, { lag: 0 }, { lag: 5000 }) }],
    ['a look that failed', 'open by seen: behind; may nothing', { samples: looks({}, {}, undefined) }],
    ['never looked at', 'notKnown by seen: noFigures; may nothing', { samples: [] }],
    ['looked at long ago', 'notKnown by seen: oldFigures; may nothing', { now: seconds(51) }],
    ['copying again', 'wrong by seen: notIncremental; may nothing', { samples: looks({}, {}, { progress: 40 }) }],
    ['stopped', 'wrong by seen: notIncremental; may nothing', { status: 'TERMINATED' }],
    ['being swapped', 'open by seen: behind; may nothing', { exchange: 'EXCHANGING' }],
  ];
  for (const [name, expected, given] of cases) it(name, () => assert.equal(seen('inSync', given), expected));

  it('is never waived', () => {
    const notes = [waive(0, 'inSync')];
    assert.equal(itemOf('inSync', { samples: looks({ lag: 5000 }), notes }).waived, undefined);
  });
});

describe('writes at the source stopped', () => {
  const quiet = looks({ ops: 900, keys: 990 }, { ops: 900 }, {}, {}, {});
  const cases: readonly (readonly [name: string, expected: string, given: Given])[] = [
    ['nobody has said so', 'open by person: unsaid; may tick+waive', {}],
    ['said', 'done by person: ticked; may tick+waive', { samples: quiet, notes: [tick(1, 'writesStopped')] }],
    [
      'taken back',
      'open by person: unsaid; may tick+waive',
      { notes: [tick(1, 'writesStopped'), tick(2, 'writesStopped', false)] },
    ],
    ['gone on without', 'open by person: unsaid; may tick+waive; waived', { notes: [waive(1, 'writesStopped')] }],
    [
      'keys that grow',
      'wrong by person: keysGrow; may tick',
      { samples: looks({}, {}, {}, { keys: 1001 }), notes: [tick(1, 'writesStopped')] },
    ],
    [
      'a lag that moves',
      'wrong by person: lagMoves; may tick',
      { samples: looks({}, {}, {}, { lag: 101 }), notes: [tick(1, 'writesStopped')] },
    ],
    [
      'operations at the target',
      'wrong by person: operations; may tick',
      { samples: looks({}, {}, {}, { ops: 21 }), notes: [tick(1, 'writesStopped')] },
    ],
    [
      'what was against it, after which nothing more was',
      'wrong by person: lagMoves; may tick',
      { samples: looks({}, {}, {}, { lag: 101 }, {}, {}), notes: [tick(1, 'writesStopped')] },
    ],
    [
      'said anew after that',
      'done by person: ticked; may tick+waive',
      {
        samples: looks({}, {}, {}, { lag: 101 }, {}, {}),
        notes: [tick(1, 'writesStopped'), tick(40, 'writesStopped')],
      },
    ],
    [
      'fewer keys, and a PING',
      'done by person: ticked; may tick+waive',
      { samples: looks({}, {}, {}, { keys: 900, lag: 14, ops: 20 }), notes: [tick(1, 'writesStopped')] },
    ],
    [
      'a lag below the one that is small enough here',
      'done by person: ticked; may tick+waive',
      { samples: looks({}, {}, {}, { lag: 499 }), notes: [tick(1, 'writesStopped')], cutOverLag: 500 },
    ],
    [
      'a lag that is not below it',
      'wrong by person: lagMoves; may tick',
      { samples: looks({}, {}, {}, { lag: 500 }), notes: [tick(1, 'writesStopped')], cutOverLag: 500 },
    ],
    [
      'operations of a comparison',
      'done by person: ticked; may tick+waive',
      { samples: looks({}, {}, {}, { ops: 900 }), notes: [tick(1, 'writesStopped'), compared(33, 'equal')] },
    ],
    [
      'operations long before a comparison, and after it',
      'wrong by person: operations; may tick',
      {
        samples: looks({}, {}, {}, { ops: 900 }),
        notes: [compared(2, 'equal'), tick(3, 'writesStopped'), compared(600, 'equal')],
      },
    ],
    [
      'writes that nobody can end',
      'done by person: ticked; may tick+waive',
      { samples: looks({}, {}, {}, { ops: 900 }), notes: [tick(1, 'writesStopped')], writesForEver: true },
    ],
  ];
  for (const [name, expected, given] of cases) it(name, () => assert.equal(seen('writesStopped', given), expected));

  it('no waiver helps where it is seen that it is not so', () => {
    const notes = [tick(1, 'writesStopped'), waive(2, 'writesStopped')];
    assert.equal(itemOf('writesStopped', { samples: looks({}, {}, {}, { lag: 101 }), notes }).waived, undefined);
  });
});

describe('keys compared', () => {
  const cases: readonly (readonly [name: string, expected: string, notes: readonly RecordNote[]])[] = [
    ['nobody has', 'open by person: unsaid; may tick+waive', []],
    ['equal', 'done by seen: compared; may waive', [compared(5, 'equal')]],
    ['different', 'wrong by seen: compared; may waive', [compared(5, 'different')]],
    [
      'different, and waived',
      'wrong by seen: compared; may waive; waived',
      [compared(5, 'different'), waive(6, 'keysCompared')],
    ],
    [
      'different, waived, and different again',
      'wrong by seen: compared; may waive',
      [compared(5, 'different'), waive(6, 'keysCompared'), compared(7, 'different')],
    ],
    [
      'different, and ticked',
      'wrong by seen: compared; may waive',
      [compared(5, 'different'), tick(6, 'keysCompared')],
    ],
    ['not clear', 'notKnown by seen: compared; may tick+waive', [compared(5, 'unclear')]],
    [
      'not clear, and ticked',
      'done by person: ticked; may tick+waive',
      [compared(5, 'unclear'), tick(6, 'keysCompared')],
    ],
    ['ticked', 'done by person: ticked; may tick+waive', [tick(5, 'keysCompared')]],
    ['equal after different', 'done by seen: compared; may waive', [compared(5, 'different'), compared(6, 'equal')]],
    [
      'before it was started again',
      'open by person: comparedBefore; may tick+waive',
      [compared(1, 'equal'), note(2, { kind: 'asked', action: 'restart', outcome: 'accepted' })],
    ],
  ];
  for (const [name, expected, notes] of cases) it(name, () => assert.equal(seen('keysCompared', { notes }), expected));

  it('before the copy was complete', () => {
    const samples = looks({ progress: 50, status: 'FULLMIGRATING' }, {}, {});
    assert.equal(itemOf('keysCompared', { samples, notes: [compared(5, 'equal')] }).evidence.kind, 'comparedBefore');
    assert.equal(itemOf('keysCompared', { samples, notes: [compared(11, 'equal')] }).state, 'done');
  });
});

describe('what the ends tell', () => {
  const cases: readonly (readonly [name: string, id: ItemId, expected: string, given: Given])[] = [
    ['not read', 'whitelistFits', 'notKnown by person: endsNotRead; may tick+waive', { ends: undefined }],
    ['not read', 'portsFit', 'notKnown by person: endsNotRead; may waive', { ends: undefined }],
    ['the same clients', 'whitelistFits', 'done by seen: ends; may waive', {}],
    [
      'clients that are kept out',
      'whitelistFits',
      'wrong by seen: ends; may waive',
      { ends: withCheck({ id: 'swapWhitelist', verdict: 'warning', evidence: { missing: ['10.0.0.1'] } }) },
    ],
    [
      'no instance of the cloud',
      'whitelistFits',
      'notKnown by person: ends; may tick+waive',
      { ends: withCheck({ id: 'swapWhitelist', verdict: 'notApplicable', evidence: {} }) },
    ],
    [
      'no instance of the cloud, and a person knows',
      'whitelistFits',
      'done by person: ticked; may tick+waive',
      {
        ends: withCheck({ id: 'swapWhitelist', verdict: 'notApplicable', evidence: {} }),
        notes: [tick(1, 'whitelistFits')],
      },
    ],
    ['the same port', 'portsFit', 'done by seen: ends; may waive', {}],
    [
      'other ports',
      'portsFit',
      'wrong by seen: ends; may nothing',
      { ends: withCheck({ id: 'swapPort', verdict: 'error', evidence: { source: 6379, target: 6380 } }) },
    ],
    ['the same password', 'passwordsFit', 'done by seen: ends; may waive', {}],
    [
      'other passwords',
      'passwordsFit',
      'wrong by seen: ends; may waive',
      { ends: withCheck({ id: 'swapPassword', verdict: 'warning', evidence: { difference: 'password' } }) },
    ],
    ['the same password', 'targetPassword', 'done by seen: ends; may waive', {}],
    [
      'other passwords',
      'targetPassword',
      'open by person: unsaid; may tick+waive',
      { ends: withCheck({ id: 'swapPassword', verdict: 'warning', evidence: { difference: 'password' } }) },
    ],
    ['all conditions', 'swapPossible', 'done by seen: ends; may waive', {}],
    [
      'too old',
      'swapPossible',
      'wrong by seen: ends; may nothing',
      { ends: withCheck({ id: 'swapInstances', verdict: 'error', evidence: { source: '3.0', target: '5.0' } }) },
    ],
    [
      'not said',
      'swapPossible',
      'notKnown by person: ends; may waive',
      { ends: withCheck({ id: 'swapTypes', verdict: 'notChecked', evidence: {}, missing: { kind: 'notSaid' } }) },
    ],
  ];
  for (const [name, id, expected, given] of cases) it(`${id}: ${name}`, () => assert.equal(seen(id, given), expected));

  it('names the conditions that do not hold, and those alone', () => {
    const ends = withCheck({ id: 'swapPublicAccess', verdict: 'error', evidence: { isSource: true, isTarget: false } });
    const { evidence } = itemOf('swapPossible', { ends });
    assert.deepEqual(evidence.kind === 'ends' && evidence.checks.map(({ id }) => id), ['swapPublicAccess']);
  });
});

describe('what comes after', () => {
  const cases: readonly (readonly [id: ItemId, expected: string, given: Given])[] = [
    ['changesSetBack', 'open by seen: left; may nothing', { isChanged: true }],
    ['changesSetBack', 'done by seen: nothingLeft; may nothing', {}],
    ['taskDeleted', 'open by seen: left; may nothing', { status: 'TERMINATED' }],
    ['taskDeleted', 'done by seen: nothingLeft; may nothing', { status: 'DELETED' }],
    ['applicationsUseTarget', 'open by person: unsaid; may tick', {}],
    ['applicationsUseTarget', 'done by person: ticked; may tick', { notes: [tick(1, 'applicationsUseTarget')] }],
    ['reportKept', 'done by person: ticked; may tick', { notes: [tick(1, 'reportKept')] }],
  ];
  for (const [id, expected, given] of cases) it(`${id}: ${expected}`, () => assert.equal(seen(id, given), expected));
});

describe('a tick', () => {
  const asked = (
    at: number,
    action: 'restart' | 'configure' | 'rollBackIp' | 'stop',
    outcome: 'accepted' | 'refused',
  ) => note(at, { kind: 'asked', action, outcome });
  const cases: readonly (readonly [name: string, given: Given, isOld: boolean])[] = [
    ['of a task that was started again', { notes: [asked(2, 'restart', 'accepted')] }, true],
    ['where a start was refused', { notes: [asked(2, 'restart', 'refused')] }, false],
    ['of a task that was configured anew', { notes: [asked(2, 'configure', 'accepted')] }, true],
    ['of a task that was rolled back', { notes: [asked(2, 'rollBackIp', 'accepted')] }, true],
    ['of a task that was stopped', { notes: [asked(2, 'stop', 'accepted')] }, false],
    [
      'of a task that was started again by a clock that had been set back',
      { notes: [asked(-900, 'restart', 'accepted')] },
      true,
    ],
    ['of an earlier run', { begunAfter: seconds(5) }, true],
    ['from before a full copy that began again', { samples: looks({}, {}, { progress: 10 }, {}, {}) }, true],
    ['from before a look that failed', { samples: looks({}, {}, undefined, {}, {}) }, false],
  ];
  for (const [name, given, isOld] of cases)
    it(`${name} is ${isOld ? 'old' : 'good'}`, () => {
      const notes = [tick(1, 'clientsReconnect'), ...(given.notes ?? [])];
      const { state, evidence } = itemOf('clientsReconnect', { ...given, notes });
      assert.deepEqual([state, evidence.kind], isOld ? ['open', 'oldTick'] : ['done', 'ticked']);
    });

  it('that applications use the target goes with a roll back alone', () => {
    const ticked = tick(1, 'applicationsUseTarget');
    assert.equal(itemOf('applicationsUseTarget', { notes: [ticked, asked(2, 'restart', 'accepted')] }).state, 'done');
    assert.equal(
      itemOf('applicationsUseTarget', { notes: [ticked, asked(2, 'rollBackIp', 'accepted')] }).state,
      'open',
    );
  });

  it('has its time and its profile, and a waiver of before it began anew counts no more', () => {
    const { evidence } = itemOf('newAddress', { notes: [tick(1, 'newAddress')] });
    assert.deepEqual(evidence, { kind: 'ticked', tick: { at: seconds(1), profile: 'cn-north-4 · p' } });
    const notes = [waive(1, 'newAddress'), asked(2, 'restart', 'accepted')];
    assert.equal(itemOf('newAddress', { notes }).waived, undefined);
  });
});
