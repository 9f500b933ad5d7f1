import assert from 'node:assert/strict';
import { type FailureName, failures } from '../../../../src/sandbox/life/failures.ts';
import { refusal } from '../createdTask.ts';
import type { Entry } from '../listing.ts';
import { live, redisIdOf, settings } from './liveTasks.ts';

describe('sandbox: configuring a task', () => {
  it('starts it, and says so as the API does', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      const { status, body } = await one.configure(taskId);
      assert.equal(status, 200);
      assert.deepEqual(body, { id: taskId, name: 'orders', status: 'FULLMIGRATING' });
    }));

  it('takes what is documented', () =>
    live([], async (one) => {
      for (const [index, changes] of [
        { bandwidth_limit_mb: '1' },
        { bandwidth_limit_mb: 10_240 },
        { bandwidth_limit_mb: null },
        { resume_mode: 'manual' },
        { source_instance: { addrs: '10.0.0.1:7000,10.0.0.2:7000,10.0.0.3:7000' } },
        { source_instance: { id: settings.target_instance.id, addrs: '' } },
        { unknown_field: 1 },
      ].entries()) {
        const taskId = await one.create(`task-${index}`);
        one.set(20_000 * (index + 1));
        assert.equal((await one.configure(taskId, changes)).status, 200, JSON.stringify(changes));
      }
    }));

  it('refuses what does not fit, and names it', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      const cases: readonly [name: string, changes: Entry][] = [
        ['migration_method', { migration_method: 'full' }],
        ['migration_method', { migration_method: undefined }],
        ['resume_mode', { resume_mode: '' }],
        ['bandwidth_limit_mb', { bandwidth_limit_mb: '0' }],
        ['bandwidth_limit_mb', { bandwidth_limit_mb: 10_241 }],
        ['bandwidth_limit_mb', { bandwidth_limit_mb: '1.5' }],
        ['bandwidth_limit_mb', { bandwidth_limit_mb: 'fast' }],
        ['source_instance', { source_instance: {} }],
        ['source_instance', { source_instance: { id: null, addrs: null } }],
        ['source_instance.addrs', { source_instance: { id: null, addrs: 7 } }],
        ['target_instance', { target_instance: undefined }],
        ['target_instance.id', { target_instance: { id: 'orders' } }],
        ['target_instance.password', { target_instance: { ...settings.target_instance, password: 7 } }],
      ];
      for (const [name, changes] of cases) {
        const reply = await one.configure(taskId, changes);
        assert.deepEqual(refusal(reply), [400, 'DCS.4063'], JSON.stringify(changes));
        assert.equal(reply.body['error_msg'], `The request parameter ${name} is invalid.`);
      }
      assert.equal(await one.status(taskId), 'RUNNING');
      assert.deepEqual(one.sandbox.actions, []);
    }));

  it('refuses a body that is none', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const path = `migration/${await one.idOf('orders')}/task`;
      assert.deepEqual(refusal(await one.ask('POST', path)), [400, 'DCS.4004']);
      for (const body of ['text', [], null])
        assert.deepEqual(refusal(await one.ask('POST', path, body)), [400, 'DCS.4005']);
    }));

  it('refuses a task whose state does not allow it, and one that is not there', () =>
    live(
      [
        { name: 'creating', state: 'creating' },
        { name: 'copying', state: 'copying' },
        { name: 'inSync', state: 'inSync' },
        { name: 'stopping', state: 'stopping' },
        { name: 'released', state: 'released' },
        { name: 'still-born', state: 'failed', failure: 'portNotBound' },
        { name: 'imported', state: 'imported' },
      ],
      async (one) => {
        for (const { task_id, task_name } of await one.list()) {
          assert.deepEqual(refusal(await one.configure(String(task_id))), [400, 'DCS.4957'], String(task_name));
        }
        assert.deepEqual(refusal(await one.configure('x')), [400, 'DCS.4133']);
      },
    ));

  it('takes one that has ended, while its machine is there', () =>
    live(
      [
        { name: 'finished', state: 'finished' },
        { name: 'stopped', state: 'stopped' },
        { name: 'failed', state: 'failed' },
      ],
      async (one) => {
        for (const { task_id, task_name } of await one.list()) {
          assert.equal((await one.configure(String(task_id))).status, 200, String(task_name));
          assert.equal(await one.status(String(task_id)), 'FULLMIGRATING');
        }
      },
    ));

  it('refuses an instance that there is not in the region', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const id of ['0b5b5f1e-7a53-4c1f-9b7a-4b1c5d0e9f11', redisIdOf('beijing-redis')]) {
        const reply = await one.configure(taskId, { target_instance: { id } });
        assert.deepEqual(refusal(reply), [404, 'DCS.3022'], id);
      }
      assert.equal(await one.status(taskId), 'RUNNING');
    }));

  const password = 'sandbox-own-target-2';
  const byId = (name: string, given: string | null = password) => ({
    id: redisIdOf(name),
    addrs: null,
    password: given,
  });
  const cases: readonly [what: string, changes: Entry, failure: FailureName | undefined][] = [
    ['two that fit', { source_instance: byId('orders-redis') }, undefined],
    ['a source by its address', { source_instance: { addrs: '192.168.0.21:6379', password } }, 'syncRefused'],
    ['a source in another VPC', { source_instance: byId('prod-redis') }, 'sourceUnreachable'],
    ['a target in another VPC', { target_instance: byId('prod-redis') }, 'targetUnreachable'],
    ['a source without its password', { source_instance: byId('orders-redis', null) }, 'sourcePasswordMissing'],
    ['a source with a wrong password', { source_instance: byId('orders-redis', 'wrong one') }, 'sourcePasswordRefused'],
    ['a source that has no password', { source_instance: byId('sessions-redis') }, 'passwordNotWanted'],
    ['a target without its password', { target_instance: byId('orders-redis-new', '') }, 'passwordMissing'],
    ['a target with a wrong password', { target_instance: byId('orders-redis-new', 'Wrong') }, 'targetPasswordRefused'],
    ['a target that has no password', { target_instance: byId('sessions-redis') }, 'targetPasswordNotWanted'],
    ['a source with SSL', { source_instance: byId('ledger-redis') }, 'sourceSslWanted'],
    ['a target with SSL', { target_instance: byId('ledger-redis') }, 'sslWanted'],
    [
      'an older target',
      { source_instance: byId('orders-redis'), target_instance: byId('legacy-redis') },
      'targetTooOld',
    ],
    ['a smaller target', { source_instance: byId('legacy-redis'), target_instance: byId('tiny-redis') }, 'targetFull'],
  ];
  for (const [what, changes, failure] of cases) {
    it(`fails as the real one would, or does not: ${what}`, () =>
      live([{ name: 'orders', state: 'waiting' }], async (one) => {
        const taskId = await one.idOf('orders');
        for (const name of ['orders-redis', 'orders-redis-new']) {
          const open = { enable_whitelist: false, whitelist: [] };
          assert.equal((await one.ask('PUT', `instance/${redisIdOf(name)}/whitelist`, open)).status, 204);
        }
        const usual = { resume_mode: 'manual', target_instance: byId('orders-redis-new') };
        assert.equal((await one.configure(taskId, { ...usual, ...changes })).status, 200);
        one.set(120_000);
        const [listed] = await one.list();
        const expected = failure === undefined ? null : failures[failure].message;
        assert.deepEqual(
          [listed?.['status'] === 'FAILED', listed?.['error_message']],
          [failure !== undefined, expected],
        );
        const errors = (await one.log(taskId)).filter(({ log_level }) => log_level === 'ERROR');
        assert.equal(
          errors.some(({ log_code }) => failure && log_code === failures[failure].code),
          failure !== undefined,
        );
      }));
  }
});
