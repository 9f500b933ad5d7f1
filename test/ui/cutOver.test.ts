import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { world } from '../support/desk/deskAndCloud.ts';
import { until } from '../support/suite/until.ts';
import { taskPage } from '../support/window/taskPage.ts';
import { scenarios } from './scenario.ts';

const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

/** Of one instance to another in its subnet, with the same password. */
async function carts(workspace: string): Promise<void> {
  const [vpc] = world.vpcs;
  const task = {
    name: 'carts',
    vpc_id: vpc?.id,
    subnet_id: vpc?.subnets[0]?.id,
    security_group_id: world.securityGroups[0]?.id,
    migration: {
      migration_method: 'incremental_migration',
      resume_mode: 'manual',
      source_instance: { id: idOf('carts-redis') },
      target_instance: { id: idOf('carts-redis-new') },
    },
  };
  await writeFile(join(workspace, 'carts.dcsmigration.json'), JSON.stringify(task, null, 2));
}

const password = 'canary-of-both-79';

describe('a migration from start to end', () => {
  const open = scenarios();

  it('goes from a file to the swap of the addresses, and is cleaned up', async () => {
    const { window, server } = await open({ prepare: carts });
    const { explorer, tasks, quickInput, toasts, dialogs } = window;
    const page = taskPage(window.page);
    let decisions = 0;
    const decide = async (decision: Promise<unknown>) => {
      await decision;
      decisions += 1;
    };
    const start = 'Create, Configure and Start…';
    const menu = await explorer.contextMenu('carts.dcsmigration.json', start);
    await decide(menu.click(start));
    for (const end of ['source', 'target']) {
      await quickInput.waitForMessage(new RegExp(`Password of the ${end}`));
      await decide(quickInput.enter(password));
    }
    await quickInput.waitForRow('Create, Configure and Start');
    await window.screenshot('end-review');
    await decide(quickInput.pick('Create, Configure and Start'));
    await toasts.waitFor(/^Sandbox: Create, Configure and Start: carts/);
    await toasts.waitFor(/The migration of task carts has started\./);
    await window.runCommand('DCS: Focus on Migration Tasks View');
    await tasks.click(/^carts ?(?:full copy|catching up|lag|ready)/);
    await page.waitFor(/carts.*Now and Next/);
    await window.screenshot('end-page');
    // It takes a full copy, and then two looks.
    await tasks.waitFor(/^carts ?(?:catching up|lag|ready)/);
    const ready = await toasts.waitFor(/Migration task carts is in sync, and ready to cut over\./);
    await tasks.waitFor(/^carts ?ready to cut over/);
    await window.look({ viewport: { width: 1280, height: 1150 } });
    await window.screenshot('end-ready');
    await window.look({});
    await decide(ready.click('Compare Source and Target'));
    await quickInput.waitForRow('Both Through the Web CLI of the Cloud');
    await window.screenshot('end-compare');
    await decide(quickInput.pick('Both Through the Web CLI of the Cloud'));
    for (const end of ['carts-redis', 'carts-redis-new']) {
      await quickInput.waitForMessage(new RegExp(`Password of ${end}[,;]`));
      await decide(quickInput.enter(password));
    }
    const compared = await toasts.waitFor(/Sandbox: carts: /);
    await window.screenshot('end-compared');
    await decide(compared.click('Cut Over…'));
    await quickInput.waitForRow('Nothing writes to the source any more');
    await window.screenshot('end-checklist');
    for (const item of [
      'Nothing writes to the source any more',
      'Applications connect again by themselves, to the name or the address of the instance',
    ]) {
      await quickInput.type(item.slice(0, 30));
      await decide(quickInput.pick(item));
      await quickInput.waitForRow('Swap IP…');
    }
    await window.screenshot('end-checked');
    await decide(quickInput.pick('Swap IP…'));
    const swap = await dialogs.waitFor(/Swap the IPs of carts-redis and carts-redis-new\?/);
    await window.screenshot('end-swap');
    await decide(swap.click('Swap IPs and Domain Names'));
    await toasts.waitFor(/The IPs of migration task carts are swapped/);
    await page.waitFor(/carts IPs swapped/);
    await window.screenshot('end-swapped');
    await decide(page.press('Clean Up…'));
    const clean = await dialogs.waitFor(/Clean up after the migration of task carts\?/);
    await window.screenshot('end-clean-up');
    await decide(clean.click('Clean Up'));
    await toasts.waitFor(/Migration task carts was deleted/);
    await window.page.locator('.tabs-container', { hasText: 'Preview migration-tasks-' }).waitFor();
    await window.screenshot('end-report');
    console.log(`      decisions from a file to the end: ${decisions}`);
    assert.equal(decisions, 15);
    assert.doesNotMatch(await server.logs(), new RegExp(password));
    // At the source of this one more is written than its limit lets through, from two minutes after the start on.
    await (await tasks.contextMenu(/^click-stream/, 'Cut Over…')).click('Cut Over…');
    const inSync = 'In sync, and ready to be cut over';
    await quickInput.waitForRow(inSync);
    const isTakenBack = async () =>
      (await quickInput.rows()).some(({ label, description }) => label === inSync && description !== 'done');
    const takenBack = () => until('the lag takes ready back while the list stands', isTakenBack, quickInput.rows);
    await takenBack().catch(takenBack);
    const rows = await quickInput.rows();
    assert.match(rows.find(({ label }) => label === 'Stop and Repoint…')?.description ?? '', /^In the way: In sync/);
    await window.screenshot('end-taken-back');
  });

  it('takes a swap of the addresses back', async () => {
    const { window } = await open({ prepare: carts });
    const { explorer, tasks, quickInput, toasts, dialogs } = window;
    const page = taskPage(window.page);
    const start = 'Create, Configure and Start…';
    await (await explorer.contextMenu('carts.dcsmigration.json', start)).click(start);
    for (const end of ['source', 'target']) {
      await quickInput.waitForMessage(new RegExp(`Password of the ${end}`));
      await quickInput.enter(password);
    }
    await quickInput.pick('Create, Configure and Start');
    await toasts.waitFor(/The migration of task carts has started\./);
    // With nothing on screen it is looked at once a minute.
    await window.runCommand('DCS: Focus on Migration Tasks View');
    // It takes a full copy, and then two looks.
    await tasks.waitFor(/^carts ?(?:catching up|lag|ready)/);
    await (await toasts.waitFor(/carts is in sync, and ready to cut over\./)).click('Cut Over…');
    await quickInput.pick('Go On without What Is Open…');
    await quickInput.waitForRow('Nothing writes to the source any more');
    for (const { label } of await quickInput.rows()) await quickInput.pick(label);
    await quickInput.accept();
    await until('nothing stands in the way', async () => {
      const [row] = await quickInput.rows();
      return row?.label === 'Swap IP…' && row.description === '';
    });
    await quickInput.pick('Swap IP…');
    const swap = await dialogs.waitFor(/Swap the IPs of carts-redis and carts-redis-new\?/);
    assert.match(swap.detail, /Waived|Roll Back IP…/);
    await swap.click('Swap IPs Only');
    const swapped = await toasts.waitFor(/The IPs of migration task carts are swapped/);
    await swapped.click('Roll Back IP…');
    const back = await dialogs.waitFor(/Roll back the IPs of carts-redis and carts-redis-new\?/);
    await window.screenshot('end-roll-back');
    await back.click('Roll Back IP');
    await toasts.waitFor(/have their own addresses again/);
    await window.runCommand('DCS: Show Migration Task…');
    await quickInput.pick('carts');
    await page.waitFor(/carts stopped, IPs rolled back/);
    await window.screenshot('end-rolled-back');
  });

  it('ends in Chinese with a stop, and the address of the target', async () => {
    const { window } = await open({ language: 'zh-cn', theme: 'light', viewport: { width: 620, height: 700 } });
    const { tasks, quickInput, toasts, dialogs } = window;
    await window.runCommand('DCS 迁移: Focus on 迁移任务 View');
    const repoint = '停止任务并切换连接地址…';
    await tasks.waitFor(/^orders-cache ?可割接/);
    await (await tasks.contextMenu(/^orders-cache ?可割接/, repoint)).click(repoint);
    await quickInput.waitForRow('放行未满足的项…');
    await window.screenshot('zh-checklist');
    await quickInput.pick('放行未满足的项…');
    await quickInput.waitForRow('源端已停止写入');
    for (const { label } of await quickInput.rows()) await quickInput.pick(label);
    await window.screenshot('zh-waivers');
    await quickInput.accept();
    await until('nothing stands in the way', async () => {
      const [row] = await quickInput.rows();
      return row?.label === repoint && !/未满足/.test(row.description);
    });
    await quickInput.pick(repoint);
    const question = await dialogs.waitFor(/停止此迁移，并将应用的连接地址切换到目标端？/);
    await window.screenshot('zh-stop-question');
    await question.click('停止任务并切换连接地址');
    const stopped = await toasts.waitFor(/迁移任务 orders-cache 已停止，现在可以写入目标端。/);
    await window.screenshot('zh-repoint');
    await stopped.click('应用已使用目标端');
    await tasks.waitFor(/^已结束3/);
    assert.doesNotMatch((await tasks.rows()).join(), /可能覆盖/);
  });
});
