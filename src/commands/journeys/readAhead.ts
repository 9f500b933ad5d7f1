import { CloudError } from '../../cloud/errors.ts';
import { type InstanceDetail, showInstance } from '../../cloud/services/instances.ts';
import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { FileSettings } from '../configure/fileSettings.ts';
import type { RedisChoice, Side } from '../preflight/configureForm.ts';
import { type PasswordTries, passwordTriesOf, rememberingTries } from '../preflight/reading/passwordTries.ts';
import { readingOnce } from './readOnce.ts';

/** Instances at a time. */
const instancesAtOnce = 6;

export const sides: readonly Side[] = ['source', 'target'];

/** What is read of a batch before anything is created: nothing twice, and no password tried twice at an instance. */
export interface Ahead {
  readonly place: TaskPlace;
  readonly tries: PasswordTries;
  /** By ID, as far as the cloud says anything. */
  readonly instances: ReadonlyMap<string, InstanceDetail>;
}

/** Reads the instances that these files name. Undefined: it was called off. */
export function readAhead(desk: Desk, place: TaskPlace, files: readonly FileSettings[]): Promise<Ahead | undefined> {
  const { t, notifier } = desk;
  const once = { ...place, connection: readingOnce(place.connection) };
  const ends = files.flatMap((file) => sides.map((side) => writtenEnd(file, side)));
  const ids = new Set(ends.flatMap((end) => (end.kind === 'instance' ? end.instance.instance_id : [])));
  return notifier.progress(t('Reading sources and targets'), async (signal, report) => {
    let done = 0;
    const read = await concurrently([...ids], instancesAtOnce, async (id) => {
      const detail = signal.aborted ? undefined : await detailOf(once, id, signal);
      done += 1;
      report(t('{done} of {total}', { done, total: ids.size }));
      return detail === undefined ? [] : [[id, detail] as const];
    });
    if (signal.aborted) return undefined;
    return { place: once, tries: rememberingTries(passwordTriesOf(desk)), instances: new Map(read.flat()) };
  });
}

function detailOf(
  { connection, projectId }: TaskPlace,
  id: string,
  signal: AbortSignal,
): Promise<InstanceDetail | undefined> {
  return showInstance(connection, projectId, id, signal).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  });
}

function writtenEnd({ migration }: FileSettings, side: Side): RedisChoice {
  const { id, addrs } = migration[`${side}_instance`];
  return id ? { kind: 'instance', instance: { instance_id: id } } : { kind: 'address', addrs: addrs ?? '' };
}

/** An end of a file, with what the cloud says of it, where it says anything. */
export function endAhead({ instances }: Ahead, file: FileSettings, side: Side): RedisChoice {
  const written = writtenEnd(file, side);
  if (written.kind === 'address') return written;
  const instance = instances.get(written.instance.instance_id);
  return instance === undefined ? written : { kind: 'instance', instance };
}
