import { type FailureRow, failureCatalogue, type MigrationPhase } from './failureCatalogue.ts';

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
interface Diagnosis {
  /** The first row of the catalogue that fits. */
  readonly row: number;
  /** Other rows that fit the same text. */
  readonly also: readonly number[];
  readonly cause: string;
  readonly action: string;
  /** The text that tells it, as it was; empty where the status does. */
  readonly text: string;
}

/** Above other texts: it says nothing by itself. */
const heading = 49;
const startFailed = 3;
const released = 4;

/**
 * Why a task does not go on, by the catalogue of failures; undefined where that is not known, which is better than a guess. Of several
 * lines the first one counts that names a cause; what the service says of the whole task comes after its log.
 */
export function diagnose(evidence: Evidence): Diagnosis | undefined {
  const { phase } = evidence;
  const status = (evidence.status ?? '').trim().toUpperCase();
  const found = textsOf(evidence).map((text) => ({ text, rows: rowsIn(text, phase) }));
  const cause = found.find(({ rows }) => rows.some((row) => row !== heading));
  const told = cause && { ...cause, rows: cause.rows.filter((row) => row !== heading) };
  if (status === 'RELEASED') return diagnosisOf([released, ...(told?.rows ?? [])], told?.text ?? '');
  if (told) return diagnosisOf(told.rows, told.text);
  if (phase === 'create' && /FAIL|ERROR/.test(status)) return diagnosisOf([startFailed], found.at(-1)?.text ?? '');
  const unspecific = found.find(({ rows }) => rows.length > 0);
  return unspecific && diagnosisOf([heading], unspecific.text);
}

/** Why the migration machine of a new task did not start, by what the cloud says of it. */
export function whyNotStarted(reason: string | undefined): Diagnosis {
  const found = diagnose({ phase: 'create', errorMessage: reason });
  return found && found.row !== heading ? found : diagnosisOf([startFailed], reason ?? '');
}

function textsOf({ logs = [], errorMessage = '' }: Evidence): readonly string[] {
  const lines = logs
    // What goes well, or may, is no cause.
    .filter(({ level = '' }) => !/^\s*(?:info|debug)/i.test(level))
    .map(({ code = '', message = '', keywords = [] }) => [code, message, ...keywords].filter(Boolean).join(' '));
  return [...lines, errorMessage].filter((text) => text.trim() !== '');
}

/** In the order of the catalogue. */
function rowsIn(text: string, phase: MigrationPhase | undefined): readonly number[] {
  const plain = plainOf(text);
  const rows = failureCatalogue
    .filter((row) => isOf(row, phase) && row.texts.some((pattern) => pattern.test(plain)))
    .flatMap(({ row, orElse = [] }) => [row, ...orElse]);
  return [...new Set(rows)].sort((a, b) => a - b);
}

function isOf({ phases }: FailureRow, phase: MigrationPhase | undefined): boolean {
  if (phases === undefined) return true;
  return phase === undefined ? phases.orUnknown : phases.in.includes(phase);
}

/** The most of a text that is looked at; what tells the cause stands at its beginning. */
const longest = 4000;

function plainOf(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function diagnosisOf([row = heading, ...also]: readonly number[], text: string): Diagnosis {
  const { cause = '', action = '' } = failureCatalogue.find((one) => one.row === row) ?? {};
  return { row, also, cause, action, text };
}
