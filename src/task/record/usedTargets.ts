import { dirname, join } from 'node:path';
import * as z from 'zod';
import { isMadeNow } from '../journal/alone.ts';
import { discard, forEach, isThere, namesIn, readContent, remove, writeDurably } from '../journal/journalFiles.ts';
import { foldersIn, usedTargetsFolder } from '../journal/journalNames.ts';
import { orProblem } from '../journal/journalProblem.ts';
import { markOf, type RecordKey } from './records.ts';

/** A migration whose target applications use, as a person has said. */
export interface UsedTarget extends RecordKey {
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** Which targets applications use, and whether somebody was told that they may be overwritten, in whatever window. */
export interface UsedTargets {
  /** Durable when it resolves. @throws {JournalProblem} */
  mark(target: UsedTarget): Promise<void>;
  /** Not any more. @throws {JournalProblem} and it is marked still */
  unmark(key: RecordKey): Promise<void>;
  /** @throws {JournalProblem} */
  all(): Promise<readonly UsedTarget[]>;
  /** Whether it is marked, and nobody has told it since; for one window only. @throws {JournalProblem} */
  isFirst(key: RecordKey): Promise<boolean>;
}

/** Milliseconds after which one that nobody came back to is of no interest. */
const longestKept = 180 * 24 * 60 * 60_000;

const fileSchema = z.object({
  dcsEndpoint: z.string(),
  projectId: z.string(),
  taskId: z.string(),
  since: z.iso.datetime(),
});

/** In a folder beside the journal's entries: a file a task, and one for what was told. */
export function openUsedTargets(journal: string, now: () => Date): UsedTargets {
  const folder = usedTargetsFolder(journal);
  const pathOf = (key: RecordKey) => join(folder, markOf(key));
  return {
    async mark(target) {
      const path = pathOf(target);
      await discard(`${path}.told`);
      await writeDurably(`${path}.json`, `${JSON.stringify(target)}\n`, now(), foldersIn(dirname(folder)));
    },
    async unmark(key) {
      const path = pathOf(key);
      await remove(`${path}.json`);
      await discard(`${path}.told`);
    },
    async all() {
      const found = await forEach(await namesIn(folder), (name) => read(join(folder, name)));
      const isOld = ({ since }: UsedTarget) => Math.abs(now().getTime() - Date.parse(since)) > longestKept;
      const targets = found.filter((one) => one !== undefined);
      for (const old of targets.filter(isOld)) {
        await discard(`${pathOf(old)}.json`);
        await discard(`${pathOf(old)}.told`);
      }
      return targets.filter((one) => !isOld(one));
    },
    isFirst(key) {
      const path = pathOf(key);
      // Another window may have taken its mark away.
      return orProblem(path, async () => (await isThere(`${path}.json`)) && (await isMadeNow(`${path}.told`)));
    },
  };
}

/** As those of all windows, for what ends with this one. */
export function createOwnUsedTargets(): UsedTargets {
  const targets = new Map<string, UsedTarget>();
  const told = new Set<string>();
  return {
    async mark(target) {
      told.delete(markOf(target));
      targets.set(markOf(target), target);
    },
    unmark: async (key) => void targets.delete(markOf(key)),
    all: async () => [...targets.values()],
    async isFirst(key) {
      const mark = markOf(key);
      const isFirst = targets.has(mark) && !told.has(mark);
      told.add(mark);
      return isFirst;
    },
  };
}

/** A file that says nothing of use is taken away. */
async function read(path: string): Promise<UsedTarget | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  const found = parse(content.bytes);
  if (found === undefined) await discard(path);
  return found;
}

function parse(bytes: Uint8Array): UsedTarget | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}
