import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Tickable } from '../../../src/desk/ports.ts';
import { createPrompter } from '../../../src/host/questions/prompts.ts';
import { t } from '../extensionUnderTest.ts';
import { replaceIn } from '../replaced.ts';

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

  it('shows hostile texts as words, in questions of every kind', async () => {
    const hostile = `$(flame) [a](command:b)\u202e${'x'.repeat(5000)}`;
    const shown: Shown[] = [];
    const { createQuickPick, createInputBox } = vscode.window;
    const restore = replaceIn(vscode.window, {
      createQuickPick: <T extends vscode.QuickPickItem>() => watchedPick(createQuickPick<T>(), shown),
      createInputBox: () => watchedBox(createInputBox(), shown),
    });
    try {
      const prompter = createPrompter(t);
      const question = { title: hostile, placeholder: hostile };
      const choice = { label: hostile, description: hostile, detail: hostile, group: hostile, value: 1 };
      const notice = { severity: 'warning', message: hostile } as const;
      const asked = [
        prompter.pickMany({ ...question, choices: [{ ...choice, ticked: true }] }),
        prompter.pick({ ...question, choices: [choice] }),
        prompter.input({ ...question, prompt: hostile, notice }),
      ];
      for (const { hide } of shown) hide();
      await Promise.all(asked);
    } finally {
      restore();
    }
    assert.equal(shown.length, 3);
    const plain = (most: number) => `$(flame) [a](command:b)‹U+202E›${'x'.repeat(most - 32)}…`;
    const noIcon = (most: number) => `\\$(flame) [a] (command:b)‹U+202E›${'x'.repeat(most - 32)}…`;
    for (const { texts } of shown) assert.deepEqual(texts.slice(0, 2), [plain(200), plain(150)]);
    const row = [noIcon(120), undefined, undefined, noIcon(120), noIcon(200), noIcon(400)];
    assert.deepEqual(
      shown.map(({ texts }) => texts.slice(2)),
      [row, row, [noIcon(300), noIcon(600)]],
    );
  });

  it('ends without an answer when it is closed', async () => {
    const answer = ask();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await answer, undefined);
  });
});

/** What a question said when it was shown. */
interface Shown {
  readonly texts: readonly unknown[];
  readonly hide: () => void;
}

function watched<Input extends vscode.QuickInput & { placeholder: string | undefined }>(
  input: Input,
  shown: Shown[],
  more: () => readonly unknown[],
): Input {
  const show = input.show.bind(input);
  const note = () => {
    shown.push({ texts: [input.title, input.placeholder, ...more()], hide: () => input.hide() });
    show();
  };
  return Object.assign(input, { show: note });
}

function watchedPick<T extends vscode.QuickPickItem>(pick: vscode.QuickPick<T>, shown: Shown[]): vscode.QuickPick<T> {
  return watched(pick, shown, () =>
    pick.items.flatMap(({ label, description, detail }) => [label, description, detail]),
  );
}

function watchedBox(box: vscode.InputBox, shown: Shown[]): vscode.InputBox {
  return watched(box, shown, () => {
    const { prompt, validationMessage: remark } = box;
    return [prompt, typeof remark === 'object' ? remark.message : remark];
  });
}
