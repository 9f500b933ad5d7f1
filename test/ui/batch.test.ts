import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarios } from './scenario.ts';

const names = ['orders', 'carts', 'sessions', 'stock', 'prices'];

/** Five files: three that are sound, one whose subnet the cloud refuses, one with a mistake. */
async function writeFiles(folder: string): Promise<void> {
  const example = await readFile('media/samples/example.dcsmigration.json', 'utf8');
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    let text = example.replace('dcs-migration-thrc', `migration-${name}`);
    if (name === 'stock') text = text.replace(/40f15ed6[^"]*/, '00000000-0000-4000-8000-000000000000');
    if (name === 'prices') text = text.replace('"vpc_id"', '"vcp_id"');
    await writeFile(join(folder, `${name}.dcsmigration.json`), text);
  }
}

async function writeTwelve(folder: string): Promise<void> {
  const example = await readFile('media/samples/example.dcsmigration.json', 'utf8');
  await mkdir(folder);
  for (let number = 1; number <= 12; number += 1) {
    const text = example.replace('dcs-migration-thrc', `migration-${number}`);
    await writeFile(join(folder, fileOf(`task-${number}`)), text);
  }
}

const fileOf = (name: string) => `${name}.dcsmigration.json`;

describe('many task files at once', () => {
  const open = scenarios();

  it('are checked in one list, created, and told in one report', async () => {
    const { window } = await open({ prepare: writeFiles });
    const { explorer, quickInput, toasts, page } = window;
    const command = 'Create Migration Task from File';
    await (await explorer.contextMenu('example.dcsmigration.json', command)).click(command);
    await (await toasts.waitFor(/was created with task ID/)).close();
    await explorer.select('example.dcsmigration.json', ...names.map(fileOf));
    const many = 'Run Many Task Files…';
    await (await explorer.contextMenu(fileOf('prices'), many)).click(many);
    await quickInput.waitFor({
      title: /Run Many Task Files · Local Sandbox · files: 6, wrong: 1, existing already: 1/,
    });
    await quickInput.waitForRow(fileOf('orders'));
    const taken = await quickInput.waitForRow('example.dcsmigration.json');
    assert.match(taken.detail, /^Exists in this project: CREATING · .*\d{4}, \d/);
    await window.screenshot('batch-table');
    await quickInput.accept();
    const question = await window.dialogs.waitFor(/Create the ticked migration tasks: 4\?/);
    assert.match(question.detail, /Local Sandbox, project sandbox-1: 4/);
    await window.screenshot('batch-question');
    await question.click('Create Tasks');
    const summary = await toasts.waitFor(
      /3 created, 1 existed already, 1 refused, 0 not certain.*Files with mistakes: 1/,
    );
    assert.deepEqual(summary.buttons, ['Open Report', 'Retry the Failed', 'Open Log']);
    await window.screenshot('batch-summary');
    await summary.click('Open Report');
    const report = page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await report.getByText('DCS.4016').waitFor();
    await report.getByText('migration-orders').first().waitFor();
    await window.screenshot('batch-report');
  });

  it('more than ten start only by their number, however often Enter is pressed', async () => {
    const many = 'Run Many Task Files…';
    const { window } = await open({ prepare: (workspace) => writeTwelve(join(workspace, 'tasks')) });
    const { explorer, quickInput, toasts, page } = window;
    await (await explorer.contextMenu('tasks', many)).click(many);
    await quickInput.waitForRow(/task-12/);
    for (let time = 0; time < 4; time += 1) await page.keyboard.press('Enter');
    await quickInput.waitFor({ title: 'Run Many Task Files' });
    await quickInput.accept();
    const words =
      /Nothing in the sandbox is real or billed · Type 12 to create .* · Local Sandbox, project sandbox-1: 12/;
    await quickInput.waitForMessage(words);
    await window.screenshot('batch-number');
    assert.doesNotMatch((await toasts.messages()).join(), /creat(?:ed|ing)/i);
    await quickInput.enter('12');
    await toasts.waitFor(/12 created, 0 existed already/);
  });

  it('in Chinese, in a narrow window, from a folder', async () => {
    const { window } = await open({
      prepare: (workspace) => writeFiles(join(workspace, 'tasks')),
      language: 'zh-cn',
      theme: 'light',
      viewport: { width: 820, height: 640 },
    });
    const many = '运行多个任务文件…';
    await (await window.explorer.contextMenu('tasks', many)).click(many);
    await window.quickInput.waitForRow(/prices/);
    await window.screenshot('zh-batch-table');
    await window.quickInput.accept();
    const question = await window.dialogs.waitFor(/个在线数据迁移任务/);
    await window.screenshot('zh-batch-question');
    await question.click('创建任务');
    const summary = await window.toasts.waitFor(/沙箱：/);
    assert.ok(summary.buttons.includes('打开报告'), summary.buttons.join());
    await window.screenshot('zh-batch-summary');
    await summary.click('打开报告');
    const report = window.page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await report.getByText('migration-carts').waitFor();
    await window.screenshot('zh-batch-report');
  });
});
