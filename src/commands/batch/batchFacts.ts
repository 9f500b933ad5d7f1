import type { Connection } from '../../cloud/connection.ts';
import type { CreateOnlineMigrationTaskBody, ListedTask } from '../../cloud/services/migrationTasks.ts';
import { grouped } from '../../desk/grouped.ts';
import type { Desk } from '../../desk/ports.ts';
import { listNames, type NameCheck } from '../../task/create/sameName.ts';
import type { CreationDraft } from '../../task/journal/journal.ts';
import { creationDraft } from '../create/creationDraft.ts';
import { likeTasks } from '../create/secondYes.ts';

/** A project of a region, and how it is reached. */
export interface Place {
  readonly connection: Connection;
  readonly projectId: string;
  /** Its name, where that is known, else its ID. */
  readonly project: string;
  readonly sandbox: boolean;
}

/** A task that a file describes, and where it would go. */
export interface TaskAtPlace {
  readonly place: Place;
  readonly body: CreateOnlineMigrationTaskBody;
  /** URI of the file. */
  readonly source: string;
}

/** What exists in some places, asked once for all files. */
export interface BatchFacts {
  readonly checks: ReadonlyMap<Place, NameCheck>;
  readonly named: ReadonlyMap<Place, ReadonlyMap<string, readonly ListedTask[]>>;
  readonly journal: Desk['journal'];
  /** When they were gathered. */
  readonly at: Date;
}

/** One list a place, and the journal once. @throws {JournalProblem} */
export async function gatherFacts(desk: Desk, places: readonly Place[], signal: AbortSignal): Promise<BatchFacts> {
  const journal = await rememberedJournal(desk.journal);
  const lists = places.map(
    async (place) => [place, await listNames(place.connection, place.projectId, signal)] as const,
  );
  const checks = new Map(await Promise.all(lists));
  const named = new Map(
    [...checks].map(([place, check]) => [
      place,
      grouped(check.kind === 'checked' ? check.tasks : [], (task) => task.task_name),
    ]),
  );
  return { checks, named, journal, at: desk.now() };
}

/** What is known of a task before it is sent, to be put to the journal. */
export function draftOf(task: TaskAtPlace, facts: BatchFacts): CreationDraft {
  return creationDraft(task.place, task.body, task.source, checkOf(task, facts));
}

/** One line a task that may be the same one: of its name, from its file, or under way. */
export async function existingLines(task: TaskAtPlace, facts: BatchFacts, t: Desk['t']): Promise<readonly string[]> {
  const check = checkOf(task, facts);
  if (check === undefined) return [];
  const owner = { pid: process.pid, window: '' };
  const startedAt = facts.at.toISOString();
  return likeTasks(facts.journal, { ...draftOf(task, facts), operationId: '', startedAt, owner }, check, t);
}

function checkOf({ place, body }: TaskAtPlace, { checks, named }: BatchFacts): NameCheck | undefined {
  const check = checks.get(place);
  return check?.kind === 'checked' ? { ...check, tasks: named.get(place)?.get(body.name) ?? [] } : check;
}

/** The journal as it is now: read once, since a look for each of thousands of files would read all of it each time. */
async function rememberedJournal(journal: Desk['journal']): Promise<Desk['journal']> {
  const [open, closed] = await Promise.all([journal.open(), journal.closedSince(new Date(0))]);
  const kept = closed.filter(({ ending }) => ending.kind !== 'dismissed');
  const bySource = grouped(
    kept.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt)),
    ({ source = '' }) => source,
  );
  return {
    ...journal,
    open: async () => open,
    createdFrom: async (source) => bySource.get(source) ?? [],
    closedSince: async (time) => kept.filter(({ closedAt }) => Date.parse(closedAt) >= time.getTime()),
  };
}
