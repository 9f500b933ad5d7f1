import { chooseAndSwapIp } from '../../../../src/commands/cutOver/swapIp.ts';
import type { Called } from '../../../../src/commands/tasks/chosenTasks.ts';
import type { TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene, SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, agreedTo, picked, pickedBeginning } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

export const minute = 60_000;

export const orders: TaskSeed = { name: 'orders', state: 'inSync', between: ['carts-redis', 'carts-redis-new'] };

/** A scene whose window tells how swaps end, as the host puts it together. */
export function playSwapping(
  seeds: readonly TaskSeed[],
  act: (scene: Scene & { readonly notices: TaskNotices }) => Promise<void>,
  options: SceneOptions = {},
): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      const notices = noticesOf(scene.desk, scene.journalFolder);
      Object.assign(scene.desk, { taskNotices: notices });
      try {
        await act({ ...scene, notices });
      } finally {
        notices.dispose();
        await scene.clock.wait(0);
      }
    },
    options,
  );
}

export const asks = {
  conditions: 'What has to hold before the IPs are swapped',
  password: 'the same password: not checked',
  swap: 'Swap the IPs of carts-redis and carts-redis-new?',
  rollBack: 'Roll back the IPs of carts-redis and carts-redis-new?',
} as const;

/** Nothing but that the passwords are equal is not known. */
export const waivesPassword: readonly Answer[] = [
  pickedBeginning(asks.conditions, asks.password),
  picked(asks.password, 'Waive This Warning'),
];

export const goesOn: readonly Answer[] = [
  picked(asks.conditions, 'Go On…'),
  agreedTo(asks.swap, 'Swap IPs and Domain Names'),
];

export async function swap({ desk }: Scene, ...answers: readonly Answer[]): Promise<void> {
  desk.expect(...answers);
  await chooseAndSwapIp(desk, await rowOf(desk));
}

export function rowOf(desk: Scene['desk']): Promise<Called> {
  return rowsOf(desk, 'orders');
}

export const messages = ({ desk }: Scene) => desk.told.map(({ level, message }) => `${level} ${message}`);

export const done =
  'info Sandbox: The IPs of migration task orders are swapped: the address of carts-redis leads to carts-redis-new now.';
