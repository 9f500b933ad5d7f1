import { grouped } from '../../desk/grouped.ts';
import { type PlaceMark, placeMark } from '../../desk/tasks/placeMark.ts';
import { withoutChatter } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace, TaskWatch } from '../../desk/tasks/taskSight.ts';
import type { MarkedTask } from '../../task/journal/notices.ts';
import { endsAll } from '../watch/lookFailure.ts';

/** A place with marked tasks that whoever is signed in may look at. */
export interface MarkedPlace {
  readonly key: string;
  readonly watch: TaskWatch;
  readonly marks: readonly MarkedTask[];
}

/** How places are found and looked at. */
export interface Ways {
  /** What this window shows. */
  readonly tasks: TaskWatch;
  /** Undefined where whoever is signed in has nothing to do with it. @throws {SettingProblem} */
  readonly connect: (mark: MarkedTask) => Promise<TaskPlace | undefined>;
  readonly watchAt: (place: TaskPlace) => TaskWatch;
  /** Where requests would go to is told once for each task. */
  readonly onUnreachable: (mark: MarkedTask, error: unknown) => void;
}

interface MarkedPlaces {
  /** A place that somebody is signed in to. */
  know(place: TaskPlace): void;
  /** Somebody else may be signed in: what nobody could look at is tried again. */
  tryAgain(): void;
  /** The places of these, each with its watch; those that are not needed any more are looked at no more. */
  of(marks: readonly MarkedTask[]): Promise<readonly MarkedPlace[]>;
  /** Looks at its tasks quietly: as soon as on screen where machines are awaited, by their jobs. */
  look(place: MarkedPlace, awaited: readonly MarkedTask[]): void;
  dispose(): void;
}

/** `heard`: called when more is known of any of them. */
export function createMarkedPlaces(ways: Ways, heard: () => void): MarkedPlaces {
  const others = createOtherPlaces(ways, heard);
  const looks = createQuietLooks();
  const unlisten = ways.tasks.onChange(heard);
  const watchOf = async (mark: MarkedTask) => {
    const { place } = ways.tasks.sight();
    return place !== undefined && keyOf(mark) === keyOfPlace(place) ? ways.tasks : others.watchOf(mark);
  };
  return {
    know: others.know,
    tryAgain: others.tryAgain,
    async of(marks) {
      const places: MarkedPlace[] = [];
      for (const [key, own] of grouped(marks, keyOf)) {
        const [mark] = own;
        const watch = mark && (await watchOf(mark));
        if (watch !== undefined) places.push({ key, watch, marks: own });
      }
      looks.keepOnly(places);
      others.keepOnly(new Set(places.map(({ watch }) => watch)));
      return places;
    },
    look: looks.look,
    dispose() {
      unlisten();
      looks.keepOnly([]);
      others.keepOnly(new Set());
    },
  };
}

/** One look a place, of all its marks. */
function createQuietLooks() {
  const looks = new Map<string, { readonly watch: TaskWatch; readonly what: string; readonly stop: () => void }>();
  return {
    look({ key, watch, marks }: MarkedPlace, awaited: readonly MarkedTask[]) {
      const looking = {
        taskIds: marks.map(({ taskId }) => taskId),
        jobs: jobsOf(awaited),
        quietly: awaited.length > 0 ? 'soon' : 'seldom',
      } as const;
      const what = JSON.stringify(looking);
      const before = looks.get(key);
      if (before?.what === what) return;
      // A look is told of at once, here as well. The new one begins before the old one ends, so that nothing is forgotten in between.
      looks.set(key, { watch, what, stop: () => undefined });
      looks.set(key, { watch, what, stop: watch.look(looking) });
      before?.stop();
    },
    keepOnly(places: readonly MarkedPlace[]) {
      const watches = new Map(places.map(({ key, watch }) => [key, watch]));
      for (const [key, { watch, stop }] of [...looks]) {
        if (watches.get(key) === watch) continue;
        stop();
        looks.delete(key);
      }
    },
  };
}

function jobsOf(awaited: readonly MarkedTask[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    awaited.flatMap(({ taskId, jobId }) => (jobId === undefined ? [] : [[taskId, jobId] as const])),
  );
}

/** What tells the place of a mark from another. */
function keyOf({ owner, projectId, dcsEndpoint }: PlaceMark): string {
  return `${owner} ${projectId} ${dcsEndpoint}`;
}

export function keyOfPlace(place: TaskPlace): string {
  return keyOf(placeMark(place));
}

const isOver = ({ connection }: TaskPlace) => connection.session.over.aborted;

/** The watches of places that this window shows nothing of. */
function createOtherPlaces(ways: Ways, heard: () => void) {
  const found = createFoundPlaces(ways);
  const watched = new Map<string, { readonly place: TaskPlace; readonly watch: TaskWatch; readonly end: () => void }>();
  const begin = (key: string, place: TaskPlace) => {
    const watch = ways.watchAt({ ...place, connection: withoutChatter(place.connection) });
    const unlisten = watch.onChange(heard);
    const end = () => {
      unlisten();
      watch.dispose();
      watched.delete(key);
    };
    watched.set(key, { place, watch, end });
    return watch;
  };
  return {
    know: found.know,
    tryAgain() {
      found.tryAgain();
      // One that has ended for good begins anew; one that waits goes on waiting for as long as it was asked to.
      for (const { watch, end } of [...watched.values()]) if (endsAll(watch.sight().failure)) end();
    },
    async watchOf(mark: MarkedTask): Promise<TaskWatch | undefined> {
      const key = keyOf(mark);
      const before = watched.get(key);
      if (before !== undefined && !isOver(before.place)) return before.watch;
      before?.end();
      const place = await found.placeOf(mark);
      return place && begin(key, place);
    },
    keepOnly(wanted: ReadonlySet<TaskWatch>) {
      for (const { watch, end } of [...watched.values()]) if (!wanted.has(watch)) end();
    },
  };
}

/** Where marks lead to, as whoever is signed in. */
function createFoundPlaces({ connect, onUnreachable }: Ways) {
  /** By key: where somebody created or marked something, as whom. */
  const known = new Map<string, TaskPlace>();
  /** By key: nobody here may look at it. */
  const closed = new Set<string>();
  const told = new Set<string>();
  return {
    know(place: TaskPlace) {
      for (const [key, one] of [...known]) if (isOver(one)) known.delete(key);
      known.set(keyOfPlace(place), place);
      closed.clear();
    },
    tryAgain: () => closed.clear(),
    async placeOf(mark: MarkedTask): Promise<TaskPlace | undefined> {
      const key = keyOf(mark);
      const place = known.get(key);
      if (place !== undefined && !isOver(place)) return place;
      if (closed.has(key)) return undefined;
      const connected = await connect(mark).catch((error: unknown) => {
        if (!told.has(mark.taskId)) onUnreachable(mark, error);
        told.add(mark.taskId);
      });
      if (connected === undefined) closed.add(key);
      return connected ?? undefined;
    },
  };
}
