import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Tickable } from '../../src/desk/ports.ts';
import { createPrompter } from '../../src/host/questions/prompts.ts';
import { t } from './extensionUnderTest.ts';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';

describe('a list with ticks', () => {
  const row = (label: string, ticked: boolean, unusable?: string): Tickable<string> => ({
    label,
    ticked,
    value: label,
    ...(unusable === undefined ? {} : { unusable }),
  });
  const choices = [row('wrong', true, 'It is wrong'), row('first', true), row('exists', false), row('last', true)];
  const ask = () => createPrompter(t).pickMany({ title: 'Many', placeholder: 'Tick some', choices });
  /** Until the list has reached the window and taken the focus. */
  const acceptWhenShown = async (answer: Promise<unknown>) => {
    let over = false;
    const watched = answer.finally(() => {
      over = true;
    });
    while (!over) {
      await vscode.commands.executeCommand(accept);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return watched;
  };

  it('begins with its ticks, never on what is unusable', async () => {
    assert.deepEqual(await acceptWhenShown(ask()), ['first', 'last']);
  });

  it('ends without an answer when it is closed', async () => {
    const answer = ask();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await answer, undefined);
  });
});
