import type { Lifecycle, Phase } from './lifecycle.ts';

/** In the order of what needs a person. */
export const taskGroups = ['failed', 'toConfigure', 'ready', 'inSync', 'running', 'other', 'done'] as const;

export type TaskGroup = (typeof taskGroups)[number];

const groupOfPhase: Readonly<Record<Phase, TaskGroup>> = {
  failed: 'failed',
  toConfigure: 'toConfigure',
  ready: 'ready',
  inSync: 'inSync',
  creating: 'running',
  fullCopy: 'running',
  catchingUp: 'running',
  migrating: 'running',
  stopping: 'running',
  unknown: 'other',
  stopped: 'done',
  finished: 'done',
  released: 'done',
  deleted: 'done',
};

export function groupOf({ phase, exchange }: Pick<Lifecycle, 'phase' | 'exchange'>): TaskGroup {
  if (exchange === 'exchanging') return 'running';
  return exchange === 'exchanged' && phase !== 'failed' ? 'done' : groupOfPhase[phase];
}

/** Whether a person has to do something about it before it goes on. */
export function waitsForPerson(life: Pick<Lifecycle, 'phase' | 'exchange'>): boolean {
  return ['failed', 'toConfigure', 'ready', 'inSync'].includes(groupOf(life));
}
