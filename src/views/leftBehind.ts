import type { Connection } from '../cloud/connection.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { shortened } from '../cloud/foreignText.ts';
import type { FollowedTask } from '../desk/following.ts';
import { openConnection } from '../desk/openConnection.ts';
import type { Desk } from '../desk/ports.ts';
import { type FollowedTasks, type KeptTask, ownerMark } from '../task/journal/followedTasks.ts';
import { JournalProblem } from '../task/journal/journalProblem.ts';
import { journalTroubleText } from '../task/journal/journalProblemText.ts';

/** Undefined where nobody is signed in, or nothing may be signed here. @throws {SettingProblem} */
export type Connect = (task: KeptTask) => Promise<Connection | undefined>;

/** As the saved profile where that created it, whatever this window uses besides; asks nobody anything. @throws {SettingProblem} */
export async function connectAsSaved(
  desk: Pick<Desk, 't' | 'log' | 'wait' | 'now' | 'accounts' | 'hosts' | 'settings' | 'transport'>,
  { region, projectId, dcsEndpoint, owner }: KeptTask,
): Promise<Connection | undefined> {
  const account = await desk.accounts.saved();
  if (account === undefined || ownerMark(account.session.identity) !== owner) return undefined;
  const { endpoints, timeout } = desk.settings();
  const there = { endpoints: { ...endpoints, dcs: dcsEndpoint }, timeout };
  return openConnection(desk, account, { region, projectId }, there, 'nobody');
}

/** Milliseconds between two looks at what other windows follow: one of them may be gone meanwhile. */
const betweenLooks = 60_000;

/** What no window follows any more, one by one, for as long as other windows follow something. `since`: milliseconds since 1970. */
export async function* leftBehind(
  { t, log, wait }: Pick<Desk, 't' | 'log' | 'wait'>,
  kept: FollowedTasks,
  connect: Connect,
  signal: AbortSignal,
): AsyncGenerator<{ readonly task: FollowedTask; readonly since: number }> {
  const told = new Set<string>();
  try {
    while (!signal.aborted) {
      const { left, elsewhere } = await kept.list();
      for (const one of left) {
        const connection = await connectTo(one);
        if (connection === undefined) continue;
        const { projectId, name, taskId, jobId } = one;
        const task = { connection, projectId, name, taskId, jobId, sandbox: false };
        yield { task, since: Date.parse(one.since) };
      }
      if (elsewhere === 0) return;
      await wait(betweenLooks, signal);
    }
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(journalTroubleText(error, t));
  }

  /** Told once: the next look finds the same. */
  async function connectTo(task: KeptTask): Promise<Connection | undefined> {
    try {
      return await connect(task);
    } catch (error) {
      const name = shortened(task.name);
      const values = { name, reason: reasonOf(error, t) };
      if (!told.has(task.taskId)) log.info(t('Migration task {name} is not followed any further: {reason}', values));
      told.add(task.taskId);
      return undefined;
    }
  }
}
