import type { PageButton } from '../views/tasks/pageModel.ts';
import { element, keyedList, setText } from './dom.ts';

/** Asks the extension to run a command. */
export type Run = (command: string) => void;

/** Draws buttons into an element; one whose command stays is the same button. */
export function buttonList(list: HTMLElement, run: Run): (buttons: readonly PageButton[]) => void {
  const draw = keyedList(list, ({ command }: PageButton & { readonly key: string }) => {
    const root = element('button', { type: 'button', 'data-command': command });
    root.addEventListener('click', () => run(command));
    return { root, update: ({ label }: PageButton) => setText(root, label) };
  });
  return (buttons) => draw(buttons.map((button) => ({ ...button, key: button.command })));
}
