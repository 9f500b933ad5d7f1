import type { Position } from '../../desk/flow.ts';
import type { Choice } from '../../desk/ports.ts';
import { migrationRows, type Review, startRow } from '../configure/configureReview.ts';
import type { JourneyForm } from '../configure/journeyForm.ts';
import { redisName } from '../preflight/configureForm.ts';

type Row = Choice<Review>;

/** What stands in a review besides what is to be migrated. */
interface AboutTask {
  /** The step that asks for the method. */
  readonly first: number;
  /** Of the task that is created. */
  readonly rows: () => Promise<readonly Row[]>;
}

/** Everything that is about to be created, changed and started, the passwords aside; picking a value goes back to its step. */
export async function askJourneyReview(form: JourneyForm, position: Position, about: AboutTask): Promise<Review> {
  const { desk, title, place, checks } = form;
  const { t, prompter } = desk;
  form.letsIn = checks.awaitMachine() && form.draft.keepsOut !== true;
  const reply = await prompter.pick<Review>({
    title,
    ...position,
    placeholder: place.sandbox
      ? t('Nothing in the sandbox is real or billed')
      : t(
          'It creates a migration machine, which is billed, and overwrites keys of the target that the source has, too',
        ),
    choices: [
      startRow({ label: t('Create, Configure and Start'), detail: detailOf(form), icon: 'rocket' }, checks, t),
      ...letInRow(form),
      ...checks.rows(),
      ...(await about.rows()),
      ...migrationRows(form, about.first),
    ],
    // Not Create: an Enter key held down must not decide.
    isActive: (value) => typeof value === 'object' && 'to' in value && value.to === about.first,
  });
  if (reply === undefined || reply === 'back') return reply;
  return 'value' in reply ? reply.value : undefined;
}

/** Whatever it changes besides is said before it is agreed to. */
function detailOf({ desk: { t }, letsIn }: JourneyForm): string {
  return letsIn
    ? t(
        'Then adds the machine to the whitelists that would keep it out, checks everything again, and starts where nothing stands in the way.',
      )
    : t('Then waits for the machine, checks everything again, and starts where nothing stands in the way.');
}

function letInRow({ desk: { t }, draft, checks }: JourneyForm): readonly Row[] {
  if (!checks.awaitMachine()) return [];
  const names = [draft.source, draft.target].map((end) => end && redisName(end.redis)).join(', ');
  return [
    {
      label: t('Let the machine in'),
      description:
        draft.keepsOut === true
          ? t('no')
          : t('yes, into the whitelists of {names} as far as they keep it out', { names }),
      icon: 'shield',
      value: 'letIn',
    },
  ];
}
