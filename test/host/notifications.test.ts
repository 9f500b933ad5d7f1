import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createNotifier } from '../../src/host/notifications.ts';
import { plainText } from '../../src/host/plainText.ts';
import { until } from '../support/suite/until.ts';
import { replaceIn } from './replaced.ts';

describe('notifications', () => {
  const failures: unknown[] = [];
  const notifier = createNotifier((error) => failures.push(error));
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.deepEqual(failures.splice(0), []);
  });

  it('show progress for as long as the work takes, and give what it gives', async () => {
    const signals: AbortSignal[] = [];
    const work = async (signal: AbortSignal) => {
      signals.push(signal);
      return 'created';
    };
    assert.equal(await notifier.progress('Creating', work), 'created');
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false],
    );
    await assert.rejects(
      notifier.progress('Creating', () => Promise.reject(new Error('no route'))),
      /no route/,
    );
  });

  it('say how far the work is, as plain text', async () => {
    const shown: unknown[] = [];
    const { withProgress } = vscode.window;
    const restore = replaceIn(vscode.window, {
      withProgress: (options, task) =>
        withProgress(options, (progress, token) => {
          const report = (step: { message?: string }) => {
            shown.push(step);
            progress.report(step);
          };
          return task({ report }, token);
        }),
    });
    try {
      await notifier.progress('Creating', async (_, report) => {
        report('look 1');
        report('[look](command:dcs.signOut) 2');
      });
    } finally {
      restore();
    }
    assert.deepEqual(shown, [{ message: 'look 1' }, { message: plainText('[look](command:dcs.signOut) 2', 100) }]);
    assert.notEqual(plainText('[look](command:dcs.signOut) 2', 100), '[look](command:dcs.signOut) 2');
  });

  it('show a hostile text as words, within what the editor shows', async () => {
    const shown: string[] = [];
    const show = async (message: string) => void shown.push(message);
    const restore = replaceIn(vscode.window, { showWarningMessage: show });
    try {
      notifier.tell('warning', `a\u200b\u202e [b](command:dcs.signOut) \n${'😀'.repeat(5000)}`);
      await until('it is shown', async () => shown.length > 0);
    } finally {
      restore();
    }
    const [message = ''] = shown;
    assert.match(message, /^a‹U\+200B U\+202E› \[b\] \(command:dcs\.signOut\) (?:😀)+…$/u);
    assert.ok([...message].length <= 901, String([...message].length));
  });

  it('stop the work when the person cancels', async () => {
    await notifier.progress('Creating', async (signal) => {
      const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
      // The one button of a progress notification is Cancel.
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await stopped;
      assert.equal(signal.aborted, true);
    });
  });

  it('do not wait for the person', () => {
    for (const level of ['info', 'warning', 'error'] as const) {
      notifier.tell(level, 'Nobody reads this.', [{ label: 'Never', run: () => assert.fail('nobody pressed this') }]);
    }
  });

  it('copy to the clipboard', async () => {
    await notifier.copy('0d0f5a0e-task');
    assert.equal(await vscode.env.clipboard.readText(), '0d0f5a0e-task');
    await notifier.copy('one\n  two\u0003\u001b[201~\r');
    assert.equal(await vscode.env.clipboard.readText(), 'one\n  two[201~');
  });
});
