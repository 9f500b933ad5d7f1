import { createConfigureAndStart } from '../../../../src/commands/journey/createConfigureAndStart.ts';
import type { Desk } from '../../../../src/desk/ports.ts';
import type { TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import { type Scene, type SceneOptions, world } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { type Answer, picked, pickedBeginning, typed } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords } from '../configure/wholeAnswers.ts';

/** A window that also follows what it creates. */
export interface Window {
  readonly scene: Scene;
  /** What is asked, told and sent. */
  readonly desk: ScriptedDesk;
  /** As the commands get it. */
  readonly wired: Desk;
  readonly notices: TaskNotices;
}

export function playJourney(act: (window: Window) => Promise<void>, options: SceneOptions = {}): Promise<void> {
  return playWithTasks(
    [],
    async (scene) => {
      const { desk, journalFolder } = scene;
      const notices = noticesOf(desk, journalFolder);
      try {
        await act({ scene, desk, wired: { ...desk, taskNotices: notices }, notices });
      } finally {
        notices.dispose();
      }
    },
    options,
  );
}

export const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

/** A task and what it is to migrate, from one instance to another. */
export function fileText(source: string, target: string, changes: object = {}): string {
  const [vpc] = world.vpcs;
  const [group] = world.securityGroups;
  return JSON.stringify({
    name: 'carts',
    vpc_id: vpc?.id,
    subnet_id: vpc?.subnets[0]?.id,
    security_group_id: group?.id,
    migration: {
      migration_method: 'full_amount_migration',
      resume_mode: 'manual',
      source_instance: { id: idOf(source) },
      target_instance: { id: idOf(target) },
    },
    ...changes,
  });
}

export function putFile({ desk }: Window, text: string, name = 'carts') {
  return desk.documents.put(`/workspace/${name}.dcsmigration.json`, text);
}

export const messages = ({ desk }: Window) => desk.told.map(({ message }) => message);

/** From a file that goes from one instance to another. */
export function run(window: Window, source: string, target: string, changes: object = {}): Promise<void> {
  return createConfigureAndStart(window.wired, {
    argument: putFile(window, fileText(source, target, changes)),
    selected: undefined,
  });
}

/** Resolves when the machine is awaited. */
export async function awaited({ desk, scene }: Window): Promise<void> {
  while (desk.progresses.at(-1)?.title !== 'Sandbox: Create, Configure and Start: carts') await scene.clock.wait(100);
}

/** Agrees to the review. */
export const begin = picked(asks.review, 'Create, Configure and Start');

export const typedPasswords: readonly Answer[] = [
  typed(asks.sourcePassword, passwords.source),
  typed(asks.targetPassword, passwords.target),
];

/** What is found between orders-redis and orders-redis-new, and the machine does not change. */
export const waived: readonly Answer[] = ['repl-timeout of the source', 'The output buffer'].flatMap((words) => [
  pickedBeginning(asks.review, words),
  picked(words, 'Waive This Warning'),
]);
