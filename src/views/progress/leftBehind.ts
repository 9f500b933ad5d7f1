import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { allSamples } from '../../task/record/allSamples.ts';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** What a migration that has failed or was stopped has left in its target, and what to begin it anew would do to that. */
export function leftBehind(known: KnownTask, { phase, may }: Lifecycle, t: Translate): readonly Entry[] {
  // What never was configured has copied nothing.
  if ((phase !== 'failed' && phase !== 'stopped') || !may.includes('restart')) return [];
  return [
    { key: 'inTarget', label: t('In the target'), value: keysText(known, t) },
    {
      key: 'anew',
      label: t('Begun anew'),
      value: t(
        'Restart, as well as a new configuration, copies everything again: keys of the same name in the target are overwritten, others stay. Configure and Start… has the values of before, and asks for what is to be another.',
      ),
    },
  ];
}

function keysText(known: KnownTask, t: Translate): string {
  const last = allSamples(known).findLast(({ stats }) => stats?.target_dbsize !== undefined);
  const seen = last?.stats?.target_dbsize === undefined ? [] : [{ count: last.stats.target_dbsize, at: last.at }];
  const asked = known.targetKeys === undefined ? [] : [known.targetKeys];
  const [newest] = [...seen, ...asked].sort((one, other) => other.at - one.at);
  if (newest === undefined) return t('not known');
  const values = { count: figure(newest.count, t), time: timeText(new Date(newest.at), t) };
  return t('{count} keys, as the figures of the task said at {time}', values);
}
