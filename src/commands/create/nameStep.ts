import { randomInt } from 'node:crypto';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import type { Desk, Remark } from '../../desk/ports.ts';
import { consoleName } from '../../task/file/taskFileRules.ts';

interface NameQuestion {
  readonly desk: Pick<Desk, 't' | 'prompter'>;
  readonly title: string;
  readonly draft: { name: string };
}

export async function askTaskName(
  { desk: { t, prompter }, title, draft }: NameQuestion,
  position: Position,
): Promise<Move> {
  const reply = await prompter.input({
    title,
    ...position,
    prompt: t('Name of the online migration task'),
    value: draft.name,
    check: (value) => checkName(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  draft.name = reply.value.trim();
  return 'next';
}

/** As the console proposes names: `dcs-migration-` and four letters. */
export function proposeName(letter: () => number = () => randomInt(26)): string {
  return `dcs-migration-${String.fromCharCode(...Array.from({ length: 4 }, () => 97 + letter()))}`;
}

export function checkName(value: string, t: Translate): Remark | undefined {
  const name = value.trim();
  if (name === '') return { severity: 'error', message: t('A name is needed.') };
  if (consoleName.test(name)) return undefined;
  return {
    severity: 'warning',
    message: t(
      'The console asks for 4 to 64 letters, digits, hyphens and underscores, starting with a letter. Enter takes this one all the same.',
    ),
  };
}
