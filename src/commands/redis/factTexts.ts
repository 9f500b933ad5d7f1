import type { Translate } from '../../cloud/translate.ts';
import { markdownText } from '../../desk/markdownText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { NodeFacts, OutputBuffer, Role } from '../../redis/probe/nodeFacts.ts';
import type { Told } from '../../redis/probe/told.ts';

/** Characters of a cell. */
export const longestCell = 200;

/** A row of what a Redis says of itself, as Markdown. */
type FactRow = readonly [what: string, value: string];

/** What one Redis says of itself, and of what is not known why. */
export function factRows(facts: NodeFacts, t: Translate): readonly FactRow[] {
  const rows: FactRow[] = [
    [t('Version'), told(facts.version, shown, t)],
    [t('Mode'), told(facts.mode, shown, t)],
    [t('Role'), told(facts.role, (role) => roleText(role, t), t)],
    [t('Memory used'), told(facts.usedMemory, (bytes) => bytesText(bytes, t), t)],
    ['maxmemory', told(facts.maxMemory, (bytes) => (bytes === 0 ? t('no limit') : bytesText(bytes, t)), t)],
    ['maxmemory-policy', told(facts.evictionPolicy, shown, t)],
    ['repl-timeout', told(facts.replTimeout, (seconds) => t('{seconds} s', { seconds: figure(seconds, t) }), t)],
    [t('Output buffer for replicas'), told(facts.outputBuffer, (buffer) => bufferText(buffer, t), t)],
    ['repl-diskless-sync', told(facts.disklessSync, (isOn) => (isOn ? t('on') : t('off')), t)],
    ['PSYNC', psyncText(facts.psync, t)],
  ];
  if (facts.cluster === undefined) return rows;
  const state = told(
    facts.cluster,
    (cluster) =>
      t('{state}, {slots} of 16,384 slots served', { state: shown(cluster.state), slots: figure(cluster.slotsOk, t) }),
    t,
  );
  return [...rows, [t('Cluster'), state]];
}

/** Foreign words. */
const shown = (text: string) => markdownText(text, longestCell);

/** A value in words, which are Markdown, or that it is not known, and why. */
export function told<T>(value: Told<T>, words: (value: T) => string, t: Translate): string {
  return value.kind === 'known' ? words(value.value) : whyNotKnown(value, t);
}

function whyNotKnown(why: Exclude<Told<unknown>, { readonly kind: 'known' }>, t: Translate): string {
  switch (why.kind) {
    case 'refused':
      return t('not known: the Redis says {words}', { words: markdownText(`${why.code} ${why.words}`, longestCell) });
    case 'notAsked':
      return t('not checked: the Web CLI does not pass the question on');
    case 'notTold':
      return t('not known: the Redis does not say');
  }
}

function psyncText(psync: NodeFacts['psync'], t: Translate): string {
  const words = (isThere: boolean) =>
    isThere
      ? t('there; it was not sent')
      : t('not there: it is renamed or disabled, so that no online migration can read from it');
  return told(psync, words, t);
}

function roleText(role: Role, t: Translate): string {
  if (role.kind === 'replica') {
    return role.isLinked
      ? t('replica of {master}', { master: shown(role.of) })
      : t('replica of {master}, and not linked with it', { master: shown(role.of) });
  }
  return role.replicas === undefined
    ? t('master')
    : t('master, replicas: {replicas}', { replicas: figure(role.replicas, t) });
}

function bufferText({ hard, soft, seconds }: OutputBuffer, t: Translate): string {
  const limit = (bytes: number) => (bytes === 0 ? t('no limit') : bytesText(bytes, t));
  return t('hard {hard}, soft {soft} for {seconds} s', {
    hard: limit(hard),
    soft: limit(soft),
    seconds: figure(seconds, t),
  });
}

const units = ['KB', 'MB', 'GB', 'TB'] as const;

export function bytesText(bytes: number, t: Translate): string {
  let size = bytes;
  let unit: 'B' | (typeof units)[number] = 'B';
  for (const larger of units) {
    if (size < 1024) break;
    size /= 1024;
    unit = larger;
  }
  return `${figure(Math.round(size * 10) / 10, t)} ${unit}`;
}
