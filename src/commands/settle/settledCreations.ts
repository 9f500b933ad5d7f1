import { shortened } from '../../cloud/foreignText.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import { timeText } from '../../desk/timeText.ts';
import { refreshUnsettled } from '../../desk/unsettled.ts';
import type { CreateOutcome, Unknown } from '../../task/create/create.ts';
import type { Creation } from '../../task/journal/journal.ts';
import type { CreateJob } from '../create/createJob.ts';
import { afterwards } from '../create/runCreate.ts';
import { type Afterwards, messageOf, tellOutcome, unknownButtons } from '../create/tellOutcome.ts';

/** A create that had no known outcome, and what was found. */
export interface LookedAt {
  readonly creation: Creation;
  readonly job: CreateJob;
  readonly outcome: CreateOutcome;
}

export function tellOne(desk: Desk, one: LookedAt): void {
  tellOutcome(desk, one.job, one.outcome, choicesFor(desk, one));
}

export function tellAll(desk: Desk, looked: readonly LookedAt[]): void {
  const { t, log, notifier } = desk;
  for (const { job, outcome } of looked) {
    const message = placed(messageOf(outcome, job, t), job, t);
    if (outcome.kind === 'created') log.info(message);
    else log.error(message);
  }
  const open = looked.filter(({ outcome }) => outcome.kind !== 'created');
  const found = looked.length - open.length;
  const message =
    open.length === 0
      ? t('{found} migration tasks were found in the list; they were created.', { found })
      : t(
          '{found} of {count} migration tasks were found in the list. Of the others it is still not certain whether they were created.',
          { found, count: looked.length },
        );
  const show: Button = { label: t('Show Them'), run: () => pickOpen(desk, open) };
  const buttons = [...(open.length > 0 ? [show] : []), { label: t('Open Log'), run: () => log.show() }];
  notifier.tell(open.length > 0 ? 'warning' : 'info', message, buttons);
}

function choicesFor(desk: Desk, { job, creation }: Pick<LookedAt, 'job' | 'creation'>): Afterwards {
  const label = desk.t('It Was Not Created: Forget It');
  return { ...afterwards(desk, job), forget: { label, run: () => dismiss(desk, creation) } };
}

/** The person has decided that there is nothing more to find. */
async function dismiss(desk: Desk, creation: Creation): Promise<void> {
  await orTellTrouble(desk, () => desk.journal.close(creation, { kind: 'dismissed' }));
  await refreshUnsettled(desk);
}

async function pickOpen(desk: Desk, open: readonly LookedAt[]): Promise<void> {
  const { t, prompter } = desk;
  const reply = await prompter.pick<LookedAt>({
    title: t('Creations That Are Not Certain'),
    placeholder: t('Pick one to see what can be done about it'),
    choices: open.map((one) => ({
      label: one.creation.body.name,
      icon: 'question',
      description: placed(timeText(new Date(one.creation.startedAt), t), one.job, t),
      detail: messageOf(one.outcome, one.job, t),
      value: one,
    })),
  });
  if (reply === undefined || reply === 'back' || !('value' in reply)) return;
  const { outcome } = reply.value;
  if (outcome.kind === 'unknown') await decide(desk, reply.value, outcome);
}

async function decide(desk: Desk, one: LookedAt, outcome: Unknown): Promise<void> {
  const { t, prompter } = desk;
  const reply = await prompter.pick<Button>({
    title: shortened(one.job.body.name),
    placeholder: t('What to do about this creation'),
    choices: unknownButtons(desk, outcome, choicesFor(desk, one)).map((button) => ({
      label: button.label,
      value: button,
    })),
  });
  if (reply !== undefined && reply !== 'back' && 'value' in reply) await reply.value.run();
}
