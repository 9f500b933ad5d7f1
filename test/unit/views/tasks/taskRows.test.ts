import assert from 'node:assert/strict';
import type { ListedTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { daysIdle } from '../../../../src/desk/tasks/idleMachine.ts';
import type { Arrangement, KnownTask, TaskSight } from '../../../../src/desk/tasks/taskSight.ts';
import { lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import type { Sample } from '../../../../src/task/sample.ts';
import type { Row } from '../../../../src/views/tasks/row.ts';
import { rowsOf } from '../../../../src/views/tasks/taskRows.ts';
import { tooltipOf } from '../../../../src/views/tasks/taskTooltip.ts';
import { english } from '../../../support/desk/english.ts';
import { sightOf as sightOfNoon } from './knownTask.ts';

const now = Date.parse('2026-06-01T12:03:05Z');

function known(
  name: string,
  status: string,
  more: Partial<ListedTask> = {},
  samples: readonly Sample[] = [],
): KnownTask {
  const task = {
    task_id: `id of ${name}`,
    task_name: name,
    status,
    migration_method: 'incremental_migration',
    ...more,
  };
  return { task, detail: undefined, samples };
}

const look = (offset: number, seconds: number, status = 'INCRMIGEATING'): Sample => ({
  at: now - seconds * 1000,
  status,
  stats: { offset, full_migration_progress: 100, target_ops: 12.34, source_dbsize: 20_000, target_dbsize: 19_000 },
});

const sightOf = (tasks: readonly KnownTask[], more: Partial<TaskSight> = {}): TaskSight =>
  sightOfNoon(tasks, { asOf: now, ...more });

const byState: Arrangement = { by: 'state', only: [] };

const shown = (rows: readonly Row[], depth = 1): readonly string[] =>
  rows.flatMap(({ label, description, rows: below }) => [
    `${'  '.repeat(depth - 1)}${[label, description].filter(Boolean).join(' · ')}`,
    ...(depth < 2 ? shown(below(), depth + 1) : []),
  ]);

const team: readonly KnownTask[] = [
  known('stopped', 'TERMINATED'),
  known('copying', 'FULLMIGRATING', {}, [
    { at: now, status: 'FULLMIGRATING', stats: { full_migration_progress: 43.7, offset: 0 } },
  ]),
  known('behind', 'INCRMIGEATING', {}, [look(9000, 20), look(1204, 10)]),
  known('level', 'INCRMIGEATING', {}, [look(0, 20), look(14, 10)]),
  known('waiting', 'RUNNING'),
  known('wrong', 'FAILED', { error_message: "OOM command not allowed when used memory > 'maxmemory'." }),
  known('odd', 'SOMETHING_NEW'),
];

const swapped = (name: string, status: string, task_status: string): KnownTask => ({
  ...known(name, status, {}, status === 'INCRMIGEATING' ? [look(0, 20), look(14, 10)] : []),
  detail: { task_id: name, task_status },
});

describe('the row of a task whose addresses are swapped', () => {
  const cases: readonly (readonly [status: string, task_status: string, string, group: string, icon: string])[] = [
    ['INCRMIGEATING', 'EXCHANGING', 'IPs are being swapped', 'Running', 'loading~spin'],
    ['INCRMIGEATING', 'EXCHANGE_SUCCESS', 'IPs swapped', 'Done', 'pass-filled'],
    ['TERMINATED', 'EXCHANGE_SUCCESS', 'IPs swapped', 'Done', 'pass-filled'],
    ['TERMINATED', 'ROLLBACK_SUCCESS', 'stopped, IPs rolled back', 'Done', 'debug-stop'],
    ['INCRMIGEATING', 'ROLLBACK_SUCCESS', 'ready to cut over', 'Ready to Cut Over', 'pass'],
    ['INCRMIGEATING', 'EXCHANGE_FAILED', 'ready to cut over, IP swap failed', 'Ready to Cut Over', 'pass'],
    ['FAILED', 'EXCHANGE_SUCCESS', 'failed', 'Failed', 'error'],
    ['DELETED', 'EXCHANGE_SUCCESS', 'deleted', 'Done', 'trash'],
  ];
  for (const [status, task_status, words, group, icon] of cases) {
    it(`${status}, ${task_status}: ${words}`, () => {
      const [head] = rowsOf(sightOf([swapped('one', status, task_status)]), byState, now, english);
      const [row] = head?.rows() ?? [];
      assert.deepEqual([head?.label, row?.description, row?.icon?.name], [group, words, icon]);
    });
  }
});

describe('the rows of the tasks', () => {
  it('are in groups by what needs a person, with the phase in words', () => {
    assert.deepEqual(shown(rowsOf(sightOf(team), byState, now, english)), [
      'Failed · 1',
      '  wrong · failed: The target is too small.',
      'Waiting to Be Configured · 1',
      '  waiting · waiting to be configured',
      'Ready to Cut Over · 1',
      '  level · ready to cut over',
      'Running · 2',
      '  copying · full copy 43 %',
      '  behind · catching up, lag 1,204 falling',
      'Other · 1',
      '  odd · SOMETHING_NEW',
      'Done · 1',
      '  stopped · stopped',
    ]);
  });

  it('have the colours that the theme has for what passes, fails and waits', () => {
    const rows = rowsOf(sightOf(team), { by: 'none', only: [] }, now, english);
    const colors = Object.fromEntries(rows.map(({ label, icon }) => [label, icon?.color]));
    assert.deepEqual(
      [colors['wrong'], colors['waiting'], colors['level'], colors['copying']],
      ['testing.iconFailed', 'testing.iconQueued', 'testing.iconPassed', undefined],
    );
  });

  it('say the words of the cloud where the cause is not known, and that alone where there are none', () => {
    const of = (error_message?: string) =>
      rowsOf(sightOf([known('x', 'FAILED', { error_message })]), { by: 'none', only: [] }, now, english)[0]
        ?.description;
    assert.equal(of('Something about nothing'), 'failed: Something about nothing');
    assert.equal(of(), 'failed');
  });

  it('are flat, by target and filtered as the person wants, newest first, backup imports in one line', () => {
    const at = (time: string) => ({ created_at: { text: time, time: new Date(time) } });
    const tasks = [
      known('old', 'RUNNING', { ...at('2026-01-01'), target_instance_name: 'cache-b' }),
      known('new', 'FAILED', { ...at('2026-02-01'), target_instance_addrs: '10.0.0.1:6379' }),
      known('newest', 'RUNNING', { ...at('2026-03-01'), target_instance_name: 'cache-b' }),
    ];
    const lines = (arrangement: Arrangement, imports = 0) =>
      shown(rowsOf(sightOf(tasks, { imports }), arrangement, now, english), arrangement.by === 'none' ? 2 : 1).map(
        (line) => line.trim().replace(/ · (?:failed|waiting).*/, ''),
      );
    assert.deepEqual(lines({ by: 'none', only: [] }, 2), ['newest', 'new', 'old', '2 backup imports']);
    assert.deepEqual(lines({ by: 'target', only: [] }), ['10.0.0.1:6379 · 1', 'new', 'cache-b · 2', 'newest', 'old']);
    assert.deepEqual(lines({ by: 'state', only: ['failed'] }), ['Failed · 1', 'new', '2 more tasks are filtered out']);
  });

  it('tell menus what may be done, and copies what a line says, whole', () => {
    const [failed] = rowsOf(
      sightOf([known('wrong', 'FAILED', { ecs_tenant_private_ip: '10.0.0.9' })]),
      { by: 'none', only: [] },
      now,
      english,
    );
    assert.equal(failed?.context, 'task restart configure delete address');
    const machine = failed?.rows().find(({ label }) => label === 'Migration machine');
    assert.deepEqual([machine?.copies, machine?.context], ['10.0.0.9', 'fact copy']);
  });

  it('say what to do about a failure, with the raw text beside it, and that a cause is not known', () => {
    const facts = (error_message: string) =>
      rowsOf(sightOf([known('x', 'FAILED', { error_message })]), { by: 'none', only: [] }, now, english)[0]
        ?.rows()
        .map(({ label, description }) => `${label}: ${description}`);
    const full = facts("OOM command not allowed when used memory > 'maxmemory'.")?.slice(0, 3);
    assert.deepEqual(
      full?.map((line) => line.slice(0, 24)),
      ['Cause: The target is too', 'What to do: Enlarge the ', 'Message of the cloud: OO'],
    );
    assert.deepEqual(facts('Something else')?.slice(0, 2), [
      'Cause: not known',
      'Message of the cloud: Something else',
    ]);
  });

  it('hold nothing unseen of what others chose', () => {
    for (const text of ['a\u202Eb', 'bell\u0007', 'zero\u200Bwidth', 'line\u2028end', 'two\nlines', '\u2066x']) {
      const task = known(text, 'FAILED', { error_message: text, description: text, target_instance_name: text });
      const [target] = rowsOf(sightOf([task]), { by: 'target', only: [] }, now, english);
      const rows = [target, ...(target?.rows() ?? []), ...(target?.rows()[0]?.rows() ?? [])];
      const words = rows.map((row) => [row?.label, row?.description].join(' ')).join(' ');
      assert.doesNotMatch(words, /[\p{Cc}\p{Zl}\p{Bidi_Control}\u200B]/u, JSON.stringify(text));
    }
  });
});

describe('the rows of what could not be read again', () => {
  it('say how old they are, each', () => {
    const sight = sightOf(team, { failure: new Error('no network'), asOf: now - 60_000 });
    const rows = rowsOf(sight, { by: 'none', only: [] }, now, english);
    assert.equal(rows.length, team.length);
    for (const { label, description } of rows) assert.match(description ?? '', / · as of \d+:\d\d:\d\d/, label);
  });
});

describe('a task that waits to be configured', () => {
  const waiting = (hours: number) =>
    known('one', 'RUNNING', { created_at: { text: '', time: new Date(now - hours * 60 * 60_000) } });
  const said = (task: KnownTask) => rowsOf(sightOf([task]), { by: 'none', only: [] }, now, english)[0]?.description;

  it('says after a day that its machine is billed', () => {
    assert.equal(said(waiting(23.9)), 'waiting to be configured');
    assert.equal(said(waiting(24)), 'waiting to be configured · machine billed for a day');
    assert.equal(said(waiting(75)), 'waiting to be configured · machine billed for 3 days');
  });

  it('costs nothing in the sandbox, and where it does not wait', () => {
    const task = waiting(75);
    const life = lifeOf(task, now);
    assert.equal(daysIdle(task, life, { sandbox: false }, now), 3);
    assert.equal(daysIdle(task, life, { sandbox: true }, now), undefined);
    assert.equal(daysIdle(task, { ...life, phase: 'stopped' }, undefined, now), undefined);
  });
});

describe('a task that somebody wants to be told of', () => {
  it('says so in its row, and is asked for the contrary', () => {
    const faceOf = (task: KnownTask) => {
      const [row] = rowsOf(sightOf([task]), { by: 'none', only: [] }, now, english);
      const fact = row?.rows().find(({ id }) => id.endsWith(' notices'));
      return [row?.context.includes('notified'), fact?.label, fact?.description];
    };
    const task = known('one', 'INCRMIGEATING', {});
    assert.deepEqual(faceOf(task), [false, undefined, undefined]);
    assert.deepEqual(faceOf({ ...task, notified: true }), [true, 'Notify Me', 'on']);
  });
});

describe('a task that something was changed for', () => {
  it('says so in its row, by which the menu offers to set it back', () => {
    const contextOf = (task: KnownTask) => rowsOf(sightOf([task]), { by: 'none', only: [] }, now, english)[0]?.context;
    const task = known('one', 'INCRMIGEATING', {});
    assert.doesNotMatch(contextOf(task) ?? '', /\bchanged\b/);
    assert.match(contextOf({ ...task, changed: true }) ?? '', /^task .*\bchanged\b/);
  });
});

describe('the tooltip of a task', () => {
  const of = (task: KnownTask, sight: Partial<TaskSight> = {}) =>
    tooltipOf(task, lifeOf(task, now), sightOf([task], sight), english);

  it('is a table of what is known, and of how old it is', () => {
    const text = of(known('level', 'INCRMIGEATING', {}, [look(0, 20), look(14, 10)]));
    assert.match(text, /\| Status \| ready to cut over \(INCRMIGEATING\) \|/);
    assert.match(text, /\| Keys, source → target \| 20,000 → 19,000 \|/);
    assert.match(text, /as of \d+:\d\d:\d\d [AP]M · figures as of/);
  });

  it('says what the last refresh failed with', () => {
    assert.match(
      of(known('x', 'RUNNING'), { failure: new Error('the way is closed') }),
      /The last refresh failed: the way is closed/,
    );
  });
});
