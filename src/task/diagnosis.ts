import { complaintOf, plainOf, says } from './diagnosisText.ts';
import { type FailureHelp, type FailureRow, failureCatalogue, type MigrationPhase } from './failureCatalogue.ts';

/** What is known of a task that does not go on. */
export interface Evidence {
  /** As the cloud writes it. */
  readonly status?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** How far the task was. */
  readonly phase?: MigrationPhase | undefined;
  /** Oldest first. */
  readonly logs?: readonly LogLine[] | undefined;
}

interface LogLine {
  /** INFO, WARN, ERROR, DEBUG. */
  readonly level?: string | undefined;
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
}

/** Why it does not go on. `cause` and `action`: English sentences, translated where shown. */
export interface Diagnosis {
  /** The first row of the catalogue that fits. */
  readonly row: number;
  /** Other rows that fit. */
  readonly also: readonly number[];
  readonly cause: string;
  readonly action: string;
  readonly help: readonly FailureHelp[];
  /** The text that tells it, as it was; empty where the status or facts do. */
  readonly text: string;
}

/** What texts say, and the status where it does: rows in the order in which they count. */
interface Told {
  readonly byStatus: readonly number[];
  readonly byText: readonly number[];
  /** No text names a cause. */
  readonly vague: boolean;
  readonly text: string;
}

const startFailed = 3;
const released = 4;

/**
 * Why a task does not go on, by the catalogue of failures; undefined where that is not known, which is better than a guess. Of several
 * texts the first one counts that names a cause, errors first.
 */
export function diagnose(evidence: Evidence): Diagnosis | undefined {
  const { byStatus, byText, text } = tell(evidence);
  const rows = [...byStatus, ...byText];
  return rows.length === 0 ? undefined : diagnosisOf(rows, text);
}

/** What is told without knowing more than the task and its log. */
export function tell(evidence: Evidence): Told {
  const { phase } = evidence;
  const status = (evidence.status ?? '').trim().toUpperCase();
  const cause = findIn(evidence, ({ texts }) => texts);
  const told = { byText: cause?.rows ?? [], vague: cause === undefined, text: cause?.text ?? '' };
  // Also the end of what was stopped or finished; then it is no failure.
  if (status === 'RELEASED' && phase !== 'stop') return { ...told, byStatus: [released] };
  if (cause) return { ...told, byStatus: [] };
  if (phase === 'create' && /FAIL|ERROR/.test(status))
    return { ...told, byStatus: [startFailed], text: textsOf(evidence).at(-1) ?? '' };
  const heading = findIn(evidence, ({ headings = [] }) => headings);
  return { byStatus: [], byText: heading?.rows ?? [], vague: true, text: heading?.text ?? '' };
}

/** Why the migration machine of a new task did not start, by what the cloud says of it. */
export function whyNotStarted(reason: string | undefined): Diagnosis {
  return diagnose({ phase: 'create', errorMessage: reason }) ?? diagnosisOf([startFailed], reason ?? '');
}

/** Of what goes well, or may, no line is a cause; a warning may be, where nothing else is. */
function textsOf({ logs = [], errorMessage = '' }: Evidence): readonly string[] {
  const levelOf = ({ level = '' }: LogLine) => level.trim().toLowerCase();
  const warnings = logs.filter((line) => levelOf(line).startsWith('warn'));
  const harmless = /^(?:warn|info|debug|notice|verbose|trace|success)/;
  const errors = logs.filter((line) => !harmless.test(levelOf(line)));
  return [...errors.map(textOf), errorMessage, ...warnings.map(textOf)].filter((text) => text.trim() !== '');
}

function textOf({ code = '', message = '', keywords = [] }: LogLine): string {
  return [code, message, ...keywords].filter(Boolean).join(' ');
}

/** The first text that has rows by these patterns, and the rows. */
export function findIn(evidence: Evidence, patternsOf: (row: FailureRow) => readonly RegExp[]) {
  for (const text of textsOf(evidence)) {
    const rows = rowsIn(text, evidence.phase, patternsOf);
    if (rows.length > 0) return { text, rows };
  }
  return undefined;
}

/** In the order of the catalogue. */
function rowsIn(
  text: string,
  phase: MigrationPhase | undefined,
  patternsOf: (row: FailureRow) => readonly RegExp[],
): readonly number[] {
  const plain = plainOf(text);
  const mentioned = failureCatalogue.filter((row) => isOf(row, phase) && mentions(patternsOf(row), plain));
  // Most lines mention nothing, and logs are long.
  const complaint = mentioned.length === 0 ? '' : complaintOf(plain);
  const meant = mentioned.filter((row) => says(patternsOf(row), complaint) && !mentions(row.unless ?? [], complaint));
  const rows = meant.flatMap(({ row, orElse = [] }) => [row, ...orElse]);
  return [...new Set(rows)].sort((a, b) => a - b);
}

function mentions(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function isOf({ phases }: FailureRow, phase: MigrationPhase | undefined): boolean {
  if (phases === undefined) return phase !== 'create';
  return phase === undefined ? phases.orUnknown : phases.in.includes(phase);
}

/** The first of these rows, and the others beside it. */
export function diagnosisOf([row = startFailed, ...also]: readonly number[], text: string): Diagnosis {
  const { cause = '', action = '', help = [] } = failureCatalogue.find((one) => one.row === row) ?? {};
  return { row, also, cause, action, help, text };
}
