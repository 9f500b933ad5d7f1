import { nameOfPlace } from '../account/target.ts';
import type { Translate } from '../cloud/translate.ts';
import { timeText } from '../desk/timeText.ts';
import type { ClosedCreation } from '../task/journal/journal.ts';
import type { CloudView, NoView } from './cloudView.ts';

/** A line of text above the file that does something when it is clicked. */
export interface Lens {
  readonly text: string;
  readonly tooltip: string;
  readonly act:
    | 'create'
    | 'preview'
    | 'check'
    | 'journey'
    | 'configure'
    | 'account'
    | 'signIn'
    | { readonly copy: string };
}

/** What a file offers: its actions, whom and where it would be created as, and what was created from it last. */
export function lensesOf(
  view: CloudView | NoView,
  created: readonly ClosedCreation[],
  t: Translate,
  hasMigration = false,
): Lens[] {
  return [
    {
      text: t('Create Task'),
      tooltip: t('Creates the online migration task of this file'),
      act: 'create',
    },
    {
      text: t('Preview Request'),
      tooltip: t('Shows what would be sent; nothing is sent'),
      act: 'preview',
    },
    ...(hasMigration ? [checkLens(t), created.length === 0 ? journeyLens(t) : configureLens(t)] : []),
    accountLens(view, t),
    ...created.slice(0, 1).flatMap((creation) => createdLens(creation, t)),
  ];
}

function checkLens(t: Translate): Lens {
  return {
    text: t('Check Before Start'),
    tooltip: t('Looks at what could break the migration that this file describes; nothing is changed'),
    act: 'check',
  };
}

function journeyLens(t: Translate): Lens {
  return {
    text: t('Create, Configure and Start…'),
    tooltip: t('Creates the task of this file, and starts the migration that it describes when the machine is up'),
    act: 'journey',
  };
}

function configureLens(t: Translate): Lens {
  return {
    text: t('Configure and Start…'),
    tooltip: t('Starts the migration that this file describes, on the task that was created from it'),
    act: 'configure',
  };
}

function accountLens(view: CloudView | NoView, t: Translate): Lens {
  const tooltip = t('Whom and where the task would be created as; click to change');
  if (!('connection' in view) && view.account === undefined) {
    if (view.remedy === 'signIn') return { text: t('Sign In'), tooltip, act: 'signIn' };
    if (view.remedy === 'sandbox') return { text: t('Local Sandbox'), tooltip, act: 'account' };
    return { text: t('Switch Profile'), tooltip, act: 'account' };
  }
  const { account } = view;
  const { region = '', projectId } = ('connection' in view ? view.target : view.place) ?? {};
  const sandbox = account?.kind === 'sandbox';
  if (projectId === undefined) {
    const text = t('{region}: no project', { region });
    return {
      text: sandbox ? `${t('Local Sandbox')} · ${text}` : text,
      tooltip: reasonIn(view) ?? tooltip,
      act: 'account',
    };
  }
  if (sandbox) return { text: t('Local Sandbox'), tooltip, act: 'account' };
  return { text: account ? nameOfPlace({ region, projectId }, account) : region, tooltip, act: 'account' };
}

function reasonIn(view: CloudView | NoView): string | undefined {
  return 'connection' in view ? undefined : view.reason;
}

function createdLens({ ending, closedAt }: ClosedCreation, t: Translate): Lens[] {
  if (ending.kind !== 'created') return [];
  const { taskId } = ending;
  const time = timeText(new Date(closedAt), t);
  return [
    {
      text: t('Created {time}: {taskId}', { time, taskId }),
      tooltip: t('Copies the task ID'),
      act: { copy: taskId },
    },
  ];
}
