import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../src/sandbox/ledger.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { sharedWorld } from '../../../src/sandbox/world.ts';
import { exampleBody, send, withSandbox } from '../../support/network/signedClient.ts';
import { createNamed, handClock, jobTarget, noon, refusal, tasksTarget, taskTarget } from './createdTask.ts';

const unknownId = '11111111-2222-4333-8444-555555555555';
const other = sharedWorld().projects[1]?.id ?? '';

/** What the three calls say of one task. */
async function ask(sandbox: Sandbox, { taskId, jobId }: LedgerEntry) {
  const get = async (target: string) => (await send(sandbox, { target, now: noon })).body;
  const listed = (await get(tasksTarget(sandbox)))['migration_tasks'];
  assert.ok(Array.isArray(listed));
  const entry: Record<string, unknown> = listed.find(({ task_id }) => task_id === taskId);
  return { entry, detail: await get(taskTarget(sandbox, taskId)), job: await get(jobTarget(sandbox, jobId)) };
}

describe('sandbox: the detail of a migration task', () => {
  it('says what the list does not, in its own form of time', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        clock.set(2 * 3600_000 + 14 * 60_000 + 30_999);
        const { taskId } = await createNamed(sandbox, 'dcs-migration-thrc', clock.now());
        const { status, body } = await send(sandbox, { target: taskTarget(sandbox, taskId), now: clock.now() });
        assert.equal(status, 200);
        assert.deepEqual(body, {
          task_id: taskId,
          task_name: 'dcs-migration-thrc',
          description: '创建在线数据迁移任务',
          status: 'CREATING',
          migration_type: 'online_migration',
          migration_method: null,
          ecs_tenant_private_ip: null,
          released_at: null,
          resume_mode: null,
          supported_features: [],
          network_type: 'vpc',
          source_instance: null,
          target_instance: null,
          created_at: '2025/06/01 14:14:30',
          updated_at: null,
          tenant_vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
          tenant_subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
          tenant_security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
        });
      },
      { now: clock.now },
    );
  });

  it('does not know a task that is not there, of another project, or named by its job', () =>
    withSandbox(async (sandbox) => {
      const { taskId, jobId } = await createNamed(sandbox, 'here');
      const foreign = `/v2/${other}/migration/instance`;
      const theirs = String((await send(sandbox, { target: foreign, body: exampleBody() })).body['instance_id']);
      const targets = [unknownId, 'x', jobId, theirs].map((id) => taskTarget(sandbox, id));
      for (const target of [...targets, taskTarget({ projectId: other }, taskId)]) {
        const reply = await send(sandbox, { target });
        assert.deepEqual(refusal(reply), [400, 'DCS.4133'], target);
        assert.deepEqual(Object.keys(reply.body), ['error_code', 'error_msg', 'error_ext_msg']);
      }
      assert.equal((await send(sandbox, { target: taskTarget({ projectId: other }, theirs) })).status, 200);
    }));

  it('lags as the list does, while the job is known at once', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        const { taskId, jobId } = await createNamed(sandbox, 'late', noon);
        const detail = () => send(sandbox, { target: taskTarget(sandbox, taskId), now: noon });
        clock.set(4999);
        assert.deepEqual(refusal(await detail()), [400, 'DCS.4133']);
        assert.equal((await send(sandbox, { target: jobTarget(sandbox, jobId), now: noon })).status, 200);
        clock.set(5000);
        assert.equal((await detail()).status, 200);
      },
      { now: clock.now, listLag: 5000 },
    );
  });

  it('answers nobody without a signature', () =>
    withSandbox(async (sandbox) => {
      const { taskId, jobId } = await createNamed(sandbox, 'here');
      for (const target of [tasksTarget(sandbox), taskTarget(sandbox, taskId), jobTarget(sandbox, jobId)]) {
        const wrong = { accessKeyId: 'OTHER', secretAccessKey: 'other' };
        assert.deepEqual(refusal(await send(sandbox, { target, key: wrong })), [401, 'APIGW.0301']);
        assert.equal((await send(sandbox, { target, body: '{}' })).status, 405);
      }
    }));
});

