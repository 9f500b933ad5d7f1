import assert from 'node:assert/strict';
import { listNames, lookUpName, type NameCheck } from '../../../../src/task/create/sameName.ts';
import { type Answer, http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const task = (id: string, name: string, type = 'online_migration') => ({
  task_id: id,
  task_name: name,
  migration_type: type,
  created_at: '2026-01-15T08:00:00.000Z',
});

const page = (count: number, tasks: readonly object[]) => json(200, { count, migration_tasks: tasks });
const no = (status: number, code: string) => json(status, { error_code: code, error_msg: 'no' });

/** Answers one request after the other; the last answer stays. */
function inTurn(...answers: readonly Buffer[]): Answer {
  let next = 0;
  return (socket) => {
    socket.end(answers[Math.min(next, answers.length - 1)] ?? '');
    next += 1;
  };
}

function inShort(check: NameCheck): string {
  return check.kind === 'checked' ? check.tasks.map(({ task_id }) => task_id).join() : check.kind;
}

describe('lookUpName', () => {
  const full = Array.from({ length: 1000 }, (_, index) => task(`t${index}`, index === 0 ? 'wanted' : 'other'));
  const table: Record<string, [answers: readonly Buffer[], expected: string]> = {
    'the tasks of the very name': [[page(3, [task('a', 'wanted'), task('b', 'Wanted'), task('c', 'wanted-2')])], 'a'],
    'no import of a backup file': [[page(1, [task('a', 'wanted', 'backupfile_import')])], ''],
    'on all pages': [[page(1001, full), page(1001, [task('last', 'wanted')])], 't0,last'],
    'an empty project': [[page(0, [])], ''],
    'not permitted': [[no(403, 'DCS.2007')], 'unavailable'],
    'not offered in the region': [[no(404, 'APIGW.0101')], 'unavailable'],
    'in a shape that nobody knows': [[json(200, { tasks: 'none' })], 'unavailable'],
    'a refused key': [[no(401, 'APIGW.0301')], 'failed'],
    'a failing server': [[http(503, '')], 'failed'],
    'permitted for the first page alone: what it showed must not be forgotten': [
      [page(1001, full), no(403, 'DCS.2007')],
      'failed',
    ],
    'a second page in another shape': [[page(1001, full), json(200, { tasks: 'none' })], 'failed'],
    'a second page that brings the first again': [[page(1001, full), page(1001, full)], 'failed'],
  };
  for (const [what, [answers, expected]] of Object.entries(table)) {
    it(`${what}: ${expected === '' ? 'none' : expected}`, () =>
      withFaultyServer(inTurn(...answers), async ({ url }) => {
        assert.equal(inShort(await lookUpName(connectionTo(url), 'project-1', 'wanted')), expected);
      }));
  }

  it('tells how far the clock of the cloud is from ours', () =>
    withFaultyServer(inTurn(json(200, { count: 0 }, ['Date: Thu, 15 Jan 2026 08:01:00 GMT'])), async ({ url }) => {
      const now = () => new Date('2026-01-15T08:00:00Z');
      const check = await listNames(connectionTo(url, { now }), 'project-1');
      assert.ok(check.kind === 'checked');
      assert.equal(check.clockSkewSeconds, 60);
    }));
});
