import { openConnection } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type MarkedTask, ownerMark } from '../../task/journal/notices.ts';

type Parts = Pick<Desk, 't' | 'log' | 'wait' | 'now' | 'accounts' | 'hosts' | 'settings' | 'transport'>;

/**
 * Where the task is, as the saved profile where that created or marked it; asks nobody anything. Undefined where somebody else is signed
 * in, or nobody, or the window stays with the sandbox: nothing of another account is on screen there.
 * @throws {SettingProblem}
 */
export async function connectAsSaved(
  desk: Parts,
  { region, projectId, dcsEndpoint, owner }: MarkedTask,
): Promise<TaskPlace | undefined> {
  const account = desk.accounts.usesSandbox() ? undefined : await desk.accounts.saved();
  if (account === undefined || ownerMark(account.session.identity) !== owner) return undefined;
  const { endpoints, timeout } = desk.settings();
  const there = { endpoints: { ...endpoints, dcs: dcsEndpoint }, timeout };
  const connection = await openConnection(desk, account, { region, projectId }, there, 'nobody');
  return { connection, projectId, sandbox: false };
}
