import assert from 'node:assert/strict';
import { unsentFaults } from '../support/network/faults.ts';
import type { Record } from './record.ts';

/** At most one task of its name, whatever happened. */
export function assertNeverTwice({ ledger }: Record): void {
  assert.ok(ledger.length <= 1, `${ledger.length} tasks`);
}

/** Sent once more only where nothing of it can have been carried out; and never more often than it was handed over. */
export function assertNoSecondPost({ posts, touched, passedOn }: Record): void {
  for (const fault of posts.slice(0, -1)) assert.ok(unsentFaults.has(fault), `sent again after: ${fault}`);
  assert.ok(passedOn <= 1, `carried out ${passedOn} times`);
  assert.ok(touched <= posts.length, `${touched} arrived of ${posts.length}`);
}

/** What was told is what the sandbox knows. */
export function assertTrue({ told, ledger, shard, namesake, cancel }: Record): void {
  const [task] = ledger;
  /** The looking ended, of itself or called off, before the list could have shown the task. */
  const assertNotOverlooked = (until: Date, created: Date) =>
    assert.ok(
      until.getTime() - shard.ahead < created.getTime() + shard.listLag,
      `overlooked (${cancel ?? 'not cancelled'})`,
    );
  switch (told.kind) {
    case 'created':
      assert.notEqual(told.taskId, namesake, 'a task that was there before');
      assert.equal(told.taskId, task?.taskId);
      if (told.how === 'answered') assert.equal(told.jobId, task?.jobId);
      return;
    case 'refused':
    case 'notSent':
      assert.equal(task, undefined, 'there is a task');
      return;
    case 'several':
      // Which one it is, if any, is for a person to say: ours must be among them.
      assert.ok(told.taskIds.every((taskId) => taskId === namesake || taskId === task?.taskId));
      if (task !== undefined && !told.taskIds.includes(task.taskId)) assertNotOverlooked(told.until, task.time);
      return;
    case 'none':
      if (task !== undefined) assertNotOverlooked(told.until, task.time);
  }
}

/** The journal has what is unknown, and nothing that is known. */
export function assertNoted({ told, open, settled, unnoted }: Record): void {
  assert.deepEqual(unnoted, []);
  assert.equal(open?.operationId, 'operationId' in told ? told.operationId : undefined);
  assert.equal(settled, told.kind === 'created' ? 1 : 0);
  if (open !== undefined) assert.notEqual(open.sentAt, undefined);
}

/** Each task that there is was told of, or is found by whoever looks later. */
export function assertSeen({ told, ledger, later, shard }: Record): void {
  const [task] = ledger;
  if (!('operationId' in told)) {
    assert.equal(task !== undefined, told.kind === 'created');
  } else if (shard.denied === 'dcs:migrationTask:list') {
    assert.equal(later?.kind, 'notLooked');
  } else if (later?.kind === 'several') {
    assert.equal(shard.denied, 'dcs:migrationTask:get');
    if (task !== undefined) assert.ok(later.taskIds.includes(task.taskId));
  } else if (task === undefined) {
    assert.equal(later?.kind, 'none');
  } else {
    assert.ok(later?.kind === 'created' && later.taskId === task.taskId, `later: ${later?.kind}`);
  }
}

const columns = ['answered', 'found', 'refused', 'notSent', 'none', 'several', 'notLooked'] as const;

/** Which fault led to what: of the last POST, how often, how often there was a task, and what was told. */
export function tableOf(records: readonly Record[]): string {
  const rows = new Map<string, Record[]>();
  for (const record of records) {
    const fault = record.posts.at(-1) ?? '(not handed over)';
    rows.set(fault, [...(rows.get(fault) ?? []), record]);
  }
  const head = line('last POST', ['runs', 'tasks', ...columns]);
  const lines = [...rows].sort().map(([fault, ofIt]) => rowOf(fault, ofIt));
  return [head, ...lines, rowOf('all', records)].join('\n');
}

function rowOf(name: string, records: readonly Record[]): string {
  const tasks = records.filter(({ ledger }) => ledger.length > 0).length;
  const told = columns.map((column) => records.filter((record) => wordFor(record) === column).length);
  return line(name, [records.length, tasks, ...told]);
}

function wordFor({ told }: Record): string {
  return told.kind === 'created' ? told.how : told.kind;
}

function line(name: string, cells: readonly (string | number)[]): string {
  return `  ${name.padEnd(38)}${cells.map((cell) => String(cell === 0 ? '' : cell).padStart(10)).join('')}`;
}
