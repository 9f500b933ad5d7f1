import { oneAfterTheOther } from '../../task/journal/inTurn.ts';
import type { Happened } from '../../task/record/recordNotes.ts';
import type { MigrationRecord, RecordKey, Records } from '../../task/record/records.ts';
import type { Sample } from '../../task/sample.ts';
import { createListeners } from './listeners.ts';
import type { TaskPlace } from './taskSight.ts';

/** What is kept of migrations: what was ticked, waived, asked and compared, and figures. */
export interface MigrationRecords {
  /** Now, as whoever asks there. Durable when it resolves. @throws {JournalProblem} */
  note(place: TaskPlace, taskId: string, happened: Happened): Promise<void>;
  /** Figures as this window has seen them, however often; only some are kept. @throws {JournalProblem} */
  keep(place: TaskPlace, taskId: string, samples: readonly Sample[]): Promise<void>;
  /** As it is on disk, also by other windows. @throws {JournalProblem} */
  of(place: TaskPlace, taskId: string): Promise<MigrationRecord>;
  /** As it was last read here. */
  known(place: TaskPlace, taskId: string): MigrationRecord | undefined;
  /** Called when what is known is other than before; gives what ends that. */
  onChange(listener: () => void): () => void;
}

interface Stores {
  /** What all windows know. */
  readonly shared: Records;
  /** What ends with the window, as its sandbox does. */
  readonly own: Records;
}

/** Milliseconds between two figures of one task that are kept, unless its status is another. */
const betweenSamples = 30_000;

/** Tasks whose record is remembered. */
const mostKnown = 200;

export function createMigrationRecords({ shared, own }: Stores, now: () => Date): MigrationRecords {
  const inTurn = oneAfterTheOther();
  const { tell, add: onChange } = createListeners();
  const known = new Map<string, MigrationRecord>();
  const last = new Map<string, Pick<Sample, 'at' | 'status'>>();
  const recordsOf = ({ sandbox }: TaskPlace) => (sandbox ? own : shared);
  const read = async (place: TaskPlace, taskId: string) => {
    const key = keyOf(place, taskId);
    const record = await recordsOf(place).of(key);
    remember(known, nameOf(key), record, mostKnown);
    tell();
    return record;
  };
  return {
    note: (place, taskId, happened) =>
      inTurn(async () => {
        const note = { at: now().toISOString(), profile: profileOf(place), ...happened };
        await recordsOf(place).add(keyOf(place, taskId), note);
        await read(place, taskId);
      }),
    keep: (place, taskId, samples) =>
      inTurn(async () => {
        const key = keyOf(place, taskId);
        const fresh = thinned(samples, last.get(nameOf(key)));
        const newest = fresh.at(-1);
        if (newest === undefined) return;
        await recordsOf(place).keep(key, fresh);
        remember(last, nameOf(key), newest, mostKnown);
      }),
    of: (place, taskId) => inTurn(() => read(place, taskId)),
    known: (place, taskId) => known.get(nameOf(keyOf(place, taskId))),
    onChange,
  };
}

/** Those after the last that was kept, none too near the next. */
function thinned(samples: readonly Sample[], before: Pick<Sample, 'at' | 'status'> | undefined): readonly Sample[] {
  let last = before;
  return samples.filter((sample) => {
    if (last !== undefined && sample.at <= last.at) return false;
    const isDue = last === undefined || sample.status !== last.status || sample.at - last.at >= betweenSamples;
    if (isDue) last = sample;
    return isDue;
  });
}

/** The one that was not used for longest makes room. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function keyOf({ connection, projectId }: TaskPlace, taskId: string): RecordKey {
  return { dcsEndpoint: connection.endpoints.dcs, projectId, taskId };
}

function nameOf({ dcsEndpoint, projectId, taskId }: RecordKey): string {
  return [dcsEndpoint, projectId, taskId].join(' ');
}

/** Nothing of the key that signs. */
function profileOf({ connection, projectId }: TaskPlace): string {
  return [connection.region, projectId].join(' · ');
}
