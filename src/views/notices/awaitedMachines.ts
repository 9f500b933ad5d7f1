import type { AwaitedMachine, MachineEnd } from '../../desk/tasks/taskNotices.ts';
import type { Stage } from './stageOf.ts';

/** The machines that this window itself goes on with. */
export interface AwaitedMachines {
  await(taskId: string, onStop: (isTold: boolean) => void, isOneOfMany?: boolean): AwaitedMachine;
  has(taskId: string): boolean;
  isOneOfMany(taskId: string): boolean;
  /** The first end counts. */
  end(taskId: string, end: MachineEnd | undefined, failure?: string): void;
  endAll(end: MachineEnd): void;
}

interface Awaited {
  readonly isOneOfMany: boolean;
  readonly resolve: (end: MachineEnd, failure?: string) => void;
}

export function createAwaitedMachines(): AwaitedMachines {
  const ends = new Map<string, Awaited>();
  return {
    await(taskId, onStop, isOneOfMany = false) {
      let why = '';
      const end = new Promise<MachineEnd>((resolve) => {
        const resolveWith = (came: MachineEnd, failure = '') => {
          if (why === '') why = failure;
          resolve(came);
        };
        ends.set(taskId, { isOneOfMany, resolve: resolveWith });
      });
      return {
        end,
        failure: () => why,
        stop(isTold) {
          if (ends.delete(taskId)) onStop(isTold);
        },
      };
    },
    has: (taskId) => ends.has(taskId),
    isOneOfMany: (taskId) => ends.get(taskId)?.isOneOfMany === true,
    end(taskId, end, failure) {
      if (end !== undefined) ends.get(taskId)?.resolve(end, failure);
    },
    endAll(end) {
      for (const { resolve } of ends.values()) resolve(end);
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
      return stage.isLast || stage.isConfigured ? 'other' : undefined;
    default:
      return undefined;
  }
}
