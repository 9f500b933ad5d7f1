import type { Exchange } from '../connection.ts';
import { CloudError } from '../errors.ts';
import type { Translate } from '../translate.ts';
import { describeCloudError } from './errorText.ts';

/** UTF-16 code units of an answer shown; a list of 2,000 networks would bury the log. */
const longestAnswer = 4000;

/**
 * One exchange as the log shows it: a line to find it by, then what a person or a support ticket needs; with `trace` the values
 * of the answer that nobody declared, too.
 */
export function exchangeText(exchange: Exchange, t: Translate, trace = false): string {
  const { method, url, region, projectId, status, requestId, duration, time } = exchange;
  const place = [t('Region: {region}', { region }), projectId && t('Project: {projectId}', { projectId })];
  const answer = [
    status === undefined ? t('No answer') : `HTTP ${status}`,
    requestId && t('Request ID: {requestId}', { requestId }),
    t('{duration} ms, started {time}', { duration, time: time.toISOString() }),
  ];
  const lines = [line(place), line(answer), ...responseLines(exchange, t, trace), ...failureLines(exchange, t)];
  // What the cloud says may have lines of its own: none may look like the start of another exchange.
  const indented = lines.flatMap((text) => text.split(/\r\n|[\n\r\u2028\u2029]/)).map((text) => `  ${text}`);
  return [`${method} ${url}`, ...indented].join('\n');
}

function line(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function responseLines({ response }: Exchange, t: Translate, trace: boolean): string[] {
  const shown = response?.({ trace, most: longestAnswer, t });
  if (shown === undefined) return [];
  return [
    ...`${t('Response:')} ${shown.text}`.split('\n'),
    ...(shown.cut ? [t('… shortened: the answer has {count} characters', { count: shown.size })] : []),
  ];
}

function failureLines({ failure, method }: Exchange, t: Translate): string[] {
  if (!(failure instanceof CloudError)) return [];
  const { meaning, action, evidence, words } = describeCloudError(failure, t);
  // The usual advice is to try again, which is right for what only reads.
  const open = method !== 'GET' && failure.mayHaveTakenEffect;
  const toDo = open
    ? t('It may have been carried out all the same; look for the task before you create it again.')
    : action;
  return [
    t('Failed: {evidence}', { evidence: evidence === '' ? failure.name : evidence }),
    ...(words === undefined ? [] : [t('In its own words: {words}', { words })]),
    t('Meaning: {meaning}', { meaning }),
    t('What to do: {action}', { action: toDo }),
  ];
}
