import type { Translate } from '../../cloud/translate.ts';
import { markdownTable, markdownText } from '../../desk/markdownText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Comparison } from '../../redis/compare/comparison.ts';
import type { Both } from '../../redis/compare/ends.ts';
import { databaseRemarks, whatText, whyNotText } from './comparisonTexts.ts';

/** Whom a comparison is about. */
interface ComparedEnds extends Both<string> {
  /** Of the task, fit to be shown. */
  readonly name: string;
  /** Which cloud it is. */
  readonly place: string;
}

/** Characters of one cell. */
const longestCell = 300;

/** All of it, as Markdown. Of values nothing stands in it. */
export function comparisonReport(
  comparison: Comparison,
  ends: ComparedEnds,
  summary: readonly string[],
  t: Translate,
): string {
  const parts = [
    `# ${t('Source and Target of {name}', { name: cell(ends.name) })}`,
    summary.map((sentence) => `- ${wordsOf(sentence)}`).join('\n'),
    endsTable(comparison, ends, t),
    meaningText(t),
    `## ${t('By Database')}`,
    databaseTable(comparison, t),
    `## ${t('By Type')}`,
    typeTable(comparison, t),
    ...differenceParts(comparison, t),
    ...openParts(comparison, t),
  ];
  return `${parts.join('\n\n')}\n`;
}

function endsTable({ ways, from, to }: Comparison, { source, target, place }: ComparedEnds, t: Translate): string {
  const wayText = (way: Comparison['ways']['source']) => (way === 'webCli' ? 'Web CLI' : t('connection'));
  const row = (label: string, value: string) => [label, cell(value)];
  return markdownTable(
    ['', ''],
    [
      row(t('Source'), `${source} · ${wayText(ways.source)}`),
      row(t('Target'), `${target} · ${wayText(ways.target)}`),
      row(t('Region'), place),
      [t('From'), timeText(new Date(from), t)],
      [t('To'), timeText(new Date(to), t)],
      [t('Seconds'), figure(Math.max(0, Math.round((to - from) / 1000)), t)],
    ],
  );
}

function meaningText(t: Translate): string {
  return t(
    'Equal means: in each database both ends have as many keys that do not expire, and the keys of the sample, drawn at that time by chance, have the same type, expiry and value. Keys outside the sample were not looked at. What differed was read a second time before it was listed. Groups of streams, and expiries of single fields of a hash, are not compared.',
  );
}

function databaseTable({ databases, isTargetCluster }: Comparison, t: Translate): string {
  const head = [
    ...[
      t('Database'),
      t('Not Expiring: Source'),
      t('Not Expiring: Target'),
      t('Expiring: Source'),
      t('Expiring: Target'),
    ],
    ...[t('Looked Up'), t('Looked For in the Source'), t('Different'), t('Remarks')],
  ];
  const count = (value: number | undefined) => (value === undefined ? '?' : figure(value, t));
  const rows = databases.map((one) => {
    const { database, counts, lookedUp, lookedBack, different } = one;
    const { source, target } = counts;
    const isNowhere = isTargetCluster && database > 0;
    const remarks = [
      ...(isNowhere ? [t('the target is a cluster, which has database 0 only')] : []),
      ...databaseRemarks(one, t),
    ];
    return [
      ...[String(database), count(source?.lasting), count(target?.lasting), count(source?.expiring)],
      ...[
        count(target?.expiring),
        figure(lookedUp, t),
        figure(lookedBack, t),
        figure(different, t),
        wordsOf(remarks.join('; ')),
      ],
    ];
  });
  return markdownTable(head, rows);
}

function typeTable({ types }: Comparison, t: Translate): string {
  const head = [
    t('Type'),
    t('Looked Up'),
    t('Same'),
    t('Of These by a Sample of Each'),
    t('Different'),
    t('Not Compared'),
  ];
  const rows = [...types].map(([type, { lookedUp, same, inPart, different, notCompared }]) => [
    cell(type === '' ? t('unknown') : type),
    ...[lookedUp, same, inPart, different, notCompared].map((one) => figure(one, t)),
  ]);
  return markdownTable(head, rows);
}

function differenceParts({ differences, differenceCount }: Comparison, t: Translate): readonly string[] {
  if (differenceCount === 0) return [];
  const rows = differences.map(({ database, key, type, whats }) => [
    String(database),
    cell(key),
    cell(type),
    wordsOf(whats.map((what) => whatText(what, t)).join('; ')),
  ]);
  const values = { shown: figure(differences.length, t), count: figure(differenceCount, t) };
  return [
    `## ${t('Differences')}`,
    ...(differences.length < differenceCount ? [t('The first {shown} of {count}.', values)] : []),
    markdownTable([t('Database'), t('Key'), t('Type'), t('What Differs')], rows),
  ];
}

function openParts(comparison: Comparison, t: Translate): readonly string[] {
  const reasons = [...comparison.notCompared];
  const { gone } = comparison;
  if (reasons.length === 0 && gone === 0) return [];
  const rows = reasons.map(([why, count]) => [figure(count, t), wordsOf(whyNotText(why, comparison, t))]);
  const more = gone === 0 ? [] : [[figure(gone, t), t('they were deleted, or had expired, when they were looked up')]];
  return [`## ${t('Not Compared')}`, markdownTable([t('Keys'), t('Why')], [...rows, ...more])];
}

/** As they are where no renderer makes anything of them: most are ours. */
function wordsOf(words: string): string {
  return plainWords.test(words) ? words : cell(words);
}

/** Letters, figures and signs of sentences, none of which could be a part of an address. */
const plainWords = /^(?:[\p{L}\p{N} ,;()，。；：、（）“”]|[.:](?= |$)|(?<=\d)\.(?=\d))*$/u;

function cell(text: string): string {
  return markdownText(text, longestCell);
}
