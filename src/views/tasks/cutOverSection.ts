import type { Translate } from '../../cloud/translate.ts';
import { checklistOf, isCutOver, isTrapped, mayCleanUp, mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { itemNote, itemTitle } from '../../desk/cutOver/itemTexts.ts';
import type { KnownTask, TaskSight } from '../../desk/tasks/taskSight.ts';
import type { Item } from '../../task/cutOver/item.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { cutOverButton } from './pageButtons.ts';
import type { PageButton, PageSection, PageStep } from './pageModel.ts';

/** What is to be so before a migration is cut over, while that is to come; what comes after, once it was. */
export function cutOverSection(
  known: KnownTask,
  life: Lifecycle,
  { place }: Pick<TaskSight, 'place'>,
  now: number,
  t: Translate,
): readonly PageSection[] {
  const isAfter = isCutOver(known, life);
  if (!isAfter && !mayCutOver(life)) return [];
  const items = checklistOf(known, life, place, now).filter(({ of }) => (of === 'after') === isAfter);
  const heading = isAfter ? t('After the Cut-Over') : t('Cut-Over');
  const buttons = isAfter ? buttonsAfter(known, life, t) : buttonsBefore(life, t);
  return [{ key: 'cutOver', heading, kind: 'steps', steps: items.map((item) => stepOf(item, t)), buttons }];
}

const states: Readonly<Record<Item['state'], PageStep['state']>> = {
  done: 'done',
  open: 'open',
  wrong: 'failed',
  notKnown: 'open',
};

function stepOf(item: Item, t: Translate): PageStep {
  return { key: item.id, label: itemTitle(item.id, t), state: states[item.state], note: itemNote(item, t) };
}

function buttonsBefore({ exchange }: Lifecycle, t: Translate): readonly PageButton[] {
  if (exchange === 'exchanging') return [];
  return [
    cutOverButton(t),
    { command: 'dcs.swapIp', label: t('Swap IP…') },
    { command: 'dcs.stopAndRepoint', label: t('Stop and Repoint…') },
  ];
}

function buttonsAfter(known: KnownTask, life: Lifecycle, t: Translate): readonly PageButton[] {
  const { exchange, phase, may } = life;
  return [
    ...(isTrapped(known, life) && may.includes('stop') ? [{ command: 'dcs.stopMigrationTask', label: t('Stop') }] : []),
    cutOverButton(t),
    ...(exchange === 'exchanged' ? [{ command: 'dcs.rollBackIp', label: t('Roll Back IP…') }] : []),
    ...(phase === 'stopped' && exchange !== 'exchanged'
      ? [{ command: 'dcs.stopAndRepoint', label: t('Stop and Repoint…') }]
      : []),
    { command: 'dcs.compareSourceAndTarget', label: t('Compare Source and Target') },
    ...(mayCleanUp(known, life) ? [{ command: 'dcs.cleanUp', label: t('Clean Up…') }] : []),
    ...(known.changed ? [{ command: 'dcs.setBackChanges', label: t('Set Back Changes…') }] : []),
    ...(may.includes('delete') ? [{ command: 'dcs.deleteMigrationTask', label: t('Delete') }] : []),
    { command: 'dcs.saveReport', label: t('Save Report…') },
  ];
}
