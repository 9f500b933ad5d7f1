import { type DatabaseTask, type KeyFigures, lookBack, lookUp } from './compareDatabase.ts';
import { type CompareLimits, type CompareOptions, type CompareTools, compareLimits } from './compareOptions.ts';
import type { Comparison, ComparisonEnd, DatabaseFigures, KeyCounts } from './comparison.ts';
import { type Both, CalledOff, type End, EndFailure, ofBoth } from './ends.ts';
import { countVerdict, type Keyspace, readKeyspaces, sumOf } from './keyspaces.ts';
import { createPace } from './pace.ts';
import { createTally, type Tally } from './tally.ts';

/** Of the time of a database, the part in which keys of the source are drawn. */
const partForSource = 0.7;

/** How often is counted while the counts move. */
const mostCounts = 4;

interface Run {
  readonly tools: CompareTools;
  readonly options: CompareOptions;
  readonly limits: CompareLimits;
  readonly ends: Both<End>;
  readonly tally: Tally;
  readonly seed: number;
  readonly counts: Both<Counts>[];
  readonly figures: Map<number, KeyFigures>;
}

type Counts = readonly Keyspace[] | undefined;

/**
 * Compares two Redis, both as they are read: how many keys there are by database, and a sample of them, drawn by chance, with type,
 * expiry and value. Writes nothing. What was found until it was cancelled, or an end was lost, is given.
 */
export async function compareRedis(options: CompareOptions, tools: CompareTools): Promise<Comparison> {
  const from = tools.now();
  const limits = { ...compareLimits, ...options.limits };
  const turn = createPace(tools, limits.perMinute, options.signal);
  const endOf = (side: End['side']): End => ({ side, reader: options[side], signal: options.signal, turn });
  const run: Run = {
    tools,
    options,
    limits,
    ends: { source: endOf('source'), target: endOf('target') },
    tally: createTally(),
    seed: Math.floor(tools.random() * 2 ** 31),
    counts: [],
    figures: new Map(),
  };
  const end = await endOfRun(run, from);
  return comparisonOf(run, from, end);
}

async function endOfRun(run: Run, from: number): Promise<ComparisonEnd> {
  try {
    await count(run);
    await compareAll(run, from + run.limits.time);
    await countAgain(run);
    return { kind: 'whole' };
  } catch (error) {
    if (error instanceof CalledOff) return { kind: 'cancelled' };
    if (error instanceof EndFailure) return { kind: 'failed', failure: error };
    throw error;
  }
}

async function count({ ends, counts }: Run): Promise<void> {
  counts.push(await ofBoth(ends, readKeyspaces));
}

/** Until two counts agree, or tell that they do not: what is on its way arrives. */
async function countAgain(run: Run): Promise<void> {
  const { counts, limits, tools, options } = run;
  await count(run);
  const isMoving = () => databasesOf(run).some((database) => countVerdictOf(run, database) === 'written');
  while (counts.length < mostCounts && isMoving()) {
    await tools.wait(limits.pause, options.signal);
    await count(run);
  }
}

async function compareAll(run: Run, until: number): Promise<void> {
  const { tools } = run;
  const databases = databasesOf(run);
  for (const [index, database] of databases.entries()) {
    // Of what is left out it is said that none of its keys was looked up.
    if (index > 0 && tools.now() >= until) return;
    const share = Math.max(0, until - tools.now()) / (databases.length - index);
    const task = taskOf(run, database, index + 1, databases.length);
    const begun = tools.now();
    if (isIn(run.ends.target, database) && isIn(run.ends.source, database)) {
      await lookUp(task, begun + share * partForSource);
      await lookBack(task, begun + share);
    }
  }
}

function taskOf(run: Run, database: number, begun: number, databases: number): DatabaseTask {
  const { ends, tools, options, limits, tally, seed, counts } = run;
  const figures: KeyFigures = { lookedUp: 0, lookedBack: 0, different: 0, isWhole: false, isByScan: false };
  run.figures.set(database, figures);
  const isByWebCli = Object.values(ends).some(({ reader }) => reader.way === 'webCli');
  return {
    ends,
    database,
    now: tools.now,
    wait: tools.wait,
    seed,
    signal: options.signal,
    tally,
    figures,
    sizesOf: ({ side, reader }) => reader.nodes.map((_, index) => sizeOf(counts[0]?.[side]?.[index], database)),
    most: limits.perDatabase,
    // One by one, it is seen how far it is, and what is read of both ends is of nearly one moment.
    atOnce: isByWebCli ? 1 : 100,
    pause: limits.pause,
    report: () => options.report({ begun, databases, lookedUp: lookedUpIn(run), differences: tally.differenceCount }),
  };
}

function sizeOf(keyspace: Keyspace | undefined, database: number): number | undefined {
  if (keyspace === undefined) return undefined;
  const { lasting, expiring } = keyspace.get(database) ?? { lasting: 0, expiring: 0 };
  return lasting + expiring;
}

function lookedUpIn({ figures }: Run): number {
  return [...figures.values()].reduce((sum, { lookedUp }) => sum + lookedUp, 0);
}

/** A cluster has one database. */
function isIn({ reader }: End, database: number): boolean {
  return database === 0 || !reader.isCluster;
}

/** Those with keys at either end at any count, and the first where an end does not say how many it has. */
function databasesOf({ counts }: Run): readonly number[] {
  const said = counts.flatMap(({ source, target }) => [source, target]);
  const found = said.flatMap((all) => (all ?? [new Map([[0, undefined]])]).flatMap((one) => [...one.keys()]));
  return [...new Set(found)].sort((one, other) => one - other);
}

function countsIn({ source, target }: Both<Counts>, database: number): Both<KeyCounts | undefined> {
  return { source: source && sumOf(source, database), target: target && sumOf(target, database) };
}

function countVerdictOf({ counts, ends }: Run, database: number): DatabaseFigures['verdict'] {
  const [first, last] = [counts.at(-2), counts.at(-1)];
  if (first === undefined || last === undefined) return 'unknown';
  const [before, after] = [countsIn(first, database), countsIn(last, database)];
  const isNowhere = !isIn(ends.source, database) || !isIn(ends.target, database);
  return isNowhere ? 'different' : countVerdict(before, after);
}

function keysOf(counts: KeyCounts | undefined): number {
  return counts === undefined ? 0 : counts.lasting + counts.expiring;
}

function comparisonOf(run: Run, from: number, end: ComparisonEnd): Comparison {
  const { tools, options, tally, counts, ends } = run;
  const last = counts.at(-1);
  const databases = databasesOf(run).map((database): DatabaseFigures => {
    const figures = run.figures.get(database) ?? {
      lookedUp: 0,
      lookedBack: 0,
      different: 0,
      isWhole: false,
      isByScan: false,
    };
    const ofEnds = last === undefined ? { source: undefined, target: undefined } : countsIn(last, database);
    const isUnsampled =
      (figures.lookedUp === 0 && keysOf(ofEnds.source) > 0) || (figures.lookedBack === 0 && keysOf(ofEnds.target) > 0);
    return { database, counts: ofEnds, verdict: countVerdictOf(run, database), isUnsampled, ...figures };
  });
  const { types, differences, differenceCount, notCompared, refusals, gone } = tally;
  return {
    from,
    to: tools.now(),
    ways: { source: options.source.way, target: options.target.way },
    end,
    databases,
    isTargetCluster: ends.target.reader.isCluster,
    types,
    differences,
    differenceCount,
    notCompared,
    refusals: [...refusals],
    gone,
  };
}
