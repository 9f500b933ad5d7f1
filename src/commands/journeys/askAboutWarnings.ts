import type { Choice, Desk } from '../../desk/ports.ts';
import { type Journey, warningsOf } from './journey.ts';
import { titleAt } from './titleAt.ts';

/** Shows what the checks warn of, and gives those that are gone on with all the same. Undefined: none. */
export async function askAboutWarnings(
  { t, prompter }: Pick<Desk, 't' | 'prompter'>,
  journeys: readonly Journey[],
): Promise<readonly Journey[] | undefined> {
  const clear = journeys.filter((journey) => warningsOf(journey).length === 0);
  const count = journeys.length - clear.length;
  const [first] = journeys;
  if (first === undefined || count === 0) return journeys;
  const without: Choice<'without' | 'all' | 'none'> = {
    label: t('Leave Those With Warnings Out ({count})', { count }),
    detail: t('Nothing is created for them. The rest goes on: {count}.', { count: clear.length }),
    icon: 'circle-slash',
    value: 'without',
  };
  const nothing = t('All of them have warnings.');
  const reply = await prompter.pick<'without' | 'all' | 'none'>({
    title: titleAt(first.form.place, t),
    placeholder: t('The checks warn of these. Nothing has been sent yet.'),
    choices: [
      clear.length > 0 ? without : { ...without, detail: nothing, unusable: nothing },
      {
        label: t('Start Those With Warnings, Too ({count})', { count }),
        detail: t('What is warned of here is waived; what is found later stops the start.'),
        icon: 'warning',
        value: 'all',
      },
      ...warningRows(journeys, t),
    ],
  });
  if (reply === undefined || reply === 'back' || !('value' in reply) || reply.value === 'none') return undefined;
  return reply.value === 'all' ? journeys : clear;
}

/** Each warning once, with the files that it is about. */
function warningRows(journeys: readonly Journey[], t: Desk['t']): readonly Choice<'none'>[] {
  const found = new Map<string, { readonly advice: string; readonly files: string[] }>();
  for (const { task, form } of journeys) {
    for (const { label, detail = '', value } of form.checks.rows()) {
      if (typeof value !== 'object' || value.check.verdict !== 'warning') continue;
      const one = found.get(label) ?? { advice: detail, files: [] };
      one.files.push(task.file.path);
      found.set(label, one);
    }
  }
  return [...found].map(([label, { advice, files }]) => ({
    label,
    detail: `${advice} · ${files.join(', ')}`,
    icon: 'warning',
    group: t('Warnings'),
    value: 'none',
    unusable: t('Pick a line above.'),
  }));
}
