import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import type { Choice } from '../../desk/ports.ts';
import { instanceText } from '../../desk/tasks/instanceText.ts';
import type { CheckChoice } from '../preflight/checkRows.ts';
import type { Checks } from '../preflight/checks.ts';
import { type ConfigureForm, type EndDraft, redisName } from '../preflight/configureForm.ts';
import { methodText } from './modeSteps.ts';

/** `keep` and `letIn`: that is turned round. */
export type Review = 'start' | 'keep' | 'letIn' | CheckChoice | Exclude<Move, 'next'>;

type Row = Choice<Review>;

/** Everything that is about to be sent, the passwords aside; picking a value goes back to its step. */
export async function askConfigureReview(form: ConfigureForm, position: Position, checks: Checks): Promise<Review> {
  const { desk, title, place } = form;
  const { t, prompter } = desk;
  const reply = await prompter.pick<Review>({
    title,
    ...position,
    placeholder: place.sandbox
      ? t('Nothing in the sandbox is real or billed')
      : t('Starting copies the source into the target; keys that both have are overwritten'),
    choices: [startRow({ label: t('Start'), icon: 'play' }, checks, t), ...checks.rows(), ...migrationRows(form, 0)],
    // Not Start: an Enter key held down must not decide.
    isActive: (value) => typeof value === 'object' && 'to' in value && value.to === 0,
  });
  if (reply === undefined || reply === 'back') return reply;
  return 'value' in reply ? reply.value : undefined;
}

/** What was found stands in its way until it is mended or waived. */
export function startRow(row: Omit<Row, 'value'>, checks: Checks, t: Translate): Row {
  const start = { ...row, value: 'start' } as const;
  const open = checks.open().length;
  if (open === 0) return start;
  const unusable =
    open === 1 ? t('One finding stands in the way') : t('{count} findings stand in the way', { count: open });
  return { ...start, description: unusable, unusable };
}

/** What is to be migrated, a row for each step; the first of these is that of the method. */
export function migrationRows({ desk: { t }, about, draft }: ConfigureForm, first: number): Row[] {
  const group = t('{name}; pick a line to change it', { name: about.name });
  const row = (label: string, description: string, value: Review): Row => ({ label, description, value, group });
  const { method, source, target, resumeMode, bandwidth } = draft;
  const isFull = method === 'full_amount_migration';
  const hasPassword = Boolean(source?.password) || Boolean(target?.password);
  return [
    row(t('Method'), method === undefined ? '' : methodText(method, t), { to: first }),
    row(t('Source'), endText(source, t), { to: first + 1 }),
    row(t('Target'), endText(target, t), { to: first + 2 }),
    row(t('Auto-Reconnect'), resumeMode === 'auto' ? t('On') : t('Off'), { to: first + 3 }),
    ...(isFull
      ? []
      : [row(t('Bandwidth limit'), bandwidth === '' ? t('(none)') : `${bandwidth} MB/s`, { to: first + 3 })]),
    ...(hasPassword
      ? [row(t('Keep the passwords'), draft.keepsPasswords ? t('yes, in the secret storage') : t('no'), 'keep')]
      : []),
  ];
}

function endText(end: EndDraft | undefined, t: Translate): string {
  if (end === undefined) return '';
  const { redis, password } = end;
  const known = redis.kind === 'address' ? [] : [instanceText(redis.instance, t), redis.instance.ip];
  return [redisName(redis), ...known, password ? t('with a password') : t('without a password')]
    .filter(Boolean)
    .join(' · ');
}
