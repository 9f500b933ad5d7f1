import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedWorld } from '../../src/sandbox/world.ts';
import { until } from '../support/suite/until.ts';
import type { Workbench } from '../support/window/workbench.ts';
import { scenarios } from './scenario.ts';

const { vpcs } = sharedWorld();
const example = 'example.dcsmigration.json';
const draft = 'draft.dcsmigration.json';

const vpc = (name: string) => {
  const found = vpcs.find((one) => one.name === name);
  assert.ok(found);
  return found;
};
const dev = vpc('vpc-dev');
const sound = {
  name: 'dcs-migration-orders',
  vpc_id: dev.id,
  subnet_id: dev.subnets[0]?.id,
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

const writing = (values: object) => (workspace: string) =>
  writeFile(join(workspace, draft), JSON.stringify(values, undefined, 2));

const suggestion = ({ page }: Workbench, text: string) =>
  page.locator('.suggest-widget .monaco-list-row', { hasText: text }).first();

/** Asks for the list until it offers the row: the extension starts some seconds after the window. */
function untilOffered(window: Workbench, text: string): Promise<true> {
  return until(`${text} is offered`, async () => {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Control+Space');
    return suggestion(window, text)
      .waitFor({ timeout: 3000 })
      .then(
        () => true as const,
        () => false,
      );
  });
}

/** Takes the suggestion of this text, once what was typed has made it the chosen one. */
async function take({ page }: Workbench, text: string): Promise<void> {
  await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: text }).waitFor();
  await page.keyboard.press('Enter');
}

/** Asks for the fixes of the marks at the caret, which may be made anew at the moment, until this one is the chosen one. */
function untilFixOffered({ page }: Workbench, title: string): Promise<true> {
  return until(`${title} is offered`, async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    return page
      .locator('.action-widget .monaco-list-row.focused', { hasText: title })
      .waitFor({ timeout: 3000 })
      .then(
        () => true as const,
        () => false,
      );
  });
}

/** Selects the value in the line that has `part`, without its quotes. */
async function placeCaretIn({ editor, page }: Workbench, part: string): Promise<void> {
  await editor.placeCaretAfter(part);
  await page.keyboard.press('ArrowLeft');
}

