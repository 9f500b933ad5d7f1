import assert from 'node:assert/strict';
import type { Action } from '../../src/sandbox/routes/route.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { holdRefusingPort } from '../support/network/refusingPort.ts';
import { scenarios } from './scenario.ts';
import { answerSignIn, forgetFolderRegion, key } from './signedIn.ts';

const title = 'Sign In to Huawei Cloud';

describe('signing in', () => {
  const open = scenarios();
  const denied = new Set<Action>();
  let cloud: Sandbox;
  before(async () => {
    cloud = await startSandbox({ ...key, denied });
  });
  after(() => cloud.close());
  const settings = () => ({
    userSettings: { 'dcs.endpoints': { dcs: cloud.url, vpc: cloud.url, iam: cloud.url } },
  });

  it('goes back to the secret when it is wrong, then keeps the right key and creates a task with it', async () => {
    const { window, server } = await open(settings());
    const { quickInput, toasts } = window;
    await window.runCommand('DCS: Sign In');
    assert.equal((await quickInput.waitFor({ title, step: '1/4' })).hasBack, false);
    await window.screenshot('sign-in-region');
    await quickInput.type('Beijing4');
    await quickInput.pick('CN North-Beijing4');

    await quickInput.waitFor({ title, step: '2/4' });
    await quickInput.enter(key.accessKeyId);
    const secret = await quickInput.waitFor({ title, step: '3/4' });
    assert.equal(secret.isPassword, true);
    await quickInput.enter('this-is-not-the-secret-of-that-key');
    const host = await window.dialogs.waitFor(/which is not Huawei Cloud\?/);
    await window.screenshot('sign-in-foreign-host');
    await host.click('Send Them There');

    const again = await quickInput.waitForMessage(/APIGW\.0301/);
    assert.match(again, /HTTP 401/);
    assert.equal(await quickInput.step(), '3/4');
    await window.screenshot('sign-in-wrong-key');
    await quickInput.enter(key.secretAccessKey);

    await quickInput.waitFor({ title, step: '4/4' });
    await quickInput.waitForRow('cn-north-4');
    await window.screenshot('sign-in-project');
    await quickInput.pick('cn-north-4');
    await toasts.waitFor(/Signed in to CN North-Beijing4 \(cn-north-4\), project cn-north-4\./);

    const command = 'Create Migration Task from File';
    await (await window.explorer.contextMenu('example.dcsmigration.json', command)).click(command);
    const question = await window.dialogs.waitFor(/Create migration task dcs-migration-thrc\?/);
    assert.match(question.detail, /project cn-north-4\.[\s\S]*billed/);
    await window.screenshot('create-question');
    await question.click('Create Task');
    await toasts.waitFor(/^cn-north-4: Migration task dcs-migration-thrc was created/);
    assert.equal(cloud.ledger.length, 1);
    const log = await server.logs();
    assert.ok(!log.includes(key.secretAccessKey));
    assert.ok(!log.includes('this-is-not-the-secret'));
    assert.doesNotMatch(log, /Signature=/);

    denied.add('vpc:vpcs:list');
    await window.runCommand('DCS: Create Migration Task');
    const flow = 'Create Migration Task · cn-north-4';
    for (const step of ['1/6', '2/6']) {
      await quickInput.waitFor({ title: flow, step });
      await quickInput.accept();
    }
    const typed = await quickInput.waitForMessage(/The VPCs cannot be listed\./);
    assert.match(typed, /VPC\.2201 · HTTP 403 · request ID/);
    await window.screenshot('list-denied');
    await quickInput.enter('5e37b3be-950a-48e1-b498-65b63d336481');
    await quickInput.waitForRow('subnet-example');
    await quickInput.escape();

    await window.runCommand('DCS: Sign Out');
    await toasts.waitFor(/Signed out/);
  });

  it('says in the list why a service does not answer, takes an ID meanwhile, and reads the list again', async () => {
    const refusing = await holdRefusingPort();
    try {
      const endpoints = { dcs: cloud.url, iam: cloud.url, vpc: refusing.url };
      const { window } = await open({ userSettings: { 'dcs.endpoints': endpoints } });
      const { quickInput } = window;
      await window.runCommand('DCS: Sign In');
      await answerSignIn(window);
      await window.runCommand('DCS: Create Migration Task');
      const flow = 'Create Migration Task · cn-north-4';
      for (const step of ['1/6', '2/6']) {
        await quickInput.waitFor({ title: flow, step });
        await quickInput.accept();
      }
      const waiting = await quickInput.waitForRow('Waiting for the list');
      assert.match(waiting.detail, /^Try \d follows in \d+\.\d s: The host refused the connection\./);
      await window.screenshot('list-waiting');
      const unread = await quickInput.waitForRow('The list cannot be read');
      assert.match(unread.detail, /refused the connection/);
      await window.screenshot('list-unread');
      await quickInput.pick('Try Again');
      await quickInput.waitForRow('Waiting for the list');
      await quickInput.type('5e37b3be-950a-48e1-b498-65b63d336481');
      await quickInput.pick('Enter the ID…');
      assert.equal(
        (await quickInput.waitFor({ title: flow, step: '3/6' })).value,
        '5e37b3be-950a-48e1-b498-65b63d336481',
      );
      await quickInput.escape();
      await window.runCommand('DCS: Sign Out');
    } finally {
      refusing.release();
    }
  });

  it('starts from a command that needs an account, and then goes on with it', async () => {
    const { window } = await open({ ...settings(), prepare: forgetFolderRegion });
    const { quickInput, toasts } = window;
    await window.runCommand('DCS: Create Migration Task');
    await quickInput.waitFor({ title, step: '1/4' });
    await quickInput.type('sandbox');
    await quickInput.pick('Local Sandbox');
    await quickInput.waitFor({ title: 'Create Migration Task · Local Sandbox', step: '1/6' });
    await quickInput.escape();

    await window.reload();
    await window.runCommand('DCS: Create Migration Task');
    await quickInput.waitFor({ title: 'Create Migration Task · Local Sandbox', step: '1/6' });
    await quickInput.escape();
    await toasts.waitFor(/^This window uses the local sandbox still, which has begun afresh/);
  });
});
