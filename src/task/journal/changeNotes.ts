import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { parseEndpoint } from '../../cloud/endpoint.ts';
import { alone, whileTouched } from './alone.ts';
import { forEach, isThere, namesIn, readContent, remove, writeDurably } from './journalFiles.ts';
import { changesFolder, foldersIn } from './journalNames.ts';

const named = z.object({ id: z.string().min(1), name: z.string() });

const groups = z.array(z.object({ group_name: z.string(), ip_list: z.array(z.string()) }));

const parameters = /^(?:repl-timeout|client-output-buffer-slave-(?:hard|soft)-limit)$/;

/** Characters: what is sent is shown whole before. */
const value = z.string().max(60);

// No more than what is ever changed from here: whatever else stands in the folder must not be set to anything, nor taken out.
const what = z.discriminatedUnion('kind', [
  /** `group`: the one that was added, with this entry. `before`: what the whitelist had until then. */
  z.object({
    kind: z.literal('whitelist'),
    group: z.string().regex(/^dcsmigr(?:-\d{1,3})?$/),
    entry: z.ipv4(),
    wasEnabled: z.boolean(),
    before: groups,
  }),
  z.object({ kind: z.literal('parameter'), name: z.string().regex(parameters), from: value, to: value }),
]);

const changeSchema = z.object({
  /** A UUID. */
  id: z.uuid(),
  region: z.string(),
  projectId: z.string(),
  /** The base URL of DCS. */
  dcsEndpoint: z.string().transform(parseEndpoint).pipe(z.string()),
  /** Whose it is, by `ownerMark`. */
  owner: z.string(),
  /** The migration task that it was changed for; the ID is absent until it is created. */
  task: named.partial({ id: true }),
  /** The DCS instance that it was changed at; nothing else of the project has such a path. */
  instance: named.extend({ id: z.string().regex(/^[\w-]+$/) }),
  what,
  /** ISO 8601, UTC; before it was sent. */
  notedAt: z.iso.datetime(),
  /** The cloud is known to have done it. Otherwise it may have, or may be about to. */
  isDone: z.boolean(),
});

/** Something that was changed at an end of a migration, with what was there before. */
export type Change = Readonly<z.infer<typeof changeSchema>>;

export interface FoundChanges {
  /** Oldest first. */
  readonly changes: readonly Change[];
  /** Paths of what cannot be read, which is kept. */
  readonly unread: readonly string[];
}

/** What was changed and is not set back, in whatever window. */
export interface ChangeNotes {
  /** Durable when it resolves. @throws {JournalProblem} and it must not be sent then */
  add(change: Change): Promise<void>;
  /** More is known of it; nothing where it is not noted any more. @throws {JournalProblem} */
  update(change: Change): Promise<void>;
  /** It was refused, or set back. @throws {JournalProblem} and it is noted still */
  remove(id: string): Promise<void>;
  /** @throws {JournalProblem} */
  all(): Promise<FoundChanges>;
  /** While no other window changes this instance; undefined where one is about it. @throws {JournalProblem} */
  alone<T>(at: Pick<Change, 'dcsEndpoint' | 'projectId' | 'instance'>, work: () => Promise<T>): Promise<T | undefined>;
}

/** Goes up when older versions would misread a note, not when something is added to it. */
const fileSchema = z.object({ version: z.literal(1), change: changeSchema });

/** In a folder beside the journal's entries, a file a change. */
export function openChangeNotes(journal: string, now: () => Date): ChangeNotes {
  const folder = changesFolder(journal);
  const pathOf = (id: string) => join(folder, fileName(id));
  const write = (change: Change) => {
    const text = JSON.stringify({ version: 1, change }, null, 2);
    return writeDurably(pathOf(change.id), `${text}\n`, now(), foldersIn(journal));
  };
  return {
    add: write,
    async update(change) {
      // Another window may have set it back meanwhile.
      if (await isThere(pathOf(change.id))) await write(change);
    },
    remove: (id) => remove(pathOf(id)),
    async all() {
      const found = await forEach(await namesIn(folder), (name) => readNote(folder, name));
      const changes = found.filter((one) => typeof one === 'object');
      return { changes: changes.sort(olderFirst), unread: found.filter((one) => typeof one === 'string') };
    },
    alone({ dcsEndpoint, projectId, instance }, work) {
      const path = join(folder, `${hashOf([dcsEndpoint, projectId, instance.id].join(' '))}.busy`);
      return alone(path, now, () => whileTouched(path, now, work));
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function fileName(id: string): string {
  return `${hashOf(id)}.json`;
}

/** What was changed by one request has a lasting order, too. */
export function olderFirst(one: Change, other: Change): number {
  const age = Date.parse(one.notedAt) - Date.parse(other.notedAt);
  return age === 0 ? nameOf(one).localeCompare(nameOf(other), 'en') : age;
}

function nameOf({ what }: Change): string {
  return what.kind === 'whitelist' ? `${what.kind} ${what.entry}` : `${what.kind} ${what.name}`;
}

/** Its path where it cannot be read: what it tells of may have to be set back, so that it stays. */
async function readNote(folder: string, name: string): Promise<Change | string | undefined> {
  const path = join(folder, name);
  const content = await readContent(path);
  if (content.kind === 'gone') return undefined;
  const change = content.kind === 'read' ? parse(content.bytes) : undefined;
  // A copy under another name is not a second change.
  return change !== undefined && fileName(change.id) === name ? change : path;
}

function parse(bytes: Uint8Array): Change | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data?.change;
  } catch {
    return undefined;
  }
}
