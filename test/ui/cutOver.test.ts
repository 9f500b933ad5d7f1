import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { world } from '../support/desk/deskAndCloud.ts';
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
    const ready = await toasts.waitFor(/Migration task carts is in sync, and ready to cut over\./);
    await tasks.waitFor(/^carts ?ready to cut over/);
    await window.screenshot('end-ready');
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
    await decide(quickInput.pick('Nothing writes to the source any more'));
    await quickInput.waitForRow('Nothing writes to the source any more');
    await decide(quickInput.pick(/^Applications connect again/));
    await quickInput.waitForRow('Nothing writes to the source any more');
    await window.screenshot('end-checked');
    console.log(JSON.stringify(await quickInput.rows(), null, 1));
    console.log(`      decisions so far: ${decisions}`);
    assert.doesNotMatch(await server.logs(), new RegExp(password));
    void dialogs;
  });
});
