import assert from 'node:assert/strict';
import { Unintelligible } from '../../../../src/cloud/errors.ts';
import {
  createOnlineMigrationTask,
  createOnlineMigrationTaskRequest,
} from '../../../../src/cloud/services/migrationTasks.ts';
import { http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

/** As the API reference prints it. */
const body = {
  name: 'dcs-migration-thrc',
  description: '创建在线数据迁移任务',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

const create = (answer: Buffer, given: Parameters<typeof createOnlineMigrationTask>[2] = body) =>
  withFaultyServer(answer, async (server) => {
    const task = await createOnlineMigrationTask(connectionTo(server.url), 'project-1', given);
    return { task, received: server.received };
  });

describe('createOnlineMigrationTask', () => {
  it('posts the documented body to the documented path', async () => {
    const { received } = await create(json(200, { instance_id: 'task-1' }));
    assert.deepEqual(
      received.map(({ method, target, body: sent }) => [method, target, JSON.parse(sent.toString())]),
      [['POST', '/v2/project-1/migration/instance', body]],
    );
  });

  it('leaves out a description that is not there', async () => {
    const { received } = await create(json(200, { instance_id: 'x' }), { ...body, description: undefined });
    assert.deepEqual(Object.keys(JSON.parse(String(received[0]?.body))), [
      'name',
      'vpc_id',
      'subnet_id',
      'security_group_id',
    ]);
  });

  it('keeps the project inside its segment of the path', () => {
    const { path } = createOnlineMigrationTaskRequest('a/b?c#d', body);
    assert.equal(path, '/v2/a%2Fb%3Fc%23d/migration/instance');
  });

  it('takes 200 to 203 with an instance_id', async () => {
    for (const status of [200, 201, 202, 203]) {
      const { task } = await create(json(status, { instance_id: 'task-1', job_id: 'job-1' }));
      assert.deepEqual([task.instance_id, task.job_id], ['task-1', 'job-1'], String(status));
    }
  });

  it('does without a job_id, and without one that is none', async () => {
    for (const job of [undefined, null, 1, {}, [], true]) {
      const { task } = await create(json(200, { instance_id: 'task-1', job_id: job }));
      assert.deepEqual([task.instance_id, task.job_id], ['task-1', undefined], JSON.stringify(job));
    }
  });

  it('does not do without the instance_id, and leaves open whether there is a task', async () => {
    const bodies = [{}, { id: 'x' }, { instance_id: '' }, { instance_id: null }, { instance_id: 1 }, []];
    for (const answer of [...bodies.map((value) => json(200, value)), http(204, ''), http(200, '')]) {
      await assert.rejects(create(answer), (error) => error instanceof Unintelligible && error.mayHaveTakenEffect);
    }
  });
});
