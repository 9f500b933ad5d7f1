import { type Diagnosis, diagnosisOf, type Evidence, findIn, tell } from './diagnosis.ts';
import type { Facts } from './diagnosisFacts.ts';
import type { MigrationPhase } from './failureCatalogue.ts';

type Known = boolean | undefined;

interface FactRow {
  readonly row: number;
  /** Where these facts matter; also where nobody knows the phase. */
  readonly phases: readonly MigrationPhase[];
  /** Whether they make it the cause, or rule it out. `seen`: the rows that texts speak of. */
  readonly holds: (facts: Facts, seen: readonly number[]) => Known;
}

const connecting = ['configure'] as const;
const running = ['full', 'incremental'] as const;
const copying = ['configure', ...running] as const;
const exchanging = ['exchange'] as const;

const factRows: readonly FactRow[] = [
  {
    row: 6,
    phases: ['configure', 'full'],
    holds: ({ sourceRegionDiffers, sourceAccountDiffers }) => some(sourceRegionDiffers, sourceAccountDiffers),
  },
  { row: 7, phases: connecting, holds: ({ vpcJoined }) => not(vpcJoined) },
  {
    row: 8,
    phases: connecting,
    holds: ({ whitelist }) => some(keepsOut(whitelist?.source), keepsOut(whitelist?.target)),
  },
  { row: 9, phases: connecting, holds: ({ egressClosed }) => egressClosed },
  { row: 12, phases: connecting, holds: ({ quoteInPassword }) => quoteInPassword },
  { row: 14, phases: connecting, holds: ({ ssl }) => onlyIf(some(ssl?.source, ssl?.target)) },
  {
    row: 16,
    phases: connecting,
    holds: ({ instanceStatus }) => onlyIf(not(every(...isEach(instanceStatus, 'RUNNING')))),
  },
  {
    row: 28,
    phases: copying,
    holds: (facts, seen) => onlyIf(every(severalDatabases(facts, seen), is(facts.targetKind, 'cluster'))),
  },
  {
    row: 29,
    phases: copying,
    holds: (facts, seen) =>
      every(severalDatabases(facts, seen), is(facts.targetKind, 'proxy'), not(facts.proxyMultiDb)),
  },
  { row: 33, phases: running, holds: ({ switchedOver }) => onlyIf(switchedOver) },
  { row: 34, phases: running, holds: ({ instanceStatus }) => onlyIf(some(...isEach(instanceStatus, 'EXTENDING'))) },
  {
    row: 35,
    phases: ['incremental'],
    holds: ({ resumeMode, linkBroken }, seen) => every(is(resumeMode, 'manual'), seen.includes(35) || linkBroken),
  },
  { row: 36, phases: ['incremental'], holds: ({ fullProgressFellBack }) => onlyIf(fullProgressFellBack) },
  { row: 37, phases: ['incremental'], holds: ({ sourceFlushed }) => sourceFlushed },
  { row: 38, phases: ['incremental'], holds: ({ lagGrows }) => lagGrows },
  { row: 39, phases: ['incremental'], holds: ({ keyCountsDiffer, inSync }) => every(keyCountsDiffer, inSync) },
  {
    row: 42,
    phases: exchanging,
    holds: ({ exchange, targetKind }) =>
      onlyIf(
        some(
          exchange?.selfHosted,
          exchange?.olderThanRedis4,
          exchange?.publicAccess,
          exchange?.portsDiffer,
          exchange && is(targetKind, 'cluster'),
        ),
      ),
  },
  { row: 43, phases: exchanging, holds: ({ exchange }) => exchange?.passwordsDiffer },
  { row: 44, phases: exchanging, holds: ({ exchange }) => exchange?.whitelistsDiffer },
  { row: 45, phases: exchanging, holds: ({ exchange }) => exchange?.clientsHang },
  {
    row: 46,
    phases: exchanging,
    holds: ({ exchange }) => every(exchange?.clientsByDomainName, not(exchange?.domainNameExchanged)),
  },
  { row: 47, phases: exchanging, holds: ({ exchange }) => exchange?.clientsByStandby },
  { row: 48, phases: ['stop'], holds: ({ stillListedAfterDelete }) => stillListedAfterDelete },
  {
    row: 50,
    phases: [...copying, 'stop'],
    holds: ({ migrationType }) => onlyIf(is(migrationType, 'backupfile_import')),
  },
];

/**
 * Why a task does not go on, by its texts and by facts. Where a text names a cause, facts choose among the rows that the text may mean, and
 * rule rows out; where none does, facts alone tell it. Undefined where that leaves nothing.
 */
export function diagnoseWithFacts(evidence: Evidence & { readonly facts?: Facts | undefined }): Diagnosis | undefined {
  const { facts = {}, phase } = evidence;
  const told = tell(evidence);
  const hint = told.vague ? findIn(evidence, ({ hints = [] }) => hints) : undefined;
  const seen = [...told.byText, ...(hint?.rows ?? [])];
  const known = factRows.map(({ row, phases, holds }) => ({
    row,
    holds: phase === undefined || phases.includes(phase) ? holds(facts, seen) : undefined,
  }));
  const rowsThat = (value: boolean) => known.filter(({ holds }) => holds === value).map(({ row }) => row);
  const [causes, ruledOut] = [rowsThat(true), rowsThat(false)];
  const fitting = told.byText.filter((row) => !ruledOut.includes(row));
  const first = causes.filter((row) => told.vague || fitting.includes(row));
  const rows = [...new Set([...told.byStatus, ...first, ...fitting])];
  const hinted = hint?.rows.some((row) => row === rows[0]) === true;
  return rows.length === 0 ? undefined : diagnosisOf(rows, hinted ? hint.text : told.text);
}

/** Several databases, or others than the first, which is the only one of a cluster. */
function severalDatabases({ sourceDatabases }: Facts, seen: readonly number[]): Known {
  return seen.includes(28) || sourceDatabases?.some((database) => database > 0);
}

function keepsOut(list: NonNullable<Facts['whitelist']>['source']): Known {
  return every(list?.enabled, not(list?.containsMachine));
}

function isEach(texts: Facts['instanceStatus'], wanted: string): readonly Known[] {
  return [is(texts?.source, wanted), is(texts?.target, wanted)];
}

function is(text: string | undefined, wanted: string): Known {
  return text === undefined ? undefined : text.trim().toUpperCase() === wanted.toUpperCase();
}

function not(known: Known): Known {
  return known === undefined ? undefined : !known;
}

function every(...known: readonly Known[]): Known {
  if (known.includes(false)) return false;
  return known.includes(undefined) ? undefined : true;
}

function some(...known: readonly Known[]): Known {
  return not(every(...known.map(not)));
}

/** Where the opposite rules nothing out: texts may know more of it. */
function onlyIf(known: Known): true | undefined {
  return known === true ? true : undefined;
}
