import assert from 'node:assert/strict';
import { type KnownTask, lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import { phaseSteps } from '../../../../src/views/tasks/phaseSteps.ts';
import { english } from '../../../support/desk/english.ts';
import { incremental, knownTask, now, samplesOf } from './knownTask.ts';

const signs = { done: '+', active: '>', failed: '!', open: '.' } as const;

/** A sign for each step, and the note of the one that stands out, without its time. */
function shown(known: KnownTask): string {
  const steps = phaseSteps(known, lifeOf(known, now), english);
  const note = steps.find(({ state }) => state === 'active' || state === 'failed')?.note.split(' · ')[0];
  return [steps.map(({ state }) => signs[state]).join(''), ...(note === undefined ? [] : [note])].join(' ');
}

const unconfigured = { migration_method: undefined };
const copying = samplesOf([{ full_migration_progress: 43.6 }], 'FULLMIGRATING');
const level = samplesOf([{ offset: 3 }, { offset: 0 }]);

describe('the steps of a task', () => {
  const cases: readonly (readonly [phase: string, known: KnownTask, steps: string])[] = [
    ['creating', knownTask({ status: 'CREATING', ...unconfigured }), '>...... under way'],
    ['toConfigure', knownTask({ status: 'RUNNING', ...unconfigured }), '+>..... waits for you'],
    ['fullCopy', knownTask({ status: 'FULLMIGRATING' }, copying), '++>.... 43 %'],
    ['fullCopy without figures', knownTask({ status: 'FULLMIGRATING' }), '++>.... under way'],
    ['catchingUp', knownTask({}, samplesOf([{ offset: 5000 }])), '+++>... lag 5,000'],
    ['inSync', knownTask({}, level), '++++>.. lag 0'],
    ['exchanging', knownTask({}, level, 'EXCHANGING'), '+++++>. IPs are being swapped'],
    ['exchanged', knownTask({}, level, 'EXCHANGE_SUCCESS'), '++++++> waits for you'],
    ['migrating', knownTask({ status: 'MIGRATING' }), '++>.... under way'],
    [
      'migrating, copied',
      knownTask({ status: 'MIGRATING' }, samplesOf([{ full_migration_progress: 100 }], 'MIGRATING')),
      '+++>... under way',
    ],
    ['stopping', knownTask({ status: 'TERMINATING' }, level), '+++..>. stopping'],
    ['stopped, seen copied', knownTask({ status: 'TERMINATED' }, level), '+++..+> waits for you'],
    ['stopped, never seen before', knownTask({ status: 'TERMINATED' }), '++...+> waits for you'],
    ['finished', knownTask({ status: 'SUCCESS', migration_method: 'full_amount_migration' }), '+++>. waits for you'],
    ['failed as it was created', knownTask({ status: 'FAILED', ...unconfigured }), '!...... failed'],
    ['failed in the copy', knownTask({ status: 'FAILED' }, copying), '++!.... failed'],
    ['failed after the copy', knownTask({ status: 'FAILED' }, level), '+++!... failed'],
    ['failed, nobody saw where', knownTask({ status: 'FAILED' }), '++!.... failed here or later'],
    ['released', knownTask({ status: 'RELEASED' }), '++....+'],
    ['released, never configured', knownTask({ status: 'RELEASED', ...unconfigured }), '+.....+'],
    ['deleted', knownTask({ status: 'DELETED' }), '++....+'],
    ['unknown', knownTask({ status: 'PONDERING' }), '.......'],
  ];
  for (const [phase, known, steps] of cases) it(phase, () => assert.equal(shown(known), steps));

  it('have the times that the log tells', () => {
    const line = (second: number, message: string) => ({
      message,
      keyword: [],
      created_at: { text: '', time: new Date(now + second * 1000) },
    });
    const log = [line(-300, 'create migration ecs success.'), line(-200, 'start migration task.')];
    const known = { ...knownTask({ status: 'FULLMIGRATING' }, copying), log };
    const notes = phaseSteps(known, lifeOf(known, now), english).map(({ note }) => note);
    assert.match(notes[0] ?? '', /^done · machine up at \d/);
    assert.match(notes[1] ?? '', /^done · .* by the log$/);
  });

  it('have the times that the cloud tells, and those that this window saw', () => {
    const at = (second: number) => ({ text: '', time: new Date(now + second * 1000) });
    const copy = samplesOf([{ full_migration_progress: 90 }], 'FULLMIGRATING').map((one) => ({
      ...one,
      at: now - 60_000,
    }));
    const samples = [...copy, ...samplesOf([{ offset: 5000 }, { offset: 0 }, { offset: 0 }, { offset: 0 }])];
    const known = knownTask({ created_at: at(-600), released_at: at(-5) }, samples);
    const steps = phaseSteps(known, lifeOf(known, now), english);
    const notes = Object.fromEntries(steps.map(({ key, note }) => [key, note]));
    const clock = (seconds: number) => new Date(now + seconds * 1000).toLocaleTimeString('en-US');
    assert.equal(notes['catchUp'], `done · seen at ${clock(-30)}`);
    assert.equal(notes['inSync'], `lag 0 · seen so since ${clock(-20)}`);
    assert.match(notes['create'] ?? '', /^done · .*\d/);
    assert.equal(notes['configure'], 'done');
    assert.equal(notes['cleanUp'], 'to come');
  });

  it('say of what lies ahead that it is to come, and of what nobody saw that it is not known', () => {
    const notes = (known: KnownTask) => phaseSteps(known, lifeOf(known, now), english).map(({ note }) => note);
    assert.deepEqual(notes(knownTask({ status: incremental })).slice(-2), ['to come', 'to come']);
    assert.deepEqual(notes(knownTask({ status: 'TERMINATED' })).slice(2, 5), ['not known', 'not known', 'not known']);
  });
});
