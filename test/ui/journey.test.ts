import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { world } from '../support/desk/deskAndCloud.ts';
import type { Workbench } from '../support/window/workbench.ts';
import { scenarios } from './scenario.ts';

const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

/** A file of a task, and of what it is to migrate. */
function file(name: string, source: string, target: string): (workspace: string) => Promise<void> {
  const [vpc] = world.vpcs;
  const task = {
    name,
    vpc_id: vpc?.id,
    subnet_id: vpc?.subnets[0]?.id,
    security_group_id: world.securityGroups[0]?.id,
    migration: {
      migration_method: 'incremental_migration',
      resume_mode: 'manual',
      source_instance: { id: idOf(source) },
      target_instance: { id: idOf(target) },
    },
  };
  return (workspace) => writeFile(join(workspace, `${name}.dcsmigration.json`), JSON.stringify(task, null, 2));
}

describe('creating, configuring and starting', () => {
  const open = scenarios();

  it('takes a file to a running migration, and lets the machine in on its way', async () => {
    const { window, server } = await open({ prepare: file('orders', 'orders-redis', 'orders-redis-new') });
    const { explorer, tasks, quickInput, toasts } = window;
    const command = 'Create, Configure and Start…';
    await (await explorer.contextMenu('orders.dcsmigration.json', command)).click(command);
    let decisions = 1;
    const title = 'Create, Configure and Start · orders · Local Sandbox';
    await quickInput.waitFor({ title, step: '2/5' });
    await quickInput.waitForMessage(/Password of the source orders-redis/);
    await quickInput.enter('canary-of-the-source-77');
    decisions += 1;
    await quickInput.waitForMessage(/Password of the target orders-redis-new/);
    await quickInput.enter('canary-of-the-target-78');
    decisions += 1;
    await quickInput.waitFor({ title, step: '5/5' });
    const letIn = await quickInput.waitForRow('Let the machine in');
    assert.match(letIn.description, /^yes, into the whitelists of orders-redis, orders-redis-new/);
    await window.screenshot('journey-review');
    await quickInput.pick(/repl-timeout of the source is 60 s/);
    await quickInput.pick('Set It at the Source');
    decisions += 2;
    await quickInput.waitForRow('Let the machine in');
    await window.page.emulateMedia({ forcedColors: 'active' });
    const highContrast = window.page.locator('.monaco-workbench.hc-black');
    await highContrast.waitFor();
    await window.screenshot('journey-high-contrast');
    await window.page.emulateMedia({ forcedColors: 'none' });
    await highContrast.waitFor({ state: 'hidden' });
    await quickInput.pick('Create, Configure and Start');
    decisions += 1;
    console.log(`      decisions from the file to a running migration: ${decisions}`);
    assert.equal(decisions, 6);
    await toasts.waitFor(/^Sandbox: Create, Configure and Start: orders/);
    await window.screenshot('journey-waiting');
    await toasts.waitGone(/^Sandbox: Create, Configure and Start: orders/);
    await toasts.waitFor(/The migration of task orders has started\./);
    await window.runCommand('DCS: Focus on Migration Tasks View');
    await tasks.waitFor(/^orders ?(?:full copy|catching up|lag|ready to cut over)/);
    await window.screenshot('journey-running');
    assert.ok(!(await toasts.messages()).some((message) => /is ready to be configured/.test(message)));
    await setBack(window);
    assert.doesNotMatch(await server.logs(), /canary-of-the/);
  });

  it('says in Chinese why a waived warning mattered', async () => {
    const { window } = await open({
      language: 'zh-cn',
      theme: 'light',
      viewport: { width: 620, height: 700 },
      prepare: file('carts', 'carts-redis', '商品缓存'),
    });
    const { explorer, tasks, quickInput, toasts } = window;
    const command = '创建、配置并启动…';
    await (await explorer.contextMenu('carts.dcsmigration.json', command)).click(command);
    await quickInput.waitForMessage(/源端 carts-redis 的密码/);
    await quickInput.enter('canary-of-the-source-77');
    await quickInput.waitForMessage(/目标端 商品缓存 的密码/);
    await quickInput.enter('canary-of-the-target-78');
    await quickInput.waitForRow('创建、配置并启动');
    await window.screenshot('zh-journey-review');
    for (const warning of [/商品缓存.*VPC|虚拟私有云/, /目标端已/]) {
      await quickInput.pick(warning);
      await quickInput.pick('忽略此警告');
      await quickInput.waitForRow('创建、配置并启动');
    }
    await quickInput.pick('创建、配置并启动');
    await toasts.waitFor(/创建、配置并启动：carts/);
    await toasts.waitGone(/创建、配置并启动：carts/);
    await window.runCommand('DCS 迁移: Focus on 迁移任务 View');
    await tasks.waitFor(/^carts ?失败：/);
    await toasts.waitFor(/carts：失败：迁移虚拟机无法连接/);
    await window.screenshot('zh-journey-failed');
  });
});

/** Stops it, and sets back what was changed for it. */
async function setBack({ tasks, dialogs, quickInput, toasts, screenshot }: Workbench): Promise<void> {
  const stop = 'Stop Migration Task';
  await (await tasks.contextMenu(/^orders ?(?:full|catching|lag|in)/, stop)).click(stop);
  await (await dialogs.waitFor(/Stop this migration\?/)).click('Stop');
  await (await toasts.waitFor(/Migration task orders is stopping\./)).click('Set Back Changes…');
  await quickInput.waitForRow(/repl-timeout/);
  await screenshot('set-back');
  await quickInput.accept();
  const question = await dialogs.waitFor(/Set back 4 changes\?/);
  await screenshot('set-back-question');
  await question.click('Set Back');
  await toasts.waitFor(/Changes set back: 4/);
}
