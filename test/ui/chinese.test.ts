import assert from 'node:assert/strict';
import { until } from '../support/suite/until.ts';
import { scenarios } from './scenario.ts';

const title = '创建在线数据迁移任务 · 本地沙箱';

describe('in Chinese', () => {
  const open = scenarios();

  it('creates a task in a narrow, light window', async () => {
    const { window, server } = await open({ language: 'zh-cn', theme: 'light', viewport: { width: 820, height: 640 } });
    const { quickInput, toasts } = window;
    await window.runCommand('DCS: 创建在线数据迁移任务');
    await quickInput.waitFor({ title, step: '1/6' });
    await quickInput.enter('orders-to-dcs');
    await quickInput.waitFor({ title, step: '2/6' });
    await quickInput.enter('订单缓存迁移');
    await quickInput.waitForRow('vpc-dev');
    await quickInput.type('缓存');
    await quickInput.pick('缓存迁移专用网络');
    await quickInput.waitForRow('子网-迁移机');
    await window.screenshot('zh-subnets');
    await quickInput.pick('子网-迁移机');
    await quickInput.pick('default');
    await quickInput.waitFor({ title, step: '6/6' });
    await window.screenshot('zh-review');
    await quickInput.pick('创建');
    const toast = await toasts.waitFor(/沙箱：在线数据迁移任务 orders-to-dcs 创建成功，任务ID：[0-9a-f-]{36}。/);
    assert.deepEqual(toast.buttons, ['复制任务ID', '另存为任务文件…', '查看日志']);
    await toasts.waitGone(/正在创建/);
    await window.screenshot('zh-created');
    await server.waitForLog(/请求ID：/);
  });

  it('shows and copies the request of a task file, in a narrow, light window', async () => {
    const { window } = await open({ language: 'zh-cn', theme: 'light', viewport: { width: 820, height: 640 } });
    const { editor, quickInput, toasts } = window;
    await window.explorer.open('example.dcsmigration.json');
    await editor.clickTitleButton('预览请求');
    await editor.waitForText(/"description": "创建在线数据迁移任务"/);
    await editor.clickTitleButton('复制请求');
    await quickInput.waitFor({ title: '复制请求 · 本地沙箱' });
    await window.screenshot('zh-request-copy');
    await quickInput.pick('cURL (sh)');
    await toasts.waitFor(/已复制，供 cURL \(sh\) 使用。每次执行都会在沙箱中创建一个任务，不会产生费用。/);
    await window.screenshot('zh-request');
  });

  it('explains task files and their mistakes', async () => {
    const { window } = await open({ language: 'zh-cn' });
    await window.explorer.open('example.dcsmigration.json');
    const menu = await window.explorer.contextMenu('example.dcsmigration.json', '从文件创建在线数据迁移任务');
    await window.screenshot('zh-menu');
    await menu.close();
    const hover = window.page.locator('.monaco-hover', { hasText: '网络ID' }).first();
    await window.page.locator('.view-line', { hasText: 'subnet_id' }).getByText('"subnet_id"').click();
    // The JSON server starts some seconds after the window.
    await until('the hover explains subnet_id', async () => {
      await window.page.keyboard.press('Control+K');
      await window.page.keyboard.press('Control+I');
      return hover.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    await window.screenshot('zh-hover');
    await window.page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
    await window.editor.replaceAll('{ "name": "orders" }');
    await window.editor.clickTitleButton('从文件创建在线数据迁移任务');
    const toast = await window.toasts.waitFor(/example\.dcsmigration\.json:1:1: /);
    assert.match(toast.message, /未发送任何请求。$/);
    await window.screenshot('zh-mistake');
  });
});
