import assert from 'node:assert/strict';
import * as z from 'zod';
import type { TaskSeed } from '../../src/sandbox/life/seeds.ts';
import type { Action } from '../../src/sandbox/routes/route.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { sharedWorld } from '../../src/sandbox/world.ts';
import { send } from '../support/network/signedClient.ts';
import { until } from '../support/suite/until.ts';
import type { Workbench } from '../support/window/workbench.ts';
import { scenarios } from './scenario.ts';
import { forgetFolderRegion, key, signInToCloud } from './signedIn.ts';

const focus = 'DCS: Focus on Migration Tasks View';
const refresh = 'DCS: Refresh Migration Tasks';

describe('the view of the tasks', () => {
  const open = scenarios();

  it('has the tasks of the sandbox, what is wrong with them and what is known of each', async () => {
    const { window } = await open();
    const { tasks } = window;
    await window.runCommand(focus);
    await tasks.waitFor(/^Failed/);
    await tasks.waitFor(/^payments-locks ?failed: A password is wrong\.$/);
    await tasks.waitFor(/^1 backup import$/);
    await tasks.waitFor(/^orders-cache ?ready to cut over$/);
    await window.screenshot('tasks');
    const labels = (await tasks.rows()).map((row) => row.replace(/ ?\d+$/, ''));
    const groups = labels.filter((label) =>
      /^(?:Failed|Waiting to Be Configured|Ready to Cut Over|Running|Done)$/.test(label),
    );
    assert.deepEqual(groups, ['Failed', 'Waiting to Be Configured', 'Ready to Cut Over', 'Running', 'Done']);
    await tasks.waitForBadge(/^[34]$/);

    await tasks.toggle(/^payments-locks/);
    await tasks.waitFor(/^What to do ?Enter the passwords again/);
    await tasks.waitFor(/^Message of the cloud ?WRONGPASS/);
    // The end of its log.
    await tasks.waitFor(/^(?!Message).*WRONGPASS.* ?\d+:\d\d:\d\d/);
    await window.screenshot('tasks-failed');
    assert.match(await tasks.hover(/^orders-cache/), /Status ready to cut over \(INCRMIGEATING\).*Lag \d+.*as of \d+:/);
    await window.screenshot('tasks-hover');
  });

  it('stops a migration after a yes, and shows that it has stopped', async () => {
    const { window, server } = await open();
    const { tasks, dialogs, toasts, page } = window;
    await showInSync(window);
    await (await tasks.contextMenu(/^orders-cache/, 'Stop Migration Task')).click('Stop Migration Task');
    const unread = await dialogs.waitFor(/Stop this migration\?/);
    assert.match(unread.detail, /^orders-cache · ready to cut over/);
    await window.screenshot('tasks-stop');
    // A key that is held, or pressed again, stops nothing.
    await page.keyboard.press('Enter');
    await until('the question has gone', async () => !(await dialogs.isOpen()));
    await (await tasks.contextMenu(/^orders-cache/, 'Stop Migration Task')).click('Stop Migration Task');
    const question = await dialogs.waitFor(/Stop this migration\?/);
    assert.match(question.detail, /^orders-cache · ready to cut over/);
    assert.doesNotMatch(await server.logs(), /POST .*stop/);
    await question.click('Stop');
    await (await toasts.waitFor(/^Sandbox: Migration task orders-cache is stopping\.$/)).close();
    await tasks.waitFor(/^orders-cache ?stopping$/);
    await tasks.toggle(/^Done/);
    await tasks.waitFor(/^orders-cache ?stopped$/);
  });

  it('deletes three at once after their number was typed, and has them no more', async () => {
    const { window } = await open();
    const { tasks, dialogs, quickInput, toasts } = window;
    await showInSync(window);
    await tasks.select(/^payments-locks/, /^product-catalogue/, /^orders-cache/);
    await (await tasks.contextMenu(/^orders-cache/, 'Delete Migration Task')).click('Delete Migration Task');
    const question = await dialogs.waitFor(/Delete 3 migration tasks\?/);
    assert.match(question.detail, /stopped first: 1[\s\S]*cannot be undone/);
    await window.screenshot('tasks-delete');
    await question.click('Delete 3…');
    await quickInput.waitFor({ title: 'Delete Migration Task' });
    await quickInput.accept();
    await quickInput.waitFor({ title: 'Delete Migration Task' });
    await window.screenshot('tasks-delete-number');
    await quickInput.enter('3');
    await toasts.waitFor(/^Sandbox: Migration tasks deleted: 3$/);
    const areGone = async () => !/payments-locks|product-catalogue|orders-cache/.test((await tasks.rows()).join());
    await until('the rows are gone', areGone, tasks.rows);
  });

  it('shows the log of a task, coloured, as a text that nobody can change', async () => {
    const { window } = await open();
    const { tasks, page, editor } = window;
    await window.runCommand(focus);
    await (await tasks.contextMenu(/^payments-locks/, 'Show Log of Task…')).click('Show Log of Task…');
    await page.locator('.tabs-container .tab.active', { hasText: 'payments-locks.log' }).waitFor();
    await editor.waitForText(/\[error\].*WRONGPASS/);
    const tokens = page.locator('.monaco-editor .view-line span[class^="mtk"]');
    const isColoured = async () =>
      new Set(await tokens.evaluateAll((spans) => spans.map((one) => one.className))).size > 1;
    await until('the log is coloured', isColoured);
    await window.screenshot('tasks-log');
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.type('x');
    await window.waitForText(/Cannot edit in read-only editor/);
  });

  it('leads a newcomer to an account or to the sandbox', async () => {
    const { window } = await open({ prepare: forgetFolderRegion });
    const { tasks, page } = window;
    await window.runCommand(focus);
    assert.match(await tasks.welcome(), /^Sign in to see the migration tasks/);
    // Also where the extension host of the scenario before left one.
    await tasks.waitForBadge(/^$/);
    await window.screenshot('tasks-signed-out');
    await page.getByRole('button', { name: 'Use the Local Sandbox' }).click();
    await tasks.waitFor(/^payments-locks/);
    await tasks.waitForBadge(/^\d$/);
    await window.runCommand('DCS: Sign Out');
    assert.match(await tasks.welcome(), /^Sign in to see the migration tasks/);
    assert.deepEqual(await tasks.rows(), []);
    await tasks.waitForBadge(/^$/);
  });

  it('speaks Chinese, and fits into a narrow, light window', async () => {
    const { window } = await open({ language: 'zh-cn', theme: 'light', viewport: { width: 620, height: 700 } });
    const { tasks } = window;
    await window.runCommand('DCS 迁移: Focus on 迁移任务 View');
    await tasks.waitFor(/^待配置/);
    await tasks.waitFor(/^payments-locks ?失败：/);
    await tasks.waitFor(/^orders-cache ?(?:延迟 \d+，待确认|已同步)/);
    await window.runCommand('DCS: 刷新迁移任务');
    await tasks.waitFor(/^orders-cache ?可割接$/);
    await window.screenshot('zh-tasks');
  });
});

