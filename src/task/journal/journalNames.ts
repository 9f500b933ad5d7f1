import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Creation } from './journalEntry.ts';

/** The folders of a journal. Names in them have no character that Windows forbids. */
export interface Folders {
  /** Nothing has been handed to the network yet. */
  readonly claimed: string;
  /** May have been sent. A folder of its own, so that clearing claims away can never meet an entry that was sent meanwhile. */
  readonly open: string;
  readonly closed: string;
  /** Entries that cannot be read, as they are. */
  readonly aside: string;
  /** Half-written files, which are no entries yet. */
  readonly writing: string;
}

export function foldersIn(folder: string): Folders {
  return {
    claimed: join(folder, 'claimed'),
    open: join(folder, 'open'),
    closed: join(folder, 'settled'),
    aside: join(folder, 'aside'),
    writing: join(folder, 'writing'),
  };
}

/** The tasks that people want to be told of, the created ones among them; no part of the entries, and read without them. */
export function noticesFolder(folder: string): string {
  return join(folder, 'notices');
}

/** What created tasks are to migrate once their machines are up; no part of the entries. */
export function plansFolder(folder: string): string {
  return join(folder, 'plans');
}

/** What was changed at the ends of migrations, and is not set back; read without the entries, too. */
export function changesFolder(folder: string): string {
  return join(folder, 'changes');
}

/** What is kept of migrations: what was ticked, waived and asked, and figures; no part of the entries. */
export function recordsFolder(folder: string): string {
  return join(folder, 'records');
}

/** The migrations whose targets applications use; no part of the entries, and read without them. */
export function usedTargetsFolder(folder: string): string {
  return join(folder, 'usedTargets');
}

/** What windows tell each other of the tasks that they look at. */
export function looksFolder(folder: string): string {
  return join(folder, 'looks');
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const closedPattern = new RegExp(`^(?:[0-9a-f]{32}|none)-(\\d{8}T\\d{9}Z-${uuid}\\.json)$`);

/** `20260705T101112345Z-{operation ID}.json`, also of a claim: the time when it started. Sorted by name is sorted by age. */
export function openName({ startedAt, operationId }: Pick<Creation, 'startedAt' | 'operationId'>): string {
  return `${startedAt.replaceAll(/[-:.]/g, '')}-${operationId}.json`;
}

/** The open name behind what tells the task file: the same whoever closes it, so that two windows write one file. */
export function closedName(creation: Creation): string {
  return `${sourceMark(creation.source)}-${openName(creation)}`;
}

/** What the names of all closed creations of a task file begin with. */
export function sourceMark(source: string | undefined): string {
  return source === undefined ? 'none' : createHash('sha256').update(source).digest('hex').slice(0, 32);
}

/** The open name in the name of a closed one; undefined where it is no such name. */
export function openNameIn(name: string): string | undefined {
  return closedPattern.exec(name)?.[1];
}

/** What the path of an unreadable entry tells about it. */
interface AsideEntry {
  /** It was sent, and how it ended is not known. */
  readonly mayBeOpen: boolean;
  readonly startedAt: Date | undefined;
}

export function describeAside(path: string): AsideEntry {
  const name = basename(path);
  const mayBeOpen = name.startsWith('open-') || basename(dirname(path)) === 'open';
  const [, day, time] = /(\d{8})T(\d{9})Z/.exec(name) ?? [];
  if (day === undefined || time === undefined) return { mayBeOpen, startedAt: undefined };
  const startedAt = new Date(
    `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)(...)/, '$1:$2:$3.$4')}Z`,
  );
  return { mayBeOpen, startedAt: Number.isNaN(startedAt.getTime()) ? undefined : startedAt };
}
