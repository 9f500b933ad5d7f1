import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type * as z from 'zod';
import { discard, forEach, lastChange, namesIn } from '../journal/journalFiles.ts';
import { recordsFolder } from '../journal/journalNames.ts';
import type { Sample } from '../sample.ts';
import { append, readLines, replaceLines } from './recordFiles.ts';
import { noteSchema, type RecordNote, sampleSchema } from './recordNotes.ts';

/** Which migration a record is of: nothing of who asks. */
export interface RecordKey {
  readonly dcsEndpoint: string;
  readonly projectId: string;
  readonly taskId: string;
}

/** What is kept of a migration, in whatever window. */
export interface MigrationRecord {
  /** In the order in which they were made, whatever the clock said then. */
  readonly notes: readonly RecordNote[];
  /** Oldest first; the older ones are fewer. */
  readonly samples: readonly Sample[];
  /** How many lines could not be read. */
  readonly unread: number;
}

/** What is kept of migrations: bounded, and no part of what the cloud is asked for. */
export interface Records {
  /** Durable when it resolves. @throws {JournalProblem} */
  add(key: RecordKey, note: RecordNote): Promise<void>;
  /** In their order; what is lost with the power is a few figures. @throws {JournalProblem} */
  keep(key: RecordKey, samples: readonly Sample[]): Promise<void>;
  /** @throws {JournalProblem} */
  of(key: RecordKey): Promise<MigrationRecord>;
}

/** Bytes of the figures of one task, after which every second one goes; of its notes, after which the oldest half goes. */
const mostFigures = 512 * 1024;
const mostNotes = 512 * 1024;

/** Migrations that are kept, and milliseconds since their last change. */
const mostKept = 500;
const longestKept = 180 * 24 * 60 * 60_000;

/** In a folder beside the journal's entries, two files a migration: a line for each note, and for each sample. */
export function openRecords(journal: string, now: () => Date): Records {
  const folder = recordsFolder(journal);
  const pathsOf = (key: RecordKey) => {
    const path = join(folder, markOf(key));
    return { notes: `${path}.notes.json`, figures: `${path}.figures.json` };
  };
  let sweeping: Promise<void> | undefined;
  const swept = () => {
    sweeping ??= sweep(folder, now().getTime()).catch(() => undefined);
    return sweeping;
  };
  return {
    async add(key, note) {
      const { notes } = pathsOf(key);
      const size = await append(notes, [JSON.stringify(note)], { now: now(), durably: true });
      if (size > mostNotes) await replaceLines(notes, now, (lines) => lines.slice(Math.floor(lines.length / 2)));
      await swept();
    },
    async keep(key, samples) {
      if (samples.length === 0) return;
      const { figures } = pathsOf(key);
      const size = await append(figures, samples.map(lineOf), { now: now(), durably: false });
      if (size > mostFigures) await replaceLines(figures, now, (lines) => lines.filter((_, index) => index % 2 === 1));
      await swept();
    },
    async of(key) {
      const { notes, figures } = pathsOf(key);
      const read = parsed(await readLines(notes), noteSchema);
      const samples = parsed(await readLines(figures), sampleSchema);
      const byTime = (one: Sample, other: Sample) => one.at - other.at;
      return {
        notes: read.values,
        samples: samples.values.map(({ at, status, stats }) => ({ at, status, stats: wholeOf(stats) })).sort(byTime),
        unread: read.unread + samples.unread,
      };
    },
  };
}

/** As those of all windows, for what ends with this one. */
export function createOwnRecords(): Records {
  const kept = new Map<string, { notes: RecordNote[]; samples: Sample[] }>();
  const of = (key: RecordKey) => {
    const found = kept.get(markOf(key)) ?? { notes: [], samples: [] };
    kept.set(markOf(key), found);
    return found;
  };
  /** Of a window's own sandbox: as many as a day of looks. */
  const mostSamples = 10_000;
  return {
    add: async (key, note) => void of(key).notes.push(note),
    async keep(key, samples) {
      const found = of(key);
      found.samples.push(...samples);
      if (found.samples.length > mostSamples) found.samples = found.samples.filter((_, index) => index % 2 === 1);
    },
    of: async (key) => ({ notes: [...of(key).notes], samples: [...of(key).samples], unread: 0 }),
  };
}

/** What its files are called: nothing of what it is. */
export function markOf({ dcsEndpoint, projectId, taskId }: RecordKey): string {
  return createHash('sha256').update([dcsEndpoint, projectId, taskId].join(' ')).digest('hex').slice(0, 32);
}

function lineOf({ at, status, stats }: Sample): string {
  return JSON.stringify({ at, status: status.slice(0, 100), stats });
}

type KeptStats = NonNullable<z.infer<typeof sampleSchema>['stats']>;

/** What is not said is there, too, as in what the cloud answers. */
function wholeOf(stats: KeptStats | undefined): Sample['stats'] {
  if (stats === undefined) return undefined;
  return {
    full_migration_progress: stats.full_migration_progress,
    offset: stats.offset,
    source_dbsize: stats.source_dbsize,
    target_dbsize: stats.target_dbsize,
    target_input_kbps: stats.target_input_kbps,
    target_ops: stats.target_ops,
    is_migrating: stats.is_migrating,
  };
}

function parsed<Schema extends z.ZodType>(lines: readonly string[], schema: Schema) {
  const values: z.infer<Schema>[] = [];
  let unread = 0;
  for (const line of lines) {
    const found = schema.safeParse(orNothing(line));
    if (found.success) values.push(found.data);
    else unread += 1;
  }
  return { values, unread };
}

function orNothing(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What nobody has come back to for half a year goes, and the oldest where there are too many. */
async function sweep(folder: string, now: number): Promise<void> {
  const names = await namesIn(folder);
  // Another window may take one away meanwhile.
  const changed = await forEach(names, async (name) => {
    return { name, at: (await lastChange(join(folder, name)))?.getTime() ?? now };
  });
  const oldestFirst = changed.sort((one, other) => one.at - other.at);
  const spare = Math.max(0, oldestFirst.length - 2 * mostKept);
  const old = oldestFirst.filter(({ at }, index) => index < spare || now - at > longestKept);
  for (const { name } of old) await discard(join(folder, name));
}
