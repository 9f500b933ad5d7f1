import type { Desk } from '../../desk/ports.ts';
import { taskGroupText } from '../../desk/tasks/taskGroupText.ts';
import type { Arrangement } from '../../desk/tasks/taskSight.ts';
import { taskGroups } from '../../task/taskGroups.ts';

type Parts = Pick<Desk, 't' | 'prompter' | 'arrangements'>;

/** Asks how the rows of the view are to be grouped, and which of them are to be shown. */
export async function arrangeTasks(desk: Parts): Promise<void> {
  const { t, prompter, arrangements } = desk;
  const now = arrangements.current();
  const choice = (by: Arrangement['by'], label: string) => ({
    label,
    value: by,
    icon: by === now.by ? 'check' : 'blank',
  });
  const picked = await prompter.pick<Arrangement['by'] | 'filter'>({
    title: t('Arrange Migration Tasks'),
    placeholder: t('How are the tasks shown?'),
    choices: [
      choice('state', t('Group by State')),
      choice('target', t('Group by Target')),
      choice('none', t('Without Groups')),
      { label: t('Filter by State…'), value: 'filter', icon: 'filter', description: filterText(now, t) },
    ],
  });
  if (picked === undefined || picked === 'back' || 'failure' in picked) return;
  if (picked.value === 'filter') await filterTasks(desk);
  else await arrangements.change({ ...now, by: picked.value });
}

function filterText({ only }: Arrangement, t: Desk['t']): string {
  return only.length === 0 ? t('all are shown') : only.map((group) => taskGroupText(group, t)).join(', ');
}

/** All ticked, or none, is no filter. */
async function filterTasks({ t, prompter, arrangements }: Parts): Promise<void> {
  const now = arrangements.current();
  const ticked = await prompter.pickMany({
    title: t('Filter Migration Tasks'),
    placeholder: t('Which tasks are shown?'),
    choices: taskGroups.map((group) => ({
      label: taskGroupText(group, t),
      value: group,
      ticked: now.only.length === 0 || now.only.includes(group),
    })),
  });
  if (ticked === undefined) return;
  await arrangements.change({ ...now, only: ticked.length === taskGroups.length ? [] : ticked });
}
