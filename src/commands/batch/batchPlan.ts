import { nameOfProject } from '../../account/target.ts';
import { Cancelled } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened, shortenedPath } from '../../cloud/foreignText.ts';
import { openConnection } from '../../desk/openConnection.ts';
import type { Desk, TaskFileName, TaskFileNames } from '../../desk/ports.ts';
import type { CreationDraft } from '../../task/journal/journal.ts';
import { doubtsAbout } from '../create/secondYes.ts';
import { type BatchFacts, draftOf, existingLines, gatherFacts, type Place, type TaskAtPlace } from './batchFacts.ts';
import { type AddressedFile, addressFiles, type MigrationSection, readFiles, type WrongFile } from './batchFiles.ts';
import { seenOperations } from './batchRivals.ts';

/** A task that can be created, with all that a person should know before. */
export interface PlannedTask extends TaskAtPlace {
  readonly file: TaskFileName;
  /** The text of an editor is what will be sent. */
  readonly unsaved: boolean;
  readonly draft: CreationDraft;
  /** One line a task that is, or may be, the same. */
  readonly existing: readonly string[];
  /** That another file of the batch has the same name. */
  readonly twins: readonly string[];
  /** What is unusual in the file, and what could not be checked. */
  readonly remarks: readonly string[];
  /** Nothing speaks against it. */
  readonly clear: boolean;
  readonly section: MigrationSection;
}

/** What would be done; nothing has been sent but lists. */
export interface BatchPlan {
  readonly wrong: readonly WrongFile[];
  readonly tasks: readonly PlannedTask[];
  /** False where there are more files than are in it. */
  readonly complete: boolean;
  /** The creates that had been begun before anything was looked up, by anybody: what comes later, nobody has said yes to. */
  readonly seen: ReadonlySet<string>;
}

/** Reads and checks every file and looks up what exists already. Undefined: it was called off. @throws {JournalProblem} */
export async function planBatch(desk: Desk, { files, complete }: TaskFileNames): Promise<BatchPlan | undefined> {
  const read = await readFiles(desk, files);
  if (read === undefined) return undefined;
  const sound = read.filter((one) => 'task' in one);
  const addressed = await addressFiles(desk, sound);
  if (addressed === undefined) return undefined;
  const tasks = addressed.filter((one) => 'account' in one);
  const places = await placesOf(desk, tasks);
  const seen = await seenOperations(desk);
  const facts = await look(desk, [...new Set(places.values())]);
  if (facts === undefined) return undefined;
  const planned = await planTasks(desk, tasks, places, facts);
  return {
    wrong: [...read, ...addressed, ...planned].filter((one) => 'reasons' in one),
    tasks: planned.filter((one) => 'draft' in one),
    complete,
    seen,
  };
}

/** What exists now, under a notification. Undefined: it was called off. @throws {JournalProblem} */
export async function look(desk: Desk, places: readonly Place[]): Promise<BatchFacts | undefined> {
  const title = desk.t('Looking for migration tasks that exist already');
  const facts = await desk.notifier.progress(title, (signal) => gatherFacts(desk, places, signal));
  const called = [...facts.checks.values()].some(
    (check) => check.kind === 'failed' && check.error instanceof Cancelled,
  );
  return called ? undefined : facts;
}

async function placesOf(desk: Desk, tasks: readonly AddressedFile[]): Promise<ReadonlyMap<AddressedFile, Place>> {
  const byKey = new Map<string, Place>();
  const places = new Map<AddressedFile, Place>();
  for (const task of tasks) {
    const { account, region, projectId, settings } = task;
    const key = JSON.stringify([account.session.identity, region, projectId]);
    const place = byKey.get(key) ?? {
      connection: await openConnection(desk, account, { region, projectId }, settings, desk),
      projectId,
      project: nameOfProject(projectId, account),
      sandbox: account.kind === 'sandbox',
    };
    byKey.set(key, place);
    places.set(task, place);
  }
  return places;
}

async function planTasks(
  desk: Desk,
  tasks: readonly AddressedFile[],
  places: ReadonlyMap<AddressedFile, Place>,
  facts: BatchFacts,
): Promise<readonly (WrongFile | PlannedTask)[]> {
  const firstOfName = new Map<string, string>();
  const planned: (WrongFile | PlannedTask)[] = [];
  for (const task of tasks) {
    const place = places.get(task);
    if (place === undefined) continue;
    const key = JSON.stringify([place.connection.endpoints.dcs, task.projectId, task.body.name]);
    const twin = firstOfName.get(key);
    if (twin === undefined) firstOfName.set(key, task.file.path);
    planned.push(await planTask(desk, task, place, facts, twin));
  }
  return planned;
}

async function planTask(
  { t }: Desk,
  { file, body, region, unsaved, remarks, section }: AddressedFile,
  place: Place,
  facts: BatchFacts,
  twin: string | undefined,
): Promise<WrongFile | PlannedTask> {
  const check = facts.checks.get(place);
  if (check?.kind === 'failed') {
    const reason = reasonOf(check.error, t);
    const text = t('The migration tasks of the project could not be listed: {reason}', { reason });
    return { file, name: body.name, region, reasons: [text] };
  }
  const task: TaskAtPlace = { place, body, source: file.uri.toString() };
  const existing = await existingLines(task, facts, t);
  const twins = twin === undefined ? [] : [t('The same name as in {file}', { file: shortenedPath(twin) })];
  const doubts = check === undefined ? [] : doubtsAbout(shortened(body.name), check, t);
  const unchecked =
    check?.kind === 'unavailable'
      ? [t('What exists could not be checked: {reason}', { reason: reasonOf(check.error, t) })]
      : doubts;
  const clear = existing.length + twins.length + remarks.length + doubts.length === 0;
  return {
    ...task,
    file,
    unsaved,
    clear,
    section,
    draft: draftOf(task, facts),
    existing,
    twins,
    remarks: [...remarks, ...unchecked],
  };
}
