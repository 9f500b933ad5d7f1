import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { Comparison } from '../../redis/compare/comparison.ts';
import { verdictOf } from '../../redis/compare/verdict.ts';
import { redisFailureText } from '../../redis/redisFailureText.ts';
import { whyNotText } from './comparisonTexts.ts';

/** What came of a comparison, in sentences with figures. `isOver`: whoever asked for it is not signed in any more. */
export function comparisonSummary(comparison: Comparison, isOver: boolean, t: Translate): readonly string[] {
  return [
    verdictText(comparison, t),
    ...endText(comparison, isOver, t),
    ...keysText(comparison, t),
    ...countsText(comparison, t),
    ...notComparedText(comparison, t),
  ];
}

function verdictText(comparison: Comparison, t: Translate): string {
  switch (verdictOf(comparison)) {
    case 'equal':
      return comparison.databases.length === 0
        ? t('Source and target are both empty.')
        : t('Source and target are equal, as far as the counts and the sample tell.');
    case 'different':
      return t('Source and target differ.');
    case 'unclear':
      return t(
        'Whether source and target are equal is not clear: no difference was found, but not everything was compared.',
      );
  }
}

function endText({ end }: Comparison, isOver: boolean, t: Translate): readonly string[] {
  switch (end.kind) {
    case 'whole':
      return [];
    case 'cancelled':
      return isOver
        ? [t('You have signed out, or switched to another account or project, so this is a part.')]
        : [t('It was cancelled, so this is a part.')];
    case 'failed': {
      const values = { reason: redisFailureText(end.failure.cause, t) };
      return end.failure.side === 'source'
        ? [t('The source could not be read any more, so this is a part. {reason}', values)]
        : [t('The target could not be read any more, so this is a part. {reason}', values)];
    }
  }
}

function keysText({ databases, types, differenceCount, ways }: Comparison, t: Translate): readonly string[] {
  if (databases.length === 0) return [];
  const sum = (count: (one: Comparison['databases'][number]) => number) =>
    figure(
      databases.reduce((all, one) => all + count(one), 0),
      t,
    );
  const same = [...types.values()].reduce((all, one) => all + one.same, 0);
  const values = {
    lookedUp: sum(({ lookedUp }) => lookedUp),
    lookedBack: sum(({ lookedBack }) => lookedBack),
    same: figure(same, t),
    different: figure(differenceCount, t),
  };
  const isByWebCli = ways.source === 'webCli' || ways.target === 'webCli';
  return [
    t(
      'Keys of the source looked up: {lookedUp}, of which {same} are the same. Keys of the target looked for in the source: {lookedBack}. Keys that differ: {different}.',
      values,
    ),
    ...(isByWebCli ? [t('By the Web CLI the sample is small.')] : []),
  ];
}

function countsText({ databases }: Comparison, t: Translate): readonly string[] {
  const having = (...verdicts: readonly string[]) => databases.filter(({ verdict }) => verdicts.includes(verdict));
  const [different, open, unnamed] = [having('different'), having('written', 'unknown'), databases.filter(isUnnamed)];
  const listed = (some: Comparison['databases']) => some.map(({ database }) => String(database)).join(', ');
  return [
    ...(databases.length > 0 && different.length + open.length === 0
      ? [
          t('As many keys that do not expire are on both ends in each database: {count} in all.', {
            count: figure(lastingIn(databases), t),
          }),
        ]
      : []),
    ...(different.length > 0
      ? [t('Counts of keys that do not expire differ in database: {databases}.', { databases: listed(different) })]
      : []),
    ...(open.length > 0
      ? [t('Counts change, or are not known, in database: {databases}.', { databases: listed(open) })]
      : []),
    ...(unnamed.length > 0
      ? [
          t('There are keys of an end none of which was looked up, in database: {databases}.', {
            databases: listed(unnamed),
          }),
        ]
      : []),
  ];
}

function isUnnamed({ isUnsampled }: Comparison['databases'][number]): boolean {
  return isUnsampled;
}

function lastingIn(databases: Comparison['databases']): number {
  return databases.reduce((sum, { counts }) => sum + (counts.source?.lasting ?? 0), 0);
}

function notComparedText(comparison: Comparison, t: Translate): readonly string[] {
  const reasons = [...comparison.notCompared];
  if (reasons.length === 0) return [];
  const count = reasons.reduce((sum, [, one]) => sum + one, 0);
  const words = reasons.map(([why]) => whyNotText(why, comparison, t));
  return [
    t('Keys that were not compared: {count}, since {reasons}.', { count: figure(count, t), reasons: words.join('; ') }),
  ];
}
