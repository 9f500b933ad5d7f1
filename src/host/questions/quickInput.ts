import type { QuickInput } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Question } from '../../desk/ports.ts';

/** Characters that stand in one line of a quick input. */
const longestTitle = 200;
const longestPlaceholder = 150;

/** What an input and a pick have in common. */
export function dress(input: QuickInput, { title, step, totalSteps }: Question): void {
  input.title = shortened(title, longestTitle);
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
}

/** What stands in an input that is empty. */
export function placeholderOf({ placeholder = '' }: { readonly placeholder?: string }): string {
  return shortened(placeholder, longestPlaceholder);
}
