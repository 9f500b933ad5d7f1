import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { StatusText } from '../../src/desk/statusLine.ts';
import { createStatusBar } from '../../src/host/statusBar.ts';
import { until } from '../support/suite/until.ts';
import { disposeAll } from './extensionUnderTest.ts';
import { watchStatusBar } from './watchedStatusBar.ts';

const starting: StatusText = {
  icon: 'sync~spin',
  text: 'DCS: one is starting',
  tooltip: 'It is being brought up.',
  command: 'dcs.showLog',
  warning: false,
};

describe('the status bar', () => {
  const context: Pick<vscode.ExtensionContext, 'subscriptions'> = { subscriptions: [] };
  let watched: ReturnType<typeof watchStatusBar>;
  let show: ReturnType<typeof createStatusBar>;
  beforeEach(() => {
    watched = watchStatusBar(vscode.window);
    show = createStatusBar(context, 'DCS Migration', 'dcs.status');
  });
  afterEach(async () => {
    watched.restore();
    await disposeAll(context.subscriptions);
  });

  it('has no item as long as there is nothing to show', () => {
    show(undefined);
    assert.deepEqual(watched.items, []);
  });

  it('shows one entry with its icon, its text, its tooltip and its command', () => {
    show(starting);
    const [{ item, isShown } = {}] = watched.items;
    assert.equal(isShown, true);
    assert.equal(item?.text, '$(sync~spin) DCS: one is starting');
    assert.deepEqual(
      [item.name, item.tooltip, item.command, item.backgroundColor],
      ['DCS Migration', starting.tooltip, starting.command, undefined],
    );
  });

  it('warns in the color of warnings, and no longer than that', async () => {
    show({ ...starting, warning: true });
    const color = watched.items[0]?.item.backgroundColor;
    assert.ok(color instanceof vscode.ThemeColor);
    assert.equal(color.id, 'statusBarItem.warningBackground');
    show(starting);
    // What follows at once is drawn together.
    await until('it warns no more', async () => watched.items[0]?.item.backgroundColor === undefined);
  });

  it('hides the entry, shows it again and stays with one item, which ends with the extension', async () => {
    show(starting);
    show(undefined);
    await until('it is hidden', async () => watched.items[0]?.isShown === false);
    show({ ...starting, text: 'DCS: two are starting' });
    await until('it is shown again', async () => watched.items[0]?.isShown === true);
    assert.equal(watched.items[0]?.item.text, '$(sync~spin) DCS: two are starting');
    await disposeAll(context.subscriptions);
    assert.equal(watched.items[0]?.isDisposed, true);
    assert.equal(watched.items.length, 1);
  });

  it('shows what cannot be seen, and no more than there is room for', () => {
    const hostile = `DCS: a\u200b\n${'长'.repeat(5000)}`;
    show({ ...starting, text: hostile, tooltip: hostile });
    const { text = '', tooltip } = watched.items[0]?.item ?? {};
    assert.equal(text, `$(sync~spin) DCS: a‹U+200B› ${'长'.repeat(44)}…`);
    assert.equal(tooltip, `DCS: a‹U+200B› ${'长'.repeat(284)}…`);
  });

  it('shows a name with an icon in it as it is written', () => {
    show({ ...starting, text: 'DCS: $(flame) is starting' });
    assert.doesNotMatch(watched.items[0]?.item.text ?? '', /^\$\(sync~spin\) DCS: \$\(flame\)/);
  });
});
