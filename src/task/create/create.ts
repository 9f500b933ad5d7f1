import { wasNotPassedOn } from '../../cloud/certainty.ts';
import type { Connection } from '../../cloud/connection.ts';
import { CloudError, Refused } from '../../cloud/errors.ts';
import { type Creation, type Ending, type Journal, JournalProblem } from '../journal/journal.ts';
import { type Finding, type SearchTools, searchTask } from './findTask.ts';
import type { Pace } from './pace.ts';
import { post } from './post.ts';

/** Nothing can have been created, or the task is known. */
type Certain =
  /** `found`: the answer was lost, and the list shows the task. */
  | {
      readonly kind: 'created';
      readonly taskId: string;
      readonly jobId: string | undefined;
      readonly how: 'answered' | 'found';
    }
  | { readonly kind: 'refused'; readonly error: Refused }
  | { readonly kind: 'notSent'; readonly error: CloudError | JournalProblem };

/** A create that may have been carried out; its entry stays open in the journal. */
export interface Unanswered {
  readonly kind: 'unanswered';
  /** Absent where the window that sent it is gone. */
  readonly error: CloudError | undefined;
  readonly creation: Creation;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly error: CloudError | undefined;
  readonly creation: Creation;
  readonly finding: Exclude<Finding, { kind: 'found' }>;
}

/** What is certain after a create. `unknown` is said where a task, and its bill, may exist without having been found. */
export type CreateOutcome = Certain | Unknown;

interface SendTools {
  readonly journal: Journal;
  /** Ends the sending; what may have left is `unanswered` then. */
  readonly signal?: AbortSignal | undefined;
  /** Shared by the creates of a batch. */
  readonly pace?: Pace | undefined;
  /** The outcome is known, but could not be noted: the entry stays open. */
  readonly onUnnoted?: ((problem: JournalProblem) => void) | undefined;
}

export interface CreateTools extends Omit<SendTools, 'signal'>, Pick<SearchTools, 'onLook'> {
  readonly signal?: AbortSignal | undefined;
  /** Ends the looking for what had no answer. */
  readonly lookSignal?: AbortSignal | undefined;
  readonly onPhase?: ((phase: 'sending' | 'looking') => void) | undefined;
}

/**
 * The whole of a create that has been noted and needs no more questions: sent, and looked for where it had no clean answer. Whatever
 * happens, nobody is taken to work on it afterwards.
 */
export async function createClaimed(
  connection: Connection,
  creation: Creation,
  tools: CreateTools,
): Promise<CreateOutcome> {
  try {
    tools.onPhase?.('sending');
    const sent = await sendCreate(connection, creation, tools);
    if (sent.kind !== 'unanswered') return sent;
    tools.onPhase?.('looking');
    return await findTaskOf(connection, sent, { ...tools, signal: tools.lookSignal });
  } finally {
    await tools.journal.release(creation);
  }
}

/**
 * Sends a claimed create, and once more only where nothing of it was passed on to the service. It is durable in the journal before
 * it leaves, and closed there when its outcome is known.
 */
export async function sendCreate(
  connection: Connection,
  claimed: Creation,
  tools: SendTools,
): Promise<Certain | Unanswered> {
  let creation = claimed;
  try {
    creation = await tools.journal.markSent(claimed);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    await note(tools, creation, { kind: 'notCreated' });
    return { kind: 'notSent', error };
  }
  try {
    const { instance_id, job_id } = await post(connection, creation, tools);
    await note(tools, creation, { kind: 'created', taskId: instance_id, how: 'answered' });
    return { kind: 'created', taskId: instance_id, jobId: job_id, how: 'answered' };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const outcome = outcomeOf(error);
    if (outcome === undefined) return { kind: 'unanswered', error, creation };
    await note(tools, creation, { kind: 'notCreated' });
    return outcome;
  }
}

/** Looks for the task of a create without an answer and notes what was found; the entry stays open where that is not one task. */
export async function findTaskOf(
  connection: Connection,
  { error, creation }: Omit<Unanswered, 'kind'>,
  tools: SearchTools & Pick<SendTools, 'journal' | 'onUnnoted'>,
): Promise<CreateOutcome> {
  const finding = await searchTask(connection, creation, tools);
  if (finding.kind !== 'found') return { kind: 'unknown', error, creation, finding };
  const { task_id: taskId } = finding.task;
  await note(tools, creation, { kind: 'created', taskId, how: 'found' });
  return { kind: 'created', taskId, jobId: undefined, how: 'found' };
}

/** Undefined where the task may exist. */
function outcomeOf(error: CloudError): Certain | undefined {
  if (wasNotPassedOn(error)) return { kind: 'notSent', error };
  if (error.mayHaveTakenEffect) return undefined;
  return error instanceof Refused ? { kind: 'refused', error } : { kind: 'notSent', error };
}

/** What is known stays true when it cannot be written down. */
async function note(
  { journal, onUnnoted }: Pick<SendTools, 'journal' | 'onUnnoted'>,
  creation: Creation,
  ending: Ending,
): Promise<void> {
  try {
    await journal.close(creation, ending);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    onUnnoted?.(error);
  }
}
