import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/**
 * Whether both ends of a task have the same password: by those that are kept, else by what both took when they were compared here.
 * Undefined where that is not known; the passwords themselves go no further. `ends`: what they are kept by.
 */
export async function haveSamePassword(
  { redisPasswords, endsSeen }: Pick<Desk, 'redisPasswords' | 'endsSeen'>,
  place: TaskPlace,
  taskId: string,
  ends: readonly (string | undefined)[],
): Promise<boolean | undefined> {
  const { sandbox, projectId, connection } = place;
  const { region } = connection;
  const [one, other] = await Promise.all(
    ends.map((redis) => (redis ? redisPasswords.find({ sandbox, region, projectId, redis }) : undefined)),
  );
  return one && other ? one === other : endsSeen.haveSamePassword(place, taskId);
}
