import assert from 'node:assert/strict';
import { createStatusBar } from '../../../src/host/statusBar.ts';
import { createStatusLine } from '../../../src/views/statusLine.ts';
import { english } from '../../support/desk/english.ts';
import { createVirtualClock } from '../../support/desk/virtualClock.ts';
import { editor } from '../../support/vscode/scriptedEditor.ts';

describe('the status bar', () => {
  it('is drawn a few times while a batch creates hundreds of tasks, the last time with all of them', async () => {
    editor.statusTexts.length = 0;
    const clock = createVirtualClock();
    const bar = createStatusBar({ subscriptions: [] }, 'DCS Migration', 'dcs.status', clock.wait);
    const line = createStatusLine(bar, english);
    const tasks = Array.from({ length: 500 }, (_, index) => ({ name: `orders-${index}`, stage: 'starting' }) as const);
    for (const [index] of tasks.entries()) line.followed(tasks.slice(0, index + 1));
    await clock.wait(5000);
    assert.match(editor.statusTexts.at(-1) ?? '', /500 tasks are starting/);
    assert.ok(editor.statusTexts.length <= 4, editor.statusTexts.join());
  });
});
