import type { AwaitedMachine, MachineEnd } from '../../desk/tasks/taskNotices.ts';
import type { Stage } from './stageOf.ts';

/** The machines that this window itself goes on with. */
export interface AwaitedMachines {
  await(taskId: string, onStop: (isTold: boolean) => void): AwaitedMachine;
  has(taskId: string): boolean;
  /** The first end counts. */
  end(taskId: string, end: MachineEnd | undefined): void;
  endAll(end: MachineEnd): void;
}

export function createAwaitedMachines(): AwaitedMachines {
  const ends = new Map<string, (end: MachineEnd) => void>();
  return {
    await(taskId, onStop) {
      const end = new Promise<MachineEnd>((resolve) => void ends.set(taskId, resolve));
      return {
        end,
        stop(isTold) {
          if (ends.delete(taskId)) onStop(isTold);
        },
      };
    },
    has: (taskId) => ends.has(taskId),
    end(taskId, end) {
      if (end !== undefined) ends.get(taskId)?.(end);
    },
    endAll(end) {
      for (const resolve of ends.values()) resolve(end);
    },
  };
}

/** Undefined while it is not there yet. */
export function machineEndOf(stage: Stage): MachineEnd | undefined {
  switch (stage.kind) {
    case 'notStarted':
      return 'failed';
    case 'gone':
      return 'gone';
    case 'told':
      if (stage.notice === 'toConfigure') return 'ready';
      return stage.notice === 'failed' ? 'failed' : 'other';
    case 'quiet':
      return stage.isLast ? 'other' : undefined;
    default:
      return undefined;
  }
}
