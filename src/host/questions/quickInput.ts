import type { QuickInput } from 'vscode';
import type { Question } from '../../desk/ports.ts';

/** What an input and a pick have in common. */
export function dress(input: QuickInput, { title, step, totalSteps }: Question): void {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
}
