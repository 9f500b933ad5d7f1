import type { Choice, Desk } from '../../desk/ports.ts';
import type { Check } from '../../task/preflight/check.ts';
import { checkTitle, type EndNames } from './checkTexts.ts';
import type { ConfigureForm } from './configureForm.ts';
import { findingText } from './findingText.ts';
import { restartsIn, restartText } from './restarts.ts';
import { changesIn } from './setParameters.ts';

type Answer = 'waive' | 'fix' | 'none' | { readonly to: number };

/** What can be done about it from here. */
function fixOf(check: Check, open: readonly Check[], t: Desk['t']): Choice<'fix'> | undefined {
  if (check.id === 'whitelist' && check.isFixable) {
    return {
      label: t('Add the Machine to the Whitelist'),
      detail: t('At source and target, beside what stands there; Set Back Changes… takes it out again.'),
      icon: 'add',
      value: 'fix',
    };
  }
  const changes = changesIn(check);
  if (changes.length === 0) return undefined;
  const detail = t(
    '{changes}, with what else of this kind was found. Set Back Changes… gives it its old value again.',
    {
      changes: changes.map(({ param_name: name, param_value: value }) => `${name} = ${value}`).join(', '),
    },
  );
  const restarts = open.flatMap((one) => restartsIn(one));
  return {
    label: t('Set It at the Source'),
    detail: restarts.length === 0 ? detail : `${restartText(restarts, t)} ${detail}`,
    icon: 'settings-gear',
    value: 'fix',
  };
}

/** Asks what is to be done about a finding; the harmless row comes first. */
export async function askWhatToDo(
  form: ConfigureForm,
  check: Check,
  open: readonly Check[],
  names: EndNames,
): Promise<Answer | undefined> {
  const { desk, title } = form;
  const { t, prompter } = desk;
  const fix = fixOf(check, open, t);
  const step = check.end === 'target' ? 2 : 1;
  const reply = await prompter.pick<Answer>({
    title: `${title} · ${checkTitle(check, t)}`,
    placeholder: findingText(check, names, t),
    choices: [
      { label: t('Change Nothing'), icon: 'arrow-left', value: 'none' },
      ...(fix === undefined ? [] : [fix]),
      { label: step === 1 ? t('Change the Source') : t('Change the Target'), icon: 'edit', value: { to: step } },
      ...(check.verdict === 'warning'
        ? [
            {
              label: t('Waive This Warning'),
              detail: t('For this start only.'),
              icon: 'pass',
              value: 'waive' as const,
            },
          ]
        : []),
    ],
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}
