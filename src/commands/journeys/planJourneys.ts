import { tellAccountChanged } from '../../desk/accountChange.ts';
import type { Desk, TaskFileNames } from '../../desk/ports.ts';
import { isSamePlace, placeOfTasks } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { WrongFile } from '../batch/batchFiles.ts';
import { type BatchPlan, type PlannedTask, planBatch } from '../batch/batchPlan.ts';
import { underOneNotification } from '../batch/oneNotification.ts';
import { elsewhereText, type FileSettings } from '../configure/fileSettings.ts';
import { withoutErrors } from './checkJourneys.ts';
import { type Journey, journeyOf, withSharedTargets } from './journey.ts';
import { readAhead } from './readAhead.ts';
import type { RedisNeed } from './redisNeeds.ts';
import { withPasswords } from './withPasswords.ts';

/** A batch as it would be carried out; nothing was sent but what reads. */
export interface JourneysPlan {
  readonly batch: BatchPlan;
  /** In the order of the batch. */
  readonly journeys: ReadonlyMap<PlannedTask, Journey>;
  readonly needs: readonly RedisNeed[];
  /** Whether the passwords that were entered are to be kept. */
  readonly keeps: boolean;
}

/** A task whose file says what it is to migrate. */
interface Sound {
  readonly task: PlannedTask;
  readonly file: FileSettings;
}

/** Reads and checks all files, and asks for what they leave open, which is passwords. Undefined: it was called off. @throws {JournalProblem} */
export async function planJourneys(desk: Desk, found: TaskFileNames): Promise<JourneysPlan | undefined> {
  const { t } = desk;
  const batch = await underOneNotification(desk, t('Checking task files'), (inside) => planBatch(inside, found));
  const here = batch && (await placeOfTasks(desk));
  if (batch === undefined || here === undefined) return undefined;
  if (typeof here !== 'object') {
    tellAccountChanged(desk);
    return undefined;
  }
  const sorted = batch.tasks.map((task) => soundOf(task, here, t));
  const sound = sorted.filter((one) => 'task' in one);
  const files = sound.map(({ file }) => file);
  const ahead = await readAhead(desk, here, files);
  if (ahead === undefined) return undefined;
  const all = sound.map(({ task, file }) => journeyOf(desk, task, file, ahead));
  const first = await withoutErrors(desk, all);
  if (first === undefined) return undefined;
  const entered = await withPasswords(desk, here, ahead, first.journeys);
  if (entered === undefined) return undefined;
  const { journeys, needs, keeps } = entered;
  const wrong = [...batch.wrong, ...sorted.filter((one) => 'reasons' in one), ...first.wrong, ...entered.wrong];
  return {
    batch: { ...batch, tasks: journeys.map(({ task }) => task), wrong },
    journeys: new Map(withSharedTargets(journeys).map((journey) => [journey.task, journey])),
    needs,
    keeps,
  };
}

/** Only what is seen in this window can be followed to its start. */
function soundOf(task: PlannedTask, here: TaskPlace, t: Desk['t']): Sound | WrongFile {
  const { file, body, place, section } = task;
  const wrong = (reason: string) => ({ file, name: body.name, region: place.connection.region, reasons: [reason] });
  if ('mistake' in section) return wrong(section.mistake);
  if (isSamePlace(place, here)) return { task, file: section };
  return wrong(elsewhereText(section.name, place.connection.region, here.connection.region, t));
}
