import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { restOfCopy, restOfLag } from '../../task/estimate.ts';
import { usualCutOverLag } from '../../task/level.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { allSamples } from '../../task/record/allSamples.ts';
import { restText } from './restText.ts';
import { slownessTexts } from './slownessText.ts';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** What goes on, what comes next and who does it, how long that takes, and what is slow; nothing of a task with which nothing goes on. */
export function nowAndNext(known: KnownTask, life: Lifecycle, now: number, t: Translate): readonly Entry[] {
  const [goesOn, next] = [nowText(life, t), nextText(known, life, t)];
  if (goesOn === undefined || next === undefined) return [];
  const slow = slownessTexts(known, life, now, t);
  return [
    { key: 'now', label: t('Now'), value: goesOn },
    ...restEntry(known, life, t),
    { key: 'next', label: t('Next'), value: next },
    ...slow.map((value, index) => ({ key: `slow ${index}`, label: t('What is slow'), value })),
  ];
}

function restEntry(known: KnownTask, { phase }: Lifecycle, t: Translate): readonly Entry[] {
  const samples = allSamples(known);
  if (phase === 'fullCopy' || phase === 'migrating') {
    const label = t('Full copy done in, at the present rate');
    return [{ key: 'rest', label, value: restText(restOfCopy(samples), t) }];
  }
  if (phase !== 'catchingUp') return [];
  const label = t('Caught up in, at the present rate');
  return [{ key: 'rest', label, value: restText(restOfLag(samples, known.cutOverLag ?? usualCutOverLag), t) }];
}

function nowText({ phase, exchange }: Lifecycle, t: Translate): string | undefined {
  if (exchange === 'exchanging') return t('The IP addresses of source and target are being exchanged.');
  if (exchange === 'exchanged' && phase !== 'failed')
    return t(
      'Source and target have swapped their IP addresses: what goes to that of the source gets into the target.',
    );
  switch (phase) {
    case 'creating':
      return t('The cloud brings up the migration machine.');
    case 'fullCopy':
      return t('Everything that is in the source is copied into the target once.');
    case 'migrating':
      return t('Data goes from the source into the target; the cloud does not say in which part of it this is.');
    case 'catchingUp':
      return t('What was written to the source meanwhile is passed on to the target.');
    case 'inSync':
      return t('The target follows the source with a small lag, as far as its looks tell.');
    case 'ready':
      return t('The target has what the source has, and follows each write.');
    case 'stopping':
      return t('The migration is being stopped.');
    case 'stopped':
      return t('Nothing is copied any more, and the migration machine is billed until the task is deleted.');
    case 'finished':
      return t('It has come to its end. What is written to the source from now on does not get into the target.');
    default:
      return undefined;
  }
}

function nextText(known: KnownTask, { phase, exchange }: Lifecycle, t: Translate): string | undefined {
  if (exchange === 'exchanging') return t('By itself: the exchange ends. See then that the applications work.');
  if (exchange === 'exchanged' && phase !== 'failed')
    return t('By you: see that the applications work, then run Clean Up…; until then Roll Back IP… takes it back.');
  switch (phase) {
    case 'creating':
      return t('By you, when it is up: Configure and Start…');
    case 'fullCopy':
    case 'migrating':
      return isFullOnly(known)
        ? t('By itself: it finishes. Writes to the source since its beginning are then not in the target.')
        : t('By itself: what was written to the source meanwhile is passed on, until the target is in sync.');
    case 'catchingUp':
      return t('By itself: it is ready to cut over when two looks in a row find the lag below {lag}.', {
        lag: figure(known.cutOverLag ?? usualCutOverLag, t),
      });
    case 'inSync':
      return t('It is ready to cut over when two looks, no farther apart than 90 seconds, find the lag below {lag}.', {
        lag: figure(known.cutOverLag ?? usualCutOverLag, t),
      });
    case 'ready':
      return t(
        'By you: stop the writes to the source, see the lag at its floor, and let the applications go to the target.',
      );
    case 'stopping':
      return t('By itself: it stops. Only then may anything else write to the target.');
    case 'stopped':
      return t(
        'By you: delete the task and its machine. Restart would copy everything again, over equal keys in the target.',
      );
    case 'finished':
      return t('By you: check what is in the target, then delete the task and its machine.');
    default:
      return undefined;
  }
}

function isFullOnly({ task, detail }: KnownTask): boolean {
  return (task.migration_method ?? detail?.migration_method)?.trim().toLowerCase() === 'full_amount_migration';
}
