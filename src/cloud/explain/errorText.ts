import {
  Cancelled,
  CloudError,
  type RefusalFacts,
  Refused,
  requestIdOf,
  SignedOut,
  Unintelligible,
  Unreachable,
} from '../errors.ts';
import { shortened } from '../foreignText.ts';
import type { Translate } from '../translate.ts';
import { lookForTask, retryOnce } from './advice.ts';
import {
  type Explanation,
  explainRefusal,
  explainUnintelligible,
  explainUnreachable,
  type Remedy,
  type TaskField,
} from './errorCatalogue.ts';

/** What to tell a person about a failed call, in their language. */
export interface ErrorText {
  readonly meaning: string;
  readonly action: string;
  /** Code, HTTP status and request id, as far as there are any: `DCS.4018 · HTTP 400 · request ID 3f2a…`. */
  readonly evidence: string;
  /** The cloud's or the network stack's own words. */
  readonly words: string | undefined;
  readonly remedy: Remedy;
  readonly field: TaskField | undefined;
}

export function describeCloudError(error: CloudError, t: Translate): ErrorText {
  const explanation = explain(error);
  return {
    meaning: t(explanation.meaning),
    action: t(explanation.action),
    evidence: evidenceOf(error, t).join(' · '),
    words: wordsOf(error),
    remedy: explanation.remedy,
    field: explanation.field,
  };
}

/** One line: meaning, evidence in parentheses, action. */
export function sentenceOf({ meaning, action, evidence }: ErrorText, t: Translate): string {
  if (evidence === '') return t('{meaning} {action}', { meaning, action });
  return t('{meaning} ({evidence}) {action}', { meaning, evidence, action });
}

/** Why something failed, in one line, whatever was thrown. */
export function reasonOf(error: unknown, t: Translate): string {
  if (error instanceof CloudError) return sentenceOf(describeCloudError(error, t), t);
  return error instanceof Error ? error.message : String(error);
}

function explain(error: CloudError): Explanation {
  const explanation = explainKind(error);
  // Nothing is created by a read.
  const isRead = error.request.method === 'GET' && explanation.action === lookForTask.action;
  return isRead ? { ...explanation, ...retryOnce } : explanation;
}

function explainKind(error: CloudError): Explanation {
  if (error instanceof Refused) return explainRefused(error.facts);
  if (error instanceof Unreachable) return explainUnreachable(error.reason);
  if (error instanceof Unintelligible) return explainUnintelligible(error.facts.reason);
  if (error instanceof SignedOut) return signedOut;
  return { meaning: 'The request was cancelled.', action: 'Run the command again when you are ready.', remedy: 'none' };
}

const signedOut: Explanation = {
  meaning: 'You have signed out, or switched to another account, since this was prepared.',
  action: 'Run the command again as who it is meant for.',
  remedy: 'none',
};

/** The cloud says why it denies something; a bare 401 or 403 comes from something on the way. */
function explainRefused(facts: RefusalFacts): Explanation {
  const silent = facts.code === undefined && facts.cloudMessage === undefined;
  if (silent && (facts.status === 401 || facts.status === 403)) return explainUnintelligible('html');
  return explainRefusal({ ...facts, message: facts.cloudMessage });
}

/** Codes and request IDs are short; what is not must not push the advice out of sight. */
function evidenceOf(error: CloudError, t: Translate): string[] {
  const status = error instanceof Refused || error instanceof Unintelligible ? error.facts.status : undefined;
  const code = error instanceof Refused ? error.facts.code : undefined;
  const requestId = requestIdOf(error);
  const host = error instanceof Unreachable ? new URL(error.request.url).host : undefined;
  return [
    ...(code === undefined ? [] : [shortened(code)]),
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(host === undefined ? [] : [host]),
    ...(requestId === undefined ? [] : [t('request ID {requestId}', { requestId: shortened(requestId) })]),
    ...(error instanceof Refused && error.facts.withheld ? [t('not sent, since the key was refused before')] : []),
  ];
}

function wordsOf(error: CloudError): string | undefined {
  if (error instanceof Refused) return error.facts.cloudMessage;
  if (error instanceof Unreachable) return error.detail;
  if (error instanceof Unintelligible) return error.facts.detail;
  return error instanceof Cancelled || error instanceof SignedOut ? undefined : error.message;
}
