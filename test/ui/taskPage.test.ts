import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { until } from '../support/suite/until.ts';
import { taskPage } from '../support/window/taskPage.ts';
import { scenarios } from './scenario.ts';
import { key, signInToCloud } from './signedIn.ts';

const focus = 'DCS: Focus on Migration Tasks View';
const refresh = 'DCS: Refresh Migration Tasks';

describe('the page of a task', () => {
  const open = scenarios();

  it('opens with a click, draws the figures as they come, and is there again after a reload', async () => {
    const { window } = await open();
    const { tasks } = window;
    const page = taskPage(window.page);
    await window.runCommand(focus);
    await tasks.click(/cart-cache/);
    // Off the row, whose hover would cover the page.
    await window.page.mouse.move(640, 790);
    await page.waitFor(/cart-cache.*Phases.*Create done.* Configure done/);
    // A line takes two looks.
    await window.runCommand(refresh);
    await page.frame.locator('.plot[data-key="keys"] canvas').waitFor();
    await until('the line has a length', async () => {
      const { columns } = await page.line('lag');
      return columns.filter((row) => row !== null).length > 100;
    });
    await window.screenshot('page-catching-up');
    const copyId = page.frame.getByRole('button', { name: 'Copy Task ID' });
    await copyId.focus();
    const before = await page.text();
    await until('the figures change', async () => (await page.text()) !== before);
    assert.equal(await page.frame.locator(':focus').innerText(), 'Copy Task ID');
    await page.frame.locator('summary').click();
    await page.frame.locator('tbody tr').first().waitFor();
    const { line, lags } = { line: await page.line('lag'), lags: await page.column('Lag') };
    const rows = line.columns.filter((row) => row !== null);
    const [left = 0, right = 0] = [rows[0], rows.at(-1)];
    const [oldest = 0, newest = 0] = [lags.at(-1), lags[0]];
    // How quick the machine is decides how much of the lag is seen.
    if (oldest > 2 * newest + 200) assert.ok(left + 10 < right, `From ${left} to ${right}, as ${oldest} to ${newest}`);
    else assert.ok(Math.abs(left - right) < line.height / 2, `From ${left} to ${right}, as ${oldest} to ${newest}`);
    await window.look({ viewport: { width: 1280, height: 1400 } });
    await window.screenshot('page-table');
    await page.frame.locator('summary').click();
    await window.look({ viewport: { width: 850, height: 1400 } });
    await window.screenshot('page-narrow');
    await window.page.emulateMedia({ forcedColors: 'active' });
    await window.look({ viewport: { width: 1280, height: 1000 } });
    await page.frame.locator('body.vscode-high-contrast').waitFor();
    await window.screenshot('page-high-contrast');
    await window.page.emulateMedia({ forcedColors: 'none' });
    await window.look({});
    // The page is looked at also where the view is not.
    await window.page
      .locator('.activitybar')
      .getByRole('tab', { name: /^Explorer/ })
      .click();
    await window.reload();
    await page.waitFor(/cart-cache.*Phases/);
    await page.frame.locator('.plot[data-key="keys"] canvas').waitFor();
    await window.screenshot('page-reloaded');
  });

  it('says why a task failed, and what to do, also in a report', async () => {
    const { window, workspace, server } = await open();
    const page = taskPage(window.page);
    await window.runCommand(focus);
    await window.tasks.click(/payments-locks/);
    await page.waitFor(/Why It Failed Cause .* What to do .* Message of the cloud /);
    const help = page.frame.locator('.section.cause').getByRole('button');
    assert.deepEqual(await help.allInnerTexts(), [
      'Configure and Start…',
      'Open in Console',
      'Restart',
      'Configure and Start…',
    ]);
    await window.screenshot('page-failed');
    await page.press('Restart');
    await window.dialogs.waitFor(/Restart this migration\?/);
    await window.screenshot('page-restart');
    await window.page.keyboard.press('Escape');
    await page.press('Save Report…');
    await window.quickInput.waitForValue(/payments-locks-report\.md$/);
    await window.quickInput.accept();
    await window.editor.waitFor('payments-locks-report.md');
    await window.editor.waitForText(/payments-locks/);
    await window.screenshot('page-report');
    const report = await readFile(join(workspace, 'payments-locks-report.md'), 'utf8');
    assert.match(report, /## Why It Failed[\s\S]*```text\nWRONGPASS /);
    assert.doesNotMatch(await server.logs(), /POST /, 'Escape must restart nothing');
  });

  it('speaks Chinese, also in a light window, and in a report with its chart', async () => {
    const { window, workspace } = await open({ language: 'zh-cn', theme: 'light' });
    const page = taskPage(window.page);
    await window.runCommand('DCS: 查看迁移任务…');
    await window.quickInput.pick('orders-cache');
    await page.waitFor(/阶段 创建 已完成/);
    await window.runCommand('DCS: 刷新迁移任务');
    await page.frame.locator('.plot[data-key="keys"] canvas').waitFor();
    await window.screenshot('page-zh');
    await page.press('保存报告…');
    await window.quickInput.waitForValue(/orders-cache-report\.md$/);
    await window.quickInput.accept();
    await window.editor.waitFor('orders-cache-report.md');
    const [report, chart] = await Promise.all(
      ['md', 'svg'].map((ending) => readFile(join(workspace, `orders-cache-report.${ending}`), 'utf8')),
    );
    assert.match(report ?? '', /## 变化趋势\n\n!\[变化趋势\]\(orders-cache-report\.svg\)/);
    assert.match(chart ?? '', /^<svg [\s\S]*<(?:path|polyline) /);
  });

  describe('as somebody', () => {
    let cloud: Sandbox;
    before(async () => {
      cloud = await startSandbox(key);
    });
    after(() => cloud.close());

    it('shows nothing of it to anybody else', async () => {
      const { window } = await open({
        userSettings: { 'dcs.endpoints': { dcs: cloud.url, vpc: cloud.url, iam: cloud.url } },
      });
      const page = taskPage(window.page);
      await signInToCloud(window);
      const command = 'Create Migration Task from File';
      await (await window.explorer.contextMenu('example.dcsmigration.json', command)).click(command);
      await (await window.dialogs.waitFor(/Create migration task dcs-migration-thrc\?/)).click('Create Task');
      await window.toasts.waitFor(/dcs-migration-thrc was created/);
      await window.runCommand(focus);
      await window.tasks.click(/dcs-migration-thrc/);
      await page.waitFor(/dcs-migration-thrc.*CREATING · cn-north-4/);
      await window.screenshot('page-creating');
      await window.runCommand('DCS: Sign Out');
      await page.waitFor(/^Migration Task .*so nothing of the task is shown\. .*Sign In/);
      assert.doesNotMatch(await page.text(), /dcs-migration-thrc|CREATING|cn-north-4/);
      assert.equal(await window.page.locator('.tabs-container', { hasText: 'dcs-migration-thrc' }).count(), 0);
      await window.screenshot('page-signed-out');
    });
  });
});
