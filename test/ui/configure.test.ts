import assert from 'node:assert/strict';
import { scenarios } from './scenario.ts';

const focus = 'DCS: Focus on Migration Tasks View';
const configure = 'Configure and Start…';
const title = 'Configure and Start · product-catalogue · Local Sandbox';

describe('configuring a task', () => {
  const open = scenarios();

  it('starts it from its row once a wrong password is mended and the whitelists let it in', async () => {
    const { window, server } = await open();
    const { tasks, quickInput, toasts, page } = window;
    await window.runCommand(focus);
    await (await tasks.contextMenu(/^product-catalogue/, configure)).click(configure);
    let decisions = 1;
    const decided = async (step: string, decide: () => Promise<void>) => {
      await quickInput.waitFor({ title, step });
      await decide();
      decisions += 1;
    };
    await decided('1/5', () => quickInput.accept());
    await quickInput.waitForRow('carts-redis');
    await window.screenshot('configure-instances');
    const pick = async (name: string) => {
      await quickInput.type(name);
      await quickInput.pick(name);
    };
    await decided('2/5', () => pick('orders-redis'));
    await quickInput.waitForMessage(/Password of the source orders-redis/);
    assert.equal(await quickInput.isPassword(), true);
    await decided('2/5', () => quickInput.enter('a wrong one'));
    await decided('3/5', () => pick('orders-redis-new'));
    await quickInput.waitForMessage(/Password of the target orders-redis-new/);
    await window.screenshot('configure-password');
    await decided('3/5', () => quickInput.enter('canary-of-the-target-78'));
    await decided('4/5', () => quickInput.pick('Auto-Reconnect Off'));
    await quickInput.waitForMessage(/Most bandwidth/);
    await decided('4/5', () => quickInput.accept());
    await quickInput.waitForRow(/The whitelist of orders-redis keeps /);
    await window.screenshot('configure-review');
    await quickInput.pick('The password of orders-redis is wrong.');
    await window.screenshot('configure-wrong-password');
    await quickInput.pick('Change the Source');
    await quickInput.waitForRow('carts-redis');
    await pick('orders-redis');
    await quickInput.waitForMessage(/Password of the source orders-redis/);
    await quickInput.enter('canary-of-the-source-77');
    await quickInput.waitForRow(/The whitelist of orders-redis keeps /);
    // The key that is held from the question before changes a line at most.
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ title, step: '1/5' });
    await quickInput.accept();
    await decided('5/5', () => quickInput.pick(/The whitelist of orders-redis keeps /));
    await quickInput.waitForRow('Add the Machine to the Whitelist');
    await window.screenshot('configure-whitelist');
    await quickInput.pick('Add the Machine to the Whitelist');
    decisions += 1;
    await decided('5/5', () => quickInput.pick(/repl-timeout of the source is 60 s/));
    await quickInput.pick('Set It at the Source');
    decisions += 1;
    await quickInput.waitForRow('Show All Checks');
    await window.screenshot('configure-checked');
    await decided('5/5', () => quickInput.pick('Start'));
    console.log(`      decisions from the row to a running migration: ${decisions}`);
    assert.equal(decisions, 13);
    await toasts.waitFor(/The migration of task product-catalogue has started\./);
    await tasks.waitFor(/^product-catalogue ?(?:full copy|catching up|lag|ready to cut over)/);
    assert.doesNotMatch(await server.logs(), /a wrong one|canary-of-the/);
  });

  it('speaks Chinese, and fits into a narrow, light window', async () => {
    const { window } = await open({ language: 'zh-cn', theme: 'light', viewport: { width: 620, height: 700 } });
    const { tasks, quickInput, toasts } = window;
    await window.runCommand('DCS 迁移: Focus on 迁移任务 View');
    await (await tasks.contextMenu(/^product-catalogue/, '配置并启动…')).click('配置并启动…');
    await quickInput.waitForRow('全量迁移');
    await window.screenshot('zh-configure-method');
    await quickInput.pick('全量迁移');
    await quickInput.waitForRow('catalogue-proxy');
    await quickInput.type('sessions');
    await quickInput.pick('sessions-redis');
    await quickInput.pick('carts-redis-new');
    await quickInput.waitForMessage(/目标端 carts-redis-new 的密码/);
    await quickInput.enter('canary-of-the-target-78');
    await quickInput.pick('关闭自动重连');
    await quickInput.waitForRow('启动');
    await window.screenshot('zh-configure-review');
    await quickInput.pick('启动');
    await toasts.waitFor(/任务 product-catalogue 的迁移已启动。/);
  });
});