describe('sandbox: the migration machine', () => {
  it('comes up in its time: the job, the list and the detail agree', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        const created = await createNamed(sandbox, 'dcs-migration-thrc', noon);
        for (const [time, task, jobStatus] of [
          [0, 'CREATING', 'INIT'],
          [1999, 'CREATING', 'INIT'],
          [2000, 'CREATING', 'RUNNING'],
          [19_999, 'CREATING', 'RUNNING'],
          [20_000, 'RUNNING', 'SUCCESS'],
          [900_000, 'RUNNING', 'SUCCESS'],
        ] as const) {
          clock.set(time);
          const { entry, detail, job } = await ask(sandbox, created);
          assert.deepEqual([entry['status'], detail['status'], job['status']], [task, task, jobStatus], String(time));
          const up = task === 'RUNNING';
          assert.deepEqual(job, {
            job_id: created.jobId,
            job_type: 'createMigrationTask',
            status: jobStatus,
            begin_time: String(noon.getTime()),
            end_time: up ? String(noon.getTime() + 20_000) : null,
            fail_reason: null,
          });
          assert.equal(entry['ecs_tenant_private_ip'], detail['ecs_tenant_private_ip']);
          if (up) assert.match(String(detail['ecs_tenant_private_ip']), /^192\.168\.0\.\d+$/);
          else assert.equal(detail['ecs_tenant_private_ip'], null);
        }
      },
      { now: clock.now },
    );
  });

  it('takes the time it is told to, none at all included', () =>
    withSandbox(
      async (sandbox) => {
        const { entry, job } = await ask(sandbox, await createNamed(sandbox, 'at-once', noon));
        assert.deepEqual([entry['status'], job['status']], ['RUNNING', 'SUCCESS']);
      },
      { now: () => noon, machineTime: 0 },
    ));

  it('fails where it is told to, in its time, and says so; asked once for each task', async () => {
    const clock = handClock();
    const asked: LedgerEntry[] = [];
    const machineFails = (entry: LedgerEntry) => {
      asked.push(entry);
      return entry.body['name'] === 'bad';
    };
    await withSandbox(
      async (sandbox) => {
        const bad = await createNamed(sandbox, 'bad', noon);
        const good = await createNamed(sandbox, 'good', noon);
        clock.set(999);
        assert.equal((await ask(sandbox, bad)).job['status'], 'RUNNING');
        clock.set(1000);
        const { entry, detail, job } = await ask(sandbox, bad);
        assert.deepEqual([entry['status'], detail['status'], job['status']], ['FAILED', 'FAILED', 'FAIL']);
        assert.match(String(job['fail_reason']), /^Sandbox: /);
        assert.equal(entry['error_message'], job['fail_reason']);
        assert.equal(job['end_time'], String(noon.getTime() + 1000));
        assert.equal(detail['ecs_tenant_private_ip'], null);
        const working = await ask(sandbox, good);
        assert.deepEqual([working.entry['status'], working.job['status']], ['RUNNING', 'SUCCESS']);
        assert.equal(working.entry['error_message'], null);
        assert.deepEqual(asked, sandbox.ledger);
      },
      { now: clock.now, machineTime: 1000, machineFails },
    );
  });

  it('has an address of its subnet, however small that is, and not one of the cloud itself', async () => {
    const [small] = sharedWorld().vpcs.flatMap((vpc) => vpc.subnets.filter(({ name }) => name === 'subnet-dev-small'));
    assert.ok(small);
    await withSandbox(
      async (sandbox) => {
        const body = exampleBody({ vpc_id: small.vpcId, subnet_id: small.id });
        const addresses: unknown[] = [];
        for (let time = 0; time < 60; time += 1) {
          const created = await send(sandbox, { target: `/v2/${sandbox.projectId}/migration/instance`, body });
          const taskId = String(created.body['instance_id']);
          addresses.push((await send(sandbox, { target: taskTarget(sandbox, taskId) })).body['ecs_tenant_private_ip']);
        }
        const numbers = new Set(addresses.map((address) => Number(String(address).replace('10.10.3.', ''))));
        for (const number of numbers) assert.ok(number >= 4 && number <= 11, String(number));
        assert.equal(new Set(addresses.slice(0, 8)).size, 8, 'one that another machine has, though others were free');
      },
      { machineTime: 0 },
    );
  });

  it('has a job that only its project knows', () =>
    withSandbox(async (sandbox) => {
      const { taskId, jobId } = await createNamed(sandbox, 'here');
      for (const target of [
        jobTarget(sandbox, taskId),
        jobTarget(sandbox, '0'.repeat(32)),
        jobTarget({ projectId: other }, jobId),
      ]) {
        assert.deepEqual(refusal(await send(sandbox, { target })), [404, 'DCS.4001'], target);
      }
    }));
});
