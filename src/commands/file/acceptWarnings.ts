import type { Confirmation, Desk } from '../../desk/ports.ts';

/** Values that are suspicious but possible are shown and need a yes; true where there are none. */
export async function acceptWarnings(
  { prompter }: Pick<Desk, 'prompter'>,
  warnings: readonly string[],
  question: Omit<Confirmation, 'detail'>,
): Promise<boolean> {
  return warnings.length === 0 || (await prompter.confirm({ ...question, detail: warnings.join('\n\n') })) === true;
}
