import assert from 'node:assert/strict';
import type { HeldAnswer } from '../../src/sandbox/exchange.ts';
import type { Action } from '../../src/sandbox/routes/route.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { until } from '../support/suite/until.ts';
import type { Workbench } from '../support/window/workbench.ts';
import { scenarios } from './scenario.ts';
import { answerSignIn, key, signInToCloud } from './signedIn.ts';

const file = 'example.dcsmigration.json';

/** What is done with the answer to the next creates. */
type Answers = 'given' | 'lost' | 'held';

describe('a create without a clean answer', () => {
  const open = scenarios();
  const denied = new Set<Action>();
  let cloud: Sandbox;
  let listLag = 0;
  let answers: Answers = 'given';
  let release: () => void = () => undefined;
  const latency = async ({ method }: HeldAnswer) => {
    if (method !== 'POST') return;
    if (answers === 'lost') throw new Error('cut');
    if (answers === 'held') {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
  };
  /** Another account for each test: one with nothing in it. */
  const startCloud = async () => {
    cloud = await startSandbox({ ...key, denied, latency, listLag, machineTime: 3000 });
    return {
      userSettings: { 'dcs.endpoints': { dcs: cloud.url, vpc: cloud.url, iam: cloud.url } },
    };
  };
  afterEach(async () => {
    release();
    answers = 'given';
    listLag = 0;
    denied.clear();
    await cloud.close();
  });
  const statusBar = (window: Workbench) => window.page.locator('[id="dcs-tools.dcs-migration.dcs.status"]');
  const statusSays = (window: Workbench, pattern: RegExp) =>
    until(
      `the status bar says ${pattern}`,
      async () => pattern.test((await statusBar(window).allInnerTexts()).join()),
      () => statusBar(window).allInnerTexts(),
    );
  const create = async (window: Workbench, command = 'Create Migration Task from File', yes = 'Create Task') => {
    await (await window.explorer.contextMenu(file, command)).click(command);
    await (await window.dialogs.waitFor(/dcs-migration-thrc/)).click(yes);
  };

  it('is looked for and found, and followed until it is ready', async () => {
    listLag = 4000;
    const { window, server } = await open(await startCloud());
    await signInToCloud(window);
    answers = 'lost';
    await create(window);
    await window.toasts.waitFor(/Creating migration task dcs-migration-thrc: not in the list yet/);
    await window.screenshot('looking');
    const toast = await window.toasts.waitFor(
      /was created with task ID .* The answer was lost; .* was found in the list/,
    );
    assert.deepEqual(toast.buttons, ['Copy Task ID', 'Open Log']);
    assert.equal(cloud.ledger.length, 1);
    assert.ok(toast.message.includes(cloud.ledger[0]?.taskId ?? '?'));
    await window.toasts.waitGone(/Creating/);
    await window.screenshot('found');
    await statusSays(window, /DCS: dcs-migration-thrc can be configured/);
    await window.screenshot('ready');
    await server.waitForLog(/is ready to be configured\. Its migration machine has the IP address/);
  });

  it('is asked about before there is a second one', async () => {
    const { window } = await open(await startCloud());
    await signInToCloud(window);
    await create(window);
    await (await window.toasts.waitFor(/was created with task ID/)).close();
    await create(window);
    const question = await window.dialogs.waitFor(/Create another migration task named dcs-migration-thrc\?/);
    assert.match(question.detail, new RegExp(cloud.ledger[0]?.taskId ?? '?'));
    await window.screenshot('second-yes');
    // One Enter too many, or three.
    for (let time = 0; time < 3; time += 1) await window.page.keyboard.press('Enter');
    await create(window);
    await (await window.dialogs.waitFor(/Create another/)).escape();
    assert.equal(cloud.ledger.length, 1);
    await create(window);
    await (await window.dialogs.waitFor(/Create another/)).click('Create Another');
    await window.toasts.waitFor(/was created with task ID/);
    assert.equal(cloud.ledger.length, 2);
  });

  it('survives a reload of the window, and is offered in the status bar without a word', async () => {
    const { window } = await open(await startCloud());
    await signInToCloud(window);
    answers = 'held';
    await create(window);
    await until('the task is there', async () => cloud.ledger.length === 1);
    await window.reload();
    await statusSays(window, /DCS: 1 creation not certain/);
    assert.deepEqual(await window.toasts.messages(), []);
    await window.screenshot('unsettled');
    answers = 'given';
    release();
    await statusBar(window).click();
    // This editor's secrets end with the window; what was confirmed stays.
    await answerSignIn(window, 'en', 'confirmed');
    const toast = await window.toasts.waitFor(/was created with task ID .* was found in the list/);
    assert.ok(toast.message.includes(cloud.ledger[0]?.taskId ?? '?'));
    await statusSays(window, /starting|can be configured/);
    assert.equal(cloud.ledger.length, 1);
  });

  it('is said to be not certain where it cannot be found, in Chinese', async () => {
    listLag = 10 * 60_000;
    const { window } = await open({
      ...(await startCloud()),
      language: 'zh-cn',
      theme: 'light',
      viewport: { width: 900, height: 700 },
    });
    await signInToCloud(window, 'zh-cn');
    answers = 'lost';
    await create(window, '从文件创建在线数据迁移任务', '创建任务');
    const looking = await window.toasts.waitFor(/正在创建在线数据迁移任务 dcs-migration-thrc: 列表中/);
    await window.screenshot('zh-looking');
    await looking.click('Cancel');
    const toast = await window.toasts.waitFor(/无法确定在线数据迁移任务 dcs-migration-thrc 是否已创建/);
    assert.equal(toast.severity, 'warning');
    assert.deepEqual(toast.buttons, ['再次查找', '仍然创建', '查看日志']);
    await window.screenshot('zh-not-certain');
    answers = 'given';
    await toast.click('仍然创建');
    await window.toasts.waitFor(/创建成功/);
    assert.equal(cloud.ledger.length, 2);
  });
});
