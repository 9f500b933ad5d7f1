import assert from 'node:assert/strict';
import { lookAtMachine } from '../../../src/task/machine.ts';
import { type Answer, json, withFaultyServer } from '../../support/network/faultyServer.ts';
import { connectionTo } from '../../support/network/observedCall.ts';

const name = { projectId: 'project-1', taskId: 'task-1' };

/** A job of this status, where there is one, and a task of that. */
function cloud(task: string | undefined, job = 'SUCCESS'): Answer {
  return (socket, { target }) =>
    socket.end(
      target.includes('/jobs/')
        ? json(200, { job_id: 'job-1', status: job, fail_reason: 'no host left' })
        : json(200, { task_id: 'task-1', status: task, error_message: 'broken', ecs_tenant_private_ip: '192.168.0.9' }),
    );
}

async function look(answer: Answer, jobId: string | undefined): Promise<string> {
  return withFaultyServer(answer, async ({ url }) => {
    const machine = await lookAtMachine(connectionTo(url), { ...name, jobId });
    if (machine.kind === 'ready') return `ready ${machine.address}`;
    return machine.kind === 'failed' ? `failed ${machine.reason}` : machine.kind;
  });
}

describe('lookAtMachine without a job', () => {
  const table: readonly (readonly [status: string | undefined, expected: string])[] = [
    [undefined, 'starting'],
    ['', 'starting'],
    ['CREATING', 'starting'],
    ['creating', 'starting'],
    ['WAITING_FOR_SOMETHING_NEW', 'starting'],
    ['RELEASING', 'starting'],
    ['RUNNING', 'ready 192.168.0.9'],
    ['running', 'ready 192.168.0.9'],
    ['MIGRATING', 'ready 192.168.0.9'],
    ['FULLMIGRATING', 'ready 192.168.0.9'],
    ['INCRMIGEATING', 'ready 192.168.0.9'],
    ['INCRMIGRATING', 'ready 192.168.0.9'],
    ['SUCCESS', 'ready 192.168.0.9'],
    ['TERMINATED', 'ready 192.168.0.9'],
    ['FAILED', 'failed broken'],
    ['MIGRATION_FAILED', 'failed broken'],
    ['CREATE_FAILED', 'failed broken'],
    ['ERROR', 'failed broken'],
    ['DELETED', 'gone'],
    ['RELEASED', 'gone'],
  ];
  for (const [status, expected] of table) {
    it(`${status}: ${expected}`, async () => assert.equal(await look(cloud(status), undefined), expected));
  }
});

describe('lookAtMachine with a job', () => {
  const table: readonly (readonly [job: string, task: string, expected: string])[] = [
    ['INIT', 'CREATING', 'starting'],
    ['RUNNING', 'RUNNING', 'starting'],
    ['SOMETHING_NEW', 'CREATING', 'starting'],
    ['FAIL', 'CREATING', 'failed no host left'],
    ['SUCCESS', 'RUNNING', 'ready 192.168.0.9'],
    ['SUCCESS', 'CREATING', 'ready 192.168.0.9'],
    ['SUCCESS', 'FAILED', 'failed broken'],
    ['SUCCESS', 'DELETED', 'gone'],
  ];
  for (const [job, task, expected] of table) {
    it(`${job}, ${task}: ${expected}`, async () => assert.equal(await look(cloud(task, job), 'job-1'), expected));
  }
});
