// npm run bench: what the log of an answer costs, beside what reading the answer costs. Prints and asserts nothing.
import { exchangeText } from '../../src/cloud/explain/exchangeText.ts';
import { taskList } from '../../src/cloud/services/migrationTaskSchemas.ts';
import { shownAnswer } from '../../src/cloud/shownAnswer.ts';
import { english } from '../support/desk/english.ts';
import { median } from './samples.ts';
import { print, type Row } from './table.ts';

const rounds = 200;

/** Of a temporary key: secret, token and signature. */
const secrets = [
  'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
  'gQpjbi1ub3J0aC00jD4Ej'.repeat(150),
  '0123456789abcdef'.repeat(4),
];

/** A task as the service lists it, with what no schema declares. */
function taskAt(index: number) {
  const id = index.toString(16).padStart(32, '0');
  const instance = { addrs: '192.168.0.79:6379', id, name: 'redis-1', password: `Password-${index}` };
  return {
    task_id: id,
    task_name: `dcs-migration-${index}`,
    status: 'MIGRATING',
    migration_type: 'online_migration',
    migration_method: 'incremental_migration',
    data_source: `redis://:Password-${index}@192.168.0.79:6379`,
    source_instance: instance,
    target_instance: instance,
    description: 'the carts of the shop',
    created_at: '2021-06-16T06:12:55.508Z',
    ecs_tenant_private_ip: '192.168.192.86',
  };
}

/** Milliseconds, the median of many. */
function timeOf(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

function rowOf(what: string, count: number, trace: boolean, aim: string): Row {
  const tasks = Array.from({ length: count }, (_, index) => taskAt(index));
  const text = JSON.stringify({ count, migration_tasks: tasks });
  const body: unknown = JSON.parse(text);
  const parsing = timeOf(() => JSON.parse(text));
  const logging = timeOf(() => {
    const response = shownAnswer({ text, body }, taskList, secrets, false);
    const exchange = { method: 'GET', url: 'https://dcs.example.com/', region: 'cn-north-4', duration: 1, response };
    return exchangeText({ ...exchange, time: new Date(0) }, english, trace);
  });
  return [what, `${(logging / parsing).toFixed(1)} times (${logging.toFixed(2)} ms to ${parsing.toFixed(2)} ms)`, aim];
}

print([
  rowOf('logging a page of 500 tasks, to JSON.parse of it', 500, false, 'under 3 times'),
  rowOf('  at Trace', 500, true, ''),
  rowOf('  a page of 5,000', 5000, false, 'under 1 time'),
]);