describe('the editor of task files', () => {
  const open = scenarios();

  it('completes a VPC by name and a subnet of it, and writes their IDs', async () => {
    const window = (await open({ prepare: writing({ name: 'orders', vpc_id: '', subnet_id: '' }) })).window;
    const { editor, page } = window;
    await window.explorer.open(draft);
    await editor.placeCaretAfter('"vpc_id"');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await untilOffered(window, 'vpc-staging');
    await window.screenshot('completion-vpc');
    await editor.type('dev');
    await suggestion(window, 'vpc-staging').waitFor({ state: 'hidden' });
    await take(window, 'vpc-dev');
    await editor.waitForText(new RegExp(`"vpc_id": "${dev.id}",`));
    await placeCaretIn(window, '"subnet_id"');
    await untilOffered(window, 'subnet-dev-app');
    assert.equal(await suggestion(window, 'subnet-staging').count(), 0);
    await editor.type('10.10.1');
    await suggestion(window, 'subnet-dev-app').waitFor({ state: 'hidden' });
    await suggestion(window, 'subnet-dev-cache').waitFor();
    await window.screenshot('completion-subnet');
    await take(window, 'subnet-dev-cache');
    await editor.waitForText(new RegExp(`"subnet_id": "${dev.subnets[1]?.id}"`));
    await editor.waitForText(/subnet-dev-cache · 10\.10\.1\.0\/24/);
    await editor.waitForText(/vpc-dev · 10\.10\.0\.0\/16/);
    await window.screenshot('hints');
  });

  it('finds one of thousands, however quickly it is typed', async () => {
    const large = vpc('vpc-large');
    const last = large.subnets.at(-1);
    assert.ok(last && large.subnets.length > 2000);
    const window = (await open({ prepare: writing({ ...sound, vpc_id: large.id, subnet_id: '' }) })).window;
    const { editor, page } = window;
    await window.explorer.open(draft);
    await editor.waitForText(/vpc-large · 10\.64\.0\.0\/12/);
    await editor.placeCaretAfter('"subnet_id"');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await untilOffered(window, 'subnet-large-0001');
    await editor.type(last.name);
    await suggestion(window, last.name).waitFor();
    await window.screenshot('completion-large');
    await take(window, last.name);
    await editor.waitForText(new RegExp(`"subnet_id": "${last.id}"`));
  });

  it('marks a subnet of another VPC, and its fix mends the file', async () => {
    const staging = vpc('vpc-staging').subnets[0]?.id;
    const window = (await open({ prepare: writing({ ...sound, subnet_id: staging }) })).window;
    const { editor, page } = window;
    await window.explorer.open(draft);
    await editor.waitForText(/subnet-staging-app/);
    await page.locator('.squiggly-error').first().waitFor();
    await placeCaretIn(window, '"subnet_id"');
    await untilFixOffered(window, 'Set vpc_id to vpc-staging');
    await window.screenshot('quick-fix');
    await page.keyboard.press('Enter');
    await editor.waitForText(/vpc-staging · 10\.20\.0\.0\/16/);
    await page.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
  });

  it('leads from a squiggle to the list of what could stand there', async () => {
    const window = (await open({ prepare: writing({ ...sound, security_group_id: dev.id }) })).window;
    const { editor, page } = window;
    await window.explorer.open(draft);
    await editor.waitForText(/not found in sandbox-1/);
    // The note beside the value may be there before its mark, from which the fixes come.
    await page.locator('.squiggly-warning').first().waitFor();
    await placeCaretIn(window, '"security_group_id"');
    await untilFixOffered(window, 'Pick a security group…');
    await page.keyboard.press('Enter');
    await suggestion(window, 'sg-migration').waitFor();
    await window.screenshot('pick');
    await editor.type('sg-migration');
    await suggestion(window, 'sg-prod-web').waitFor({ state: 'hidden' });
    await take(window, 'sg-migration');
    await editor.waitForText(/"\s*sg-migration/);
    await page.locator('.squiggly-warning').first().waitFor({ state: 'hidden' });
  });

  it('creates from the line above the file, and shows the task there', async () => {
    const window = (await open()).window;
    const { page } = window;
    await window.explorer.open(example);
    const lens = (text: string | RegExp) => page.locator('.codelens-decoration a', { hasText: text }).first();
    await lens('Local Sandbox').waitFor();
    await window.screenshot('lenses');
    await lens('Create Task').click();
    await window.toasts.waitFor(/was created with task ID/);
    await lens(/Created .*: [0-9a-f-]{36}/).click();
    await window.toasts.waitFor(/Copied the task ID [0-9a-f-]{36}/);
    assert.match(await window.clipboard(), /^[0-9a-f-]{36}$/);
    await window.screenshot('lens-created');
    await lens('Local Sandbox').click();
    await window.quickInput.waitFor({ title: 'Switch Profile' });
    await window.screenshot('switch-profile');
  });

  it('makes a new file by the lists of the cloud', async () => {
    const { window } = await open();
    const { quickInput, editor } = window;
    await window.runCommand('DCS: New Migration Task File');
    await quickInput.waitFor({ title: 'New Migration Task File · Local Sandbox', step: '1/4' });
    await quickInput.enter('orders-to-dcs');
    await quickInput.pick('vpc-dev');
    // This row is there at once, and moves down when the list has come.
    await quickInput.waitForRow('subnet-dev-app');
    await quickInput.pick('Leave it empty for now');
    await quickInput.pick('sg-migration');
    // The dialog comes after the last question, some time later.
    await quickInput.waitForValue(/\/orders-to-dcs\.dcsmigration\.json$/);
    await quickInput.waitUntilIdle();
    await window.screenshot('new-file-save');
    await quickInput.accept();
    await editor.waitFor('orders-to-dcs.dcsmigration.json');
    await editor.waitForText(/"subnet_id": ""/);
    await window.waitForText(/Ln 13, Col 17/);
    await editor.type('x');
    await editor.waitForText(/"subnet_id": "x"/);
    await window.screenshot('new-file');
  });

  it('speaks Chinese, in a narrow, light window', async () => {
    const window = (
      await open({
        language: 'zh-cn',
        theme: 'light',
        viewport: { width: 900, height: 700 },
        prepare: writing({ ...sound, vpc_id: vpc('vpc-staging').id }),
      })
    ).window;
    const { editor, page } = window;
    await window.explorer.open(draft);
    await page.locator('.codelens-decoration a', { hasText: '本地沙箱' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: '创建任务' }).waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await placeCaretIn(window, '"subnet_id"');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover', { hasText: '可用IP数' }).first();
    await hover.waitFor();
    await window.screenshot('zh-hover-subnet');
    assert.match(await hover.innerText(), /子网 subnet-dev-app 属于虚拟私有云 vpc-dev/);
    await page.keyboard.press('Escape');
    await editor.placeCaretAfter('"subnet_id"');
    await page.keyboard.press('ArrowLeft');
    await untilFixOffered(window, '将vpc_id设为');
    await window.screenshot('zh-quick-fix');
  });
});