describe('the view of the tasks of an account', () => {
  const open = scenarios();
  const denied = new Set<Action>();
  let cloud: Sandbox;
  before(async () => {
    cloud = await startSandbox({ ...key, denied });
  });
  after(() => cloud.close());

  it('says which permission is missing, tries again, and has nothing to show but how to begin', async () => {
    denied.add('dcs:migrationTask:list');
    const endpoints = { dcs: cloud.url, vpc: cloud.url, iam: cloud.url };
    const { window } = await open({ userSettings: { 'dcs.endpoints': endpoints }, prepare: forgetFolderRegion });
    const { tasks, page } = window;
    await signInToCloud(window);
    await window.runCommand(focus);
    assert.match(await tasks.welcome(), /needs the permission dcs:migrationTask:list/);
    await window.screenshot('tasks-not-permitted');
    denied.clear();
    await page.getByRole('button', { name: 'Try Again' }).click();
    await showsWelcome(window, /no migration tasks yet/);
    await window.screenshot('tasks-none');
    await window.runCommand('DCS: Sign Out');
    await showsWelcome(window, /^Sign in to see/);
  });
});

describe('the view of the tasks of a project', () => {
  const open = scenarios();
  const region = 'cn-north-4';
  const projectId = sharedWorld().projects.find(({ name }) => name === region)?.id ?? '';
  let cloud: Sandbox | undefined;
  afterEach(() => cloud?.close());
  const openWith = async (options: Partial<SandboxOptions>) => {
    const started = await startSandbox({ ...key, seedsIn: region, ...options });
    cloud = started;
    const endpoints = { dcs: started.url, vpc: started.url, iam: started.url };
    const { window } = await open({ userSettings: { 'dcs.endpoints': endpoints }, prepare: forgetFolderRegion });
    await signInToCloud(window);
    return { window, cloud: started };
  };

  it('follows a task from its creation until it is in sync', async () => {
    const { window, cloud } = await openWith({ speed: 10 });
    const { tasks } = window;
    const create = 'Create Migration Task from File';
    await (await window.explorer.contextMenu('example.dcsmigration.json', create)).click(create);
    await (await window.dialogs.waitFor(/Create migration task dcs-migration-thrc\?/)).click('Create Task');
    await window.toasts.waitFor(/dcs-migration-thrc was created/);
    await window.runCommand(focus);
    await tasks.waitFor(/^dcs-migration-thrc ?(?:machine is starting|waiting to be configured)$/);
    await tasks.waitFor(/^dcs-migration-thrc ?waiting to be configured$/);
    await tasks.waitForBadge(/^1$/);
    const [task] = cloud.ledger;
    assert.ok(task);
    const target = `/v2/${projectId}/migration/${task.taskId}/task`;
    const body = JSON.stringify({
      migration_method: 'incremental_migration',
      resume_mode: 'auto',
      source_instance: { id: null, addrs: '10.10.1.23:6379', password: 'sandbox-own-source-1' },
      target_instance: { id: null, addrs: '10.10.1.24:6379', password: 'sandbox-own-target-2' },
    });
    assert.equal((await send(cloud, { method: 'POST', target, body, key })).status, 200);
    // Where nothing moves the view looks every thirty seconds.
    await window.runCommand(refresh);
    // One look after the other: what it copies, that it catches up, by how much, and twice that it is level.
    for (const step of ['full copy|catching up|lag|ready', 'catching up|lag|ready', 'catching up, lag|lag|ready'])
      await tasks.waitFor(new RegExp(`^dcs-migration-thrc ?(?:${step})`));
    await tasks.waitFor(/^dcs-migration-thrc ?ready to cut over$/);
    await window.screenshot('tasks-in-sync');
  });

  it('may have a thousand: one is found, and stays open while another one goes', async () => {
    const seeds = Array.from({ length: 1000 }, (_, index): TaskSeed => {
      return { name: `task-${index}`, state: index < 3 ? 'inSync' : 'waiting' };
    });
    const { window, cloud } = await openWith({ seeds });
    const { tasks, page } = window;
    await window.runCommand(focus);
    await tasks.waitFor(/^Waiting to Be Configured ?997$/);
    await window.screenshot('tasks-thousand');
    await window.runCommand(focus);
    await tasks.find('task-777');
    await tasks.toggle(/^task-777/);
    await tasks.waitFor(/^Task ID/);
    const target = `/v2/${projectId}/migration-tasks/delete`;
    const body = JSON.stringify({ task_id_list: [await seeded(cloud, 'task-778')] });
    assert.equal((await send(cloud, { method: 'DELETE', target, body, key })).status, 200);
    await until('it is gone', async () => !(await tasks.rows()).some((row) => /^task-778/.test(row)), tasks.rows);
    await tasks.waitFor(/^Task ID/);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.locator('.monaco-workbench.hc-black').waitFor();
    await window.screenshot('tasks-high-contrast');
    await page.emulateMedia({ forcedColors: 'none' });
  });

  async function seeded(cloud: Sandbox, name: string): Promise<string> {
    const { body } = await send(cloud, { target: `/v2/${projectId}/migration-tasks?limit=1000`, key });
    const list = z.array(z.object({ task_id: z.string(), task_name: z.string() })).parse(body['migration_tasks']);
    return list.find(({ task_name }) => task_name === name)?.task_id ?? '';
  }
});

/** A task counts as ready only at the second look at it, for which nobody has to wait. */
async function showInSync({ runCommand, tasks }: Workbench): Promise<void> {
  await runCommand(focus);
  await tasks.waitFor(/^orders-cache ?(?:lag \d+, to be confirmed|ready to cut over)/);
  await runCommand(refresh);
  await tasks.waitFor(/^orders-cache ?ready to cut over$/);
}

async function showsWelcome({ tasks, waitForText }: Workbench, pattern: RegExp): Promise<void> {
  await waitForText(new RegExp(pattern.source.replace('^', '')));
  assert.match(await tasks.welcome(), pattern);
}
