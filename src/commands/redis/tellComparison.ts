import { shortened } from '../../cloud/foreignText.ts';
import { mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Comparison } from '../../redis/compare/comparison.ts';
import type { Both } from '../../redis/compare/ends.ts';
import { verdictOf } from '../../redis/compare/verdict.ts';
import { keepPasswords } from '../configure/keptPasswords.ts';
import { redisKey, redisName } from '../preflight/configureForm.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { endsOfTask } from './comparedEnds.ts';
import { comparisonReport } from './comparisonReport.ts';
import { comparisonSummary } from './comparisonSummary.ts';
import type { Reading } from './reading.ts';

/** A migration whose ends are compared. */
export interface ComparedTask {
  readonly place: TaskPlace;
  readonly task: Pick<ChosenTask, 'id' | 'name' | 'life' | 'known'>;
}

/** Characters of what is noted. */
const longestNote = 1000;

/** Notes what came of a comparison with the migration, and tells it. */
export async function tellComparison(
  desk: Desk,
  compared: ComparedTask,
  comparison: Comparison,
  readings: Both<Reading>,
): Promise<void> {
  const { t, notifier, log } = desk;
  const { place, task } = compared;
  notePasswords(desk, compared, readings);
  const verdict = verdictOf(comparison);
  const summary = comparisonSummary(comparison, place.connection.session.over.aborted, t);
  const words = summary.join(' ');
  const message = placed(`${task.name}: ${words}`, place, t);
  log.info(message);
  const isNext = mayCutOver(task.life);
  const buttons = [
    ...(isNext ? [{ label: t('Cut Over…'), run: () => desk.runOnTasks('dcs.cutOver', [task.id]) }] : []),
    openButton(desk, compared, comparison, { summary, readings }),
    ...keepButtons(desk, place, readings),
  ];
  notifier.tell(verdict === 'equal' ? 'info' : 'warning', message, buttons);
  const note = { kind: 'compared', outcome: verdict, summary: shortened(words, longestNote) } as const;
  await orTellTrouble(desk, () => desk.records.note(place, task.id, note));
}

/** Both have opened, each with its own. */
function notePasswords({ endsSeen }: Desk, { place, task }: ComparedTask, { source, target }: Both<Reading>): void {
  const ends = endsOfTask(task.known);
  const areEnds = [source, target].every(({ redis }, index) => {
    const end = index === 0 ? ends.source : ends.target;
    return end !== undefined && redisKey(end) === redisKey(redis);
  });
  const { password } = source;
  if (areEnds && password !== '' && target.password !== '')
    endsSeen.seePasswords(place, task.id, password === target.password);
}

function openButton(
  { t, documents }: Desk,
  { place, task }: ComparedTask,
  comparison: Comparison,
  { summary, readings }: { readonly summary: readonly string[]; readonly readings: Both<Reading> },
): Button {
  const about = {
    name: task.name,
    place: place.sandbox ? t('Local Sandbox') : place.connection.region,
    source: redisName(readings.source.redis),
    target: redisName(readings.target.redis),
  };
  const title = t('comparison-{name}.md', { name: task.name });
  const open = () => documents.preview(title, comparisonReport(comparison, about, summary, t));
  return { label: t('Open Report'), run: open };
}

/** Of passwords that were right and are not kept yet. */
function keepButtons(desk: Desk, place: TaskPlace, { source, target }: Both<Reading>): readonly Button[] {
  const fresh = [source, target].filter(({ password, isKept }) => password !== '' && !isKept);
  if (fresh.length === 0) return [];
  return [{ label: desk.t('Keep the Passwords'), run: () => keepPasswords(desk, place, fresh) }];
}
