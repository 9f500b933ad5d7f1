import { asSentence, shortened, shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { acceptBatch, type Decision } from '../batch/acceptBatch.ts';
import type { PlannedTask } from '../batch/batchPlan.ts';
import { type TableParts, tickTasks } from '../batch/batchTable.ts';
import { methodText } from '../configure/modeSteps.ts';
import { redisName } from '../preflight/configureForm.ts';
import { askAboutWarnings } from './askAboutWarnings.ts';
import { type Journey, warningsOf, withSharedTargets } from './journey.ts';
import type { JourneysPlan } from './planJourneys.ts';

/** Shows all of it, and gives what is to be created, configured and started; nothing is sent before. Undefined: nothing. */
export async function chooseJourneys(
  desk: Desk,
  { batch, journeys }: JourneysPlan,
): Promise<readonly Journey[] | undefined> {
  const ticked = await tickTasks(desk, batch, tableOf(journeys, desk.t));
  const wanted = ticked?.flatMap((task) => journeys.get(task) ?? []);
  const decided = wanted && (await askAboutWarnings(desk, wanted));
  if (decided === undefined) return undefined;
  const tasks = decided.map(({ task }) => task);
  const waived = decided.reduce((sum, journey) => sum + warningsOf(journey).length, 0);
  if (!(await acceptBatch(desk, tasks, decisionToStart(waived, sharing(decided), desk.t)))) return undefined;
  for (const { form } of decided) {
    form.checks.waive();
    Object.assign(form, { letsIn: true, agreed: form.checks.all() });
  }
  return decided;
}

function tableOf(journeys: ReadonlyMap<PlannedTask, Journey>, t: Translate): TableParts {
  const of = (task: PlannedTask, text: (journey: Journey) => readonly string[]) => {
    const journey = journeys.get(task);
    return journey === undefined ? [] : text(journey);
  };
  return {
    title: t('Create, Configure and Start'),
    billed: t(
      'Each ticked task starts a migration machine, which is billed, and then its migration. Nothing has been sent yet.',
    ),
    heads: [t('Source'), t('Target'), t('Method'), t('Checks')],
    cellsOf: (task) => of(task, (journey) => [...endsOf(journey), methodOf(journey, t), checksOf(journey, t)]),
    shortOf: (task) =>
      of(task, (journey) => [
        endsOf(journey)
          .map((name) => shortened(name))
          .join(' → '),
        methodOf(journey, t),
      ]),
    warningsOf: (task) => of(task, warningsOf),
  };
}

function endsOf({ form: { draft } }: Journey): readonly string[] {
  return [draft.source, draft.target].map((end) => (end === undefined ? '' : redisName(end.redis)));
}

function methodOf({ form: { draft } }: Journey, t: Translate): string {
  return draft.method === undefined ? '' : methodText(draft.method, t);
}

/** What could not be checked has not passed. */
function checksOf(journey: Journey, t: Translate): string {
  const { checks } = journey.form;
  const { description = '' } = checks.rows().find(({ value }) => value === 'report') ?? {};
  const later = checks.awaitMachine() ? [t('Its whitelists are checked when its machine is there.')] : [];
  const { sharesTargetWith: file } = journey;
  const shared = file === undefined ? [] : [t('The same target as in {file}.', { file: shortenedPath(file) })];
  return [...shared, ...warningsOf(journey), asSentence(description), ...later].join(' ');
}

/** How many write to a target that another one of these writes to. */
function sharing(journeys: readonly Journey[]): number {
  return withSharedTargets(journeys).filter(({ sharesTargetWith }) => sharesTargetWith !== undefined).length;
}

function decisionToStart(waived: number, shared: number, t: Translate): Decision {
  return {
    title: t('Create, Configure and Start'),
    message: (count, again) =>
      again === 0
        ? t('Create, configure and start the ticked migrations: {count}?', { count })
        : t(
            'Create, configure and start the ticked migrations: {count}? Of these tasks exist already, or may exist: {again}.',
            {
              count,
              again,
            },
          ),
    request: (count, again) =>
      again === 0
        ? t('Type {count} to create and start as many.', { count })
        : t('Type {count} to create and start as many. Of these tasks exist already, or may exist: {again}.', {
            count,
            again,
          }),
    besides: [
      t(
        'Each machine is added to the whitelists that keep it out. Then all is checked again, and what nothing stands in the way of is started: keys of a target that its source has, too, are overwritten.',
      ),
      ...(shared > 0
        ? [
            t(
              'Migrations into a target that another one has, too: {count}. Of keys that both sources have, one is lost.',
              {
                count: shared,
              },
            ),
          ]
        : []),
      ...(waived > 0 ? [t('Warnings that are waived: {count}.', { count: waived })] : []),
    ],
    yes: t('Create and Start'),
    no: t('Do Not Create'),
  };
}
