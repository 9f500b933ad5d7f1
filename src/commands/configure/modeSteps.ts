import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import type { Remark } from '../../desk/ports.ts';
import type { ConfigureDraft, ConfigureForm } from '../preflight/configureForm.ts';

export async function askMethod({ desk: { t, prompter }, title, draft }: ConfigureForm, at: Position): Promise<Move> {
  const reply = await prompter.pick<NonNullable<ConfigureDraft['method']>>({
    title,
    ...at,
    placeholder: t('What is to be migrated?'),
    choices: [
      {
        label: methodText('incremental_migration', t),
        detail: t(
          'Copies all there is, then keeps the target in step with the source until you stop it. Applications go on writing.',
        ),
        value: 'incremental_migration',
      },
      {
        label: methodText('full_amount_migration', t),
        detail: t(
          'Copies all there is once and ends by itself. What is written to the source meanwhile is not copied.',
        ),
        value: 'full_amount_migration',
      },
    ],
    isActive: (value) => value === draft.method,
  });
  if (reply === undefined || reply === 'back') return reply;
  if (!('value' in reply)) return undefined;
  draft.method = reply.value;
  return 'next';
}

/** Whether it connects again by itself and, where it goes on for long, how much of the network it may take. */
export async function askPaceOfIt(form: ConfigureForm, position: Position): Promise<Move> {
  for (;;) {
    const move = await askReconnect(form, position);
    if (move !== 'next' || form.draft.method === 'full_amount_migration') return move;
    const next = await askBandwidth(form, position);
    if (next !== 'back') return next;
  }
}

async function askReconnect({ desk: { t, prompter }, title, draft }: ConfigureForm, at: Position): Promise<Move> {
  const reply = await prompter.pick<NonNullable<ConfigureDraft['resumeMode']>>({
    title,
    ...at,
    placeholder: t('Shall it connect again by itself when the link to the source breaks?'),
    choices: [
      {
        label: t('Auto-Reconnect On'),
        detail: t('Connects again without end, and may copy everything again.'),
        value: 'auto',
      },
      {
        label: t('Auto-Reconnect Off'),
        detail: t('A broken link fails the migration; Restart copies everything again.'),
        value: 'manual',
      },
    ],
    isActive: (value) => value === draft.resumeMode,
  });
  if (reply === undefined || reply === 'back') return reply;
  if (!('value' in reply)) return undefined;
  draft.resumeMode = reply.value;
  return 'next';
}

async function askBandwidth({ desk: { t, prompter }, title, draft }: ConfigureForm, at: Position): Promise<Move> {
  const reply = await prompter.input({
    title,
    ...at,
    canGoBack: true,
    prompt: t('Most bandwidth in MB/s, from 1 to 10,240; empty for no limit'),
    value: draft.bandwidth,
    check: (value) => checkBandwidth(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  const text = reply.value.trim();
  draft.bandwidth = text === '' ? '' : String(Number(text));
  return 'next';
}

/** Source: DCS API reference, SetOnlineMigrationTask. */
function checkBandwidth(value: string, t: Translate): Remark | undefined {
  const text = value.trim();
  if (text === '' || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 10_240)) return undefined;
  return { severity: 'error', message: t('It is a whole number from 1 to 10,240, or empty.') };
}

export function methodText(method: NonNullable<ConfigureDraft['method']>, t: Translate): string {
  return method === 'full_amount_migration' ? t('Full Copy') : t('Full Copy and Incremental Migration');
}
