import { type InputBox, InputBoxValidationSeverity, QuickInputButtons, ThemeIcon, window } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { Confirmation, InputQuestion, Prompter, Remark, Reply } from '../../desk/ports.ts';
import { plainLines, plainRow, plainText } from '../plainText.ts';
import { askedOnce } from './askedOnce.ts';
import { askMany } from './manyPicks.ts';
import { askPick } from './picks.ts';
import { dress, placeholderOf } from './quickInput.ts';

/** Characters of the question that a dialog asks, and of what it says below that: beyond this its buttons would leave the screen. */
const longestQuestion = 300;
const longestDetail = 4000;
/** Characters of what stands above and below an input. */
const longestPrompt = 300;
const longestRemark = 600;

export function createPrompter(t: Translate): Prompter {
  return {
    input: (question) => askInput(question, t),
    pick: (question) => askPick(question, t),
    pickMany: askMany,
    confirm: askedOnce(async ({ yes, ...question }) => {
      const answer = await askModally(question, [yes]);
      return answer === yes ? true : undefined;
    }),
    async decide({ ways, ...question }) {
      const labels = ways.map(({ label }) => label);
      const answer = await askModally(question, labels);
      return ways.find(({ label }) => label === answer)?.value;
    },
  };
}

/** The first button has the focus, so that Enter, held or pressed again before anybody can have read this, does no harm. */
async function askModally(
  { message, detail, no }: Pick<Confirmation, 'message' | 'detail' | 'no'>,
  ways: readonly string[],
): Promise<string | undefined> {
  const options = { modal: true, detail: plainLines(detail, longestDetail) };
  return window.showWarningMessage(plainText(message, longestQuestion), options, no, ...ways);
}

function askInput(question: InputQuestion, t: Translate): Promise<Reply<string>> {
  const box = window.createInputBox();
  dress(box, question);
  box.prompt = plainRow(question.prompt, longestPrompt);
  box.placeholder = placeholderOf(question);
  box.value = question.value ?? '';
  box.password = question.secret === true;
  const check = () => question.check?.(box.value);
  remark(box, question.notice ?? (box.value === '' ? undefined : check()));
  return new Promise<Reply<string>>((resolve) => {
    const show = { iconPath: new ThemeIcon('eye'), tooltip: t('Show or Hide the Text') };
    box.buttons = [...(question.canGoBack ? [QuickInputButtons.Back] : []), ...(question.secret ? [show] : [])];
    box.onDidChangeValue(() => remark(box, check()));
    box.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) resolve('back');
      else box.password = !box.password;
    });
    box.onDidAccept(() => {
      const found = check();
      remark(box, found);
      if (found?.severity !== 'error') resolve({ value: box.value });
    });
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}

function remark(box: InputBox, found: Remark | undefined): void {
  if (found === undefined) {
    box.validationMessage = undefined;
    return;
  }
  const severity = found.severity === 'error' ? InputBoxValidationSeverity.Error : InputBoxValidationSeverity.Warning;
  box.validationMessage = { message: plainRow(found.message, longestRemark), severity };
}
