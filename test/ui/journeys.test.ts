import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedWorld } from '../../src/sandbox/world.ts';
import { scenarios } from './scenario.ts';

const canary = 'canary-of-them-all-79';
const fileOf = (name: string) => `${name}.dcsmigration.json`;

/** A sound file from an instance to an empty one with room. */
async function taskText(name: string, source: string): Promise<string> {
  const example = await readFile('media/samples/example.dcsmigration.json', 'utf8');
  const idOf = (redis: string) => sharedWorld().redis.find((one) => one.name === redis)?.id;
  const migration = {
    migration_method: 'full_amount_migration',
    resume_mode: 'manual',
    source_instance: { id: idOf(source) },
    target_instance: { id: idOf('carts-redis-new') },
  };
  const section = `,\n  "migration": ${JSON.stringify(migration)}\n}\n`;
  return example.replace('dcs-migration-thrc', name).replace(/\s*\}\s*$/, section);
}

/** Ten files: six that are sound, one that the checks warn of, one that they refuse, two with mistakes. */
async function writeTen(folder: string): Promise<void> {
  await mkdir(folder);
  const sound = [1, 2, 3, 4, 5, 6].map((number) => [`migrate-${number}`, 'carts-redis'] as const);
  for (const [name, source] of [...sound, ['busy', 'reports-redis'], ['speaks-ssl', 'ledger-redis']] as const) {
    await writeFile(join(folder, fileOf(name)), await taskText(name, source));
  }
  await writeFile(join(folder, fileOf('mistake')), '{}');
  const example = await readFile('media/samples/example.dcsmigration.json', 'utf8');
  await writeFile(join(folder, fileOf('no-section')), example);
}

describe('many files from the explorer to running migrations', () => {
  const open = scenarios();

  it('a batch of ten has one list of passwords, one table, one question and one report', async () => {
    const { window, server } = await open({ prepare: (workspace) => writeTen(join(workspace, 'migrations')) });
    const { explorer, quickInput, toasts, tasks, page } = window;
    const command = 'Create, Configure and Start…';
    await (await explorer.contextMenu('migrations', command)).click(command);
    await quickInput.waitFor({ title: 'Create, Configure and Start · Local Sandbox' });
    await quickInput.waitForRow('carts-redis-new');
    await window.screenshot('journeys-passwords');
    await quickInput.pick('The same password for all that are missing (3)');
    await quickInput.waitForMessage(/Password of all these: 3/);
    assert.equal(await quickInput.isPassword(), true);
    await quickInput.enter(canary);
    await quickInput.waitForRow('Keep the passwords');
    await window.screenshot('journeys-passwords-entered');
    await quickInput.pick('Go On');
    await quickInput.waitFor({ title: /Create, Configure and Start · Local Sandbox · files: 10, wrong: 3/ });
    const warned = await quickInput.waitForRow(/busy/);
    assert.match(warned.detail, /reports-redis is busy: BACKUPING\./);
    await window.screenshot('journeys-table');
    await quickInput.accept();
    await quickInput.waitForRow('Leave Those With Warnings Out (1)');
    await window.screenshot('journeys-warnings');
    await quickInput.pick('Start Those With Warnings, Too (1)');
    const question = await window.dialogs.waitFor(/Create, configure and start the ticked migrations: 7\?/);
    assert.match(question.detail, /Each machine is added to the whitelists that keep it out\./);
    assert.match(question.detail, /Warnings that are waived: \d+\./);
    await window.screenshot('journeys-question');
    await question.click('Create and Start');
    // A machine of the sandbox takes ten seconds.
    await toasts.waitFor(/0 of 7 machines are up/);
    await window.screenshot('journeys-waiting');
    await toasts.waitFor(/[1-7] of 7 machines are up/);
    const summary = await toasts.waitFor(/Sandbox: 7 started, 0 created and not started/);
    assert.match(summary.message, /Files with mistakes: 3; nothing was sent of them\./);
    assert.deepEqual(summary.buttons, ['Open Report', 'Retry the Failed', 'Open Log']);
    await window.screenshot('journeys-summary');
    await summary.click('Open Report');
    const report = page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await report.getByText('migrate-6', { exact: true }).waitFor();
    await report.getByText(/ledger-redis speaks SSL only/).waitFor();
    assert.equal(await report.getByText('started', { exact: true }).count(), 7);
    await window.screenshot('journeys-report');
    await window.runCommand('DCS: Focus on Migration Tasks View');
    await tasks.waitFor(/^migrate-\d ?(?:full copy|migrating|catching up|lag|ready to cut over|finished)/);
    assert.doesNotMatch(await server.logs(), new RegExp(canary));
  });

  it('in Chinese, in a narrow window: the list of passwords, the table and the question', async () => {
    const { window } = await open({
      prepare: (workspace) => writeTen(join(workspace, 'migrations')),
      language: 'zh-cn',
      theme: 'light',
      viewport: { width: 820, height: 640 },
    });
    const { explorer, quickInput } = window;
    const command = '创建、配置并启动…';
    await (await explorer.contextMenu('migrations', command)).click(command);
    await quickInput.waitForRow('carts-redis-new');
    await window.screenshot('zh-journeys-passwords');
    await quickInput.pick(/使用同一密码/);
    await quickInput.waitForMessage(/共用的密码/);
    await quickInput.enter(canary);
    await quickInput.pick('继续');
    await quickInput.waitForRow(/busy/);
    await window.screenshot('zh-journeys-table');
    await quickInput.accept();
    await quickInput.pick(/跳过有警告的文件/);
    const question = await window.dialogs.waitFor(/创建、配置并启动勾选的 6 个迁移/);
    await window.screenshot('zh-journeys-question');
    await question.click('不创建');
  });
});
