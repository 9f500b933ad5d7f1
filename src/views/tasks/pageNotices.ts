import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { isTrapped } from '../../desk/cutOver/checklistOf.ts';
import { trapButton, trapText } from '../../desk/cutOver/trapTexts.ts';
import type { KnownTask, TaskSight } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { cutOverButton } from './pageButtons.ts';
import type { PageButton, PageNotice } from './pageModel.ts';

/** What a page says where it has no task to show. `elsewhere`: it was seen in another project. */
export function noticesWithoutTask(sight: TaskSight, elsewhere: boolean, t: Translate): readonly PageNotice[] {
  const { state, failure } = sight;
  const signIn = { command: 'dcs.signIn', label: t('Sign In') };
  const switchProfile = { command: 'dcs.switchProfile', label: t('Switch Profile') };
  const manageTrust = { command: 'workbench.trust.manage', label: t('Manage Workspace Trust') };
  switch (state) {
    case 'loading':
      return [notice('loading', 'busy', t('Reading the migration tasks…'), [])];
    case 'untrusted':
      return [notice('untrusted', 'waiting', untrustedText(t), [manageTrust])];
    case 'signedOut':
      return [notice('signedOut', 'waiting', t('You are not signed in, so nothing of the task is shown.'), [signIn])];
    case 'known':
      return elsewhere
        ? [notice('elsewhere', 'waiting', elsewhereText(t), [switchProfile, signIn])]
        : [notice('gone', 'quiet', t('It is not in the list of migration tasks any more.'), [])];
    default: {
      const reason = shortened(reasonOf(failure, t), 300);
      const again = { command: 'dcs.refreshMigrationTasks', label: t('Refresh') };
      const buttons = [...(state === 'keyRefused' ? [signIn] : []), again, openLog(t)];
      return [notice('unread', 'bad', t('The migration tasks could not be read. {reason}', { reason }), buttons)];
    }
  }
}

/** What is on the page is old, and why. */
export function noticesOfOld({ failure }: TaskSight, t: Translate): readonly PageNotice[] {
  if (failure === undefined) return [];
  const text = t('The last refresh failed: {reason}', { reason: shortened(reasonOf(failure, t), 300) });
  return [notice('old', 'waiting', text, [openLog(t)])];
}

/** Applications use the target, and the migration may overwrite it. */
export function noticesOfTrap(known: KnownTask, life: Lifecycle, t: Translate): readonly PageNotice[] {
  if (!isTrapped(known, life)) return [];
  return [notice('trap', 'bad', trapText(known, life, t), [trapButton(life, t), cutOverButton(t)])];
}

/** Money goes for a machine that does nothing. */
export function noticesOfIdle(days: number | undefined, { may }: Lifecycle, t: Translate): readonly PageNotice[] {
  if (days === undefined) return [];
  const remove = may.includes('delete') ? [{ command: 'dcs.deleteMigrationTask', label: t('Delete') }] : [];
  return [notice('idle', 'waiting', idleText(days, t), remove)];
}

function idleText(days: number, t: Translate): string {
  return days === 1
    ? t('It has waited to be configured for a day. Its migration machine is billed until the task is deleted.')
    : t('It has waited to be configured for {days} days. Its migration machine is billed until the task is deleted.', {
        days,
      });
}

function untrustedText(t: Translate): string {
  return t('This folder is not trusted, so nothing is signed or sent from it, and nothing of the task is shown.');
}

function elsewhereText(t: Translate): string {
  return t('Another account, region or project is in use now, so nothing of the task is shown.');
}

function openLog(t: Translate): PageButton {
  return { command: 'dcs.showLog', label: t('Open Log') };
}

function notice(key: string, tone: PageNotice['tone'], text: string, buttons: readonly PageButton[]): PageNotice {
  return { key, tone, text, buttons };
}
