import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarios } from './scenario.ts';

const title = 'Create Migration Task · Local Sandbox';

describe('create from the palette', () => {
  const open = scenarios();

  it('asks in six steps, goes back without losing anything, and creates the task', async () => {
    const { window, server } = await open();
    const { quickInput, toasts } = window;
    await window.runCommand('DCS: Create Migration Task');

    const name = await quickInput.waitFor({ title, step: '1/6' });
    assert.match(name.value, /^dcs-migration-[a-z]{4}$/);
    assert.equal(name.hasBack, false);
    await quickInput.type('9 lives');
    await quickInput.waitForMessage(/4 to 64 letters.*Enter takes this one all the same/);
    await window.screenshot('name-warning');
    await quickInput.enter('orders-to-dcs');

    await quickInput.waitFor({ title, step: '2/6' });
    await quickInput.enter('orders cache, off peak');

    await quickInput.waitFor({ title, step: '3/6' });
    const vpc = await quickInput.waitForRow('vpc-dev');
    assert.match(vpc.description, /^10\.10\.0\.0\/16/);
    await quickInput.waitUntilIdle();
    await window.screenshot('vpcs');
    await quickInput.pick('vpc-dev');

    await quickInput.waitFor({ title, step: '4/6' });
    const off = await quickInput.waitForRow('subnet-dev-static');
    assert.match(off.detail, /Cannot be used: DHCP is off/);
    await window.screenshot('subnets');
    await quickInput.pick('subnet-dev-static');
    assert.equal(await quickInput.step(), '4/6', 'a subnet without DHCP must not be picked');

    await quickInput.pressBack();
    await quickInput.waitFor({ title, step: '3/6' });
    await quickInput.pressBack();
    assert.equal((await quickInput.waitFor({ title, step: '2/6' })).value, 'orders cache, off peak');
    await quickInput.pressBack();
    assert.equal((await quickInput.waitFor({ title, step: '1/6' })).value, 'orders-to-dcs');
    for (const step of ['2/6', '3/6']) {
      await quickInput.accept();
      await quickInput.waitFor({ title, step });
    }
    await quickInput.waitForRow('vpc-prod-cache');
    await quickInput.type('prod');
    await quickInput.pick('vpc-prod-cache');
    await quickInput.waitForRow('subnet-prod-redis-a');
    await quickInput.pick('subnet-prod-redis-a');

    await quickInput.waitFor({ title, step: '5/6' });
    await quickInput.waitForRow('default');
    await window.screenshot('security-groups');
    await quickInput.pick('default');

    await quickInput.waitFor({ title, step: '6/6' });
    const rows = new Map((await quickInput.rows()).map(({ label, description }) => [label, description]));
    await window.screenshot('review');
    assert.equal(rows.get('Name'), 'orders-to-dcs');
    assert.match(rows.get('VPC') ?? '', /^vpc-prod-cache · 10\.30\.0\.0\/16 · [0-9a-f-]{36}$/);
    assert.match(rows.get('Subnet') ?? '', /^subnet-prod-redis-a · .* · [0-9a-f-]{36}$/);
    assert.match(rows.get('Security group') ?? '', /^default · [0-9a-f-]{36}$/);
    assert.match(rows.get('Region') ?? '', /sandbox-1/);
    assert.match(rows.get('Project') ?? '', /^sandbox-1 · [0-9a-f]{32}$/);
    assert.match(rows.get('Endpoint') ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);

    await quickInput.accept();
    await quickInput.waitFor({ title, step: '1/6' });
    await quickInput.accept();
    await quickInput.waitFor({ title, step: '6/6' });
    assert.doesNotMatch(await server.logs(), /POST/, 'Enter alone must not create');
    await quickInput.pick('Preview Request');
    await window.editor.waitFor(/orders-to-dcs\.http/);
    const preview = await window.editor.waitForText(/Signature=/);
    assert.match(preview, /POST \/v2\/[0-9a-f]{32}\/migration\/instance HTTP\/1\.1/);
    assert.doesNotMatch(preview, /Signature=[0-9a-f]/);
    await window.screenshot('preview');

    await quickInput.waitFor({ title, step: '6/6' });
    await quickInput.pick('Create');
    const created = await toasts.waitFor(
      /Sandbox: Migration task orders-to-dcs was created with task ID [0-9a-f-]{36}\./,
    );
    assert.deepEqual(created.buttons, ['Copy Task ID', 'Save as Task File…', 'Open Log']);
    await toasts.waitGone(/Creating migration task/);
    await window.screenshot('created');
    const id = /task ID ([0-9a-f-]{36})/.exec(created.message)?.[1] ?? '';
    await created.click('Copy Task ID');
    assert.equal(await window.clipboard(), id);

    const log = await server.waitForLog(new RegExp(`"instance_id": "${id}"`));
    assert.match(log, /POST http:\/\/127\.0\.0\.1:\d+\/v2\/[0-9a-f]{32}\/migration\/instance/);
    assert.match(log, /HTTP 200 · Request ID: [0-9a-f]{32} · \d+ ms/);
    assert.doesNotMatch(log, /Signature=|Authorization/i);

    await window.runCommand('DCS: Create Migration Task');
    await quickInput.waitFor({ title, step: '1/6' });
    await quickInput.enter('orders-to-dcs');
    await quickInput.waitFor({ title, step: '2/6' });
    await quickInput.accept();
    for (const [step, choice] of [
      ['3/6', 'vpc-prod-cache'],
      ['4/6', 'subnet-prod-redis-a'],
      ['5/6', 'default'],
    ] as const) {
      await quickInput.waitFor({ title, step });
      await quickInput.pick(choice);
    }
    await quickInput.waitFor({ title, step: '6/6' });
    const [verdict] = await quickInput.rows();
    await window.screenshot('review-name-taken');
    assert.match(verdict?.label ?? '', /^A task of this name exists: CREATING · .*\d{4}, \d.*[AP]M$/);
    assert.equal(verdict?.detail, `Task ID ${id}`);
    assert.ok(await quickInput.isWhole(0), 'the verdict must not be cut');
    await quickInput.accept();
    await quickInput.waitFor({ title, step: '1/6' });
  });

  it('saves the task as a file that creates it', async () => {
    const { window, workspace } = await open();
    const { quickInput, toasts, dialogs } = window;
    await window.runCommand('DCS: Create Migration Task');
    await quickInput.waitFor({ title, step: '1/6' });
    await quickInput.enter('kept-for-later');
    await quickInput.waitFor({ title, step: '2/6' });
    await quickInput.accept();
    await quickInput.pick('vpc-example');
    await quickInput.pick('subnet-example');
    await quickInput.pick('default');
    await quickInput.waitFor({ title, step: '6/6' });
    await quickInput.pick('Save as Task File…');
    await quickInput.waitForValue(/samples\/kept-for-later\.dcsmigration\.json$/);
    await quickInput.type(join(workspace, 'example'));
    await quickInput.accept();
    await (await dialogs.waitFor(/Replace example\.dcsmigration\.json\?/)).escape();
    await quickInput.waitForValue(/samples\/example\.dcsmigration\.json$/);
    await quickInput.type(join(workspace, 'kept-for-later'));
    await quickInput.accept();
    await window.editor.waitFor('kept-for-later.dcsmigration.json');
    const text = await readFile(join(workspace, 'kept-for-later.dcsmigration.json'), 'utf8');
    assert.match(text, /"vpc_id": "5e37b3be-950a-48e1-b498-65b63d336481", \/\/ vpc-example/);
    await window.screenshot('saved');
    await window.editor.clickTitleButton('Create Migration Task from File');
    await toasts.waitFor(/Sandbox: Migration task kept-for-later was created/);
  });

  it('sends nothing after Esc on any step, and offers to go on with what was entered', async () => {
    const { window, server } = await open();
    const { quickInput, toasts } = window;
    for (const steps of [1, 3, 6]) {
      await window.runCommand('DCS: Create Migration Task');
      if (steps > 3) await quickInput.pick('Start a New Task');
      await quickInput.waitFor({ title, step: '1/6' });
      if (steps > 1) {
        await quickInput.accept();
        await quickInput.waitFor({ title, step: '2/6' });
        await quickInput.accept();
        await quickInput.waitForRow('vpc-dev');
      }
      if (steps > 3) {
        await quickInput.pick('vpc-dev');
        await quickInput.pick('subnet-dev-app');
        await quickInput.pick('default');
        await quickInput.waitFor({ title, step: '6/6' });
      }
      await quickInput.escape();
      await quickInput.waitClosed();
    }
    await window.runCommand('DCS: Create Migration Task');
    const { label } = await quickInput.waitForRow(/^Go On with dcs-migration-[a-z]{4}$/);
    await window.screenshot('unfinished');
    await quickInput.pick(label);
    await quickInput.waitFor({ title, step: '6/6' });
    await quickInput.escape();
    assert.deepEqual(await toasts.messages(), []);
    assert.doesNotMatch(await server.logs(), /POST/);
  });
});
