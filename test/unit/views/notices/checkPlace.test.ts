import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { placeMark } from '../../../../src/desk/tasks/placeMark.ts';
import type { TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import { createAwaitedMachines } from '../../../../src/views/notices/awaitedMachines.ts';
import { checkPlace } from '../../../../src/views/notices/checkPlace.ts';
import { createFailureLogs } from '../../../../src/views/notices/failureLogs.ts';
import { createFollowedExchanges } from '../../../../src/views/notices/followedExchanges.ts';
import { keyOfPlace } from '../../../../src/views/notices/markedPlaces.ts';
import { createMarks } from '../../../../src/views/notices/marks.ts';
import { createOwnNotices } from '../../../../src/views/notices/ownNotices.ts';
import { createStanding } from '../../../../src/views/notices/standing.ts';
import { play } from '../../../support/desk/deskAndCloud.ts';
import { sightOf } from '../tasks/knownTask.ts';
import { created } from './following.ts';

const minute = 60_000;
const otherProject = '0123456789abcdef0123456789abcdef';

/** A place where no task is. */
const transport: Transport = async (url, init) =>
  url.includes(otherProject)
    ? Response.json({ error_code: 'DCS.4133', error_msg: 'no such task' }, { status: 400 })
    : globalThis.fetch(url, init);

/** Checks the place of a task, by a watch that has gone on to `seen` since that was found; gives whether the task is marked still. */
function checkedAt(seen: (own: TaskPlace) => TaskPlace): Promise<{ readonly marked: boolean; readonly log: string }> {
  return new Promise((resolve, reject) => {
    play({ transport }, async ({ desk }) => {
      const task = await created(desk);
      const marks = createMarks({ shared: createOwnNotices(), own: createOwnNotices() });
      const since = new Date(desk.now().getTime() - 10 * minute).toISOString();
      const { taskId, name } = task;
      const mark = { ...placeMark(task), region: task.connection.region, taskId, name, since };
      await marks.add(task, mark);
      const sight = sightOf([], { place: seen(task), asOf: desk.now().getTime() });
      const logs = createFailureLogs(desk, () => undefined, reject);
      const parts = {
        marks,
        logs,
        swaps: createFollowedExchanges(),
        standing: createStanding(desk),
        awaited: createAwaitedMachines(),
        keep: () => undefined,
      };
      const window = { ...desk, ...parts, isHere: async () => true, runOnTask: () => undefined };
      await checkPlace(window, { key: keyOfPlace(task), watch: { ...desk.tasks, sight: () => sight }, marks: [mark] });
      resolve({ marked: marks.storeOf(taskId) !== undefined, log: desk.logged.join('\n') });
    }).catch(reject);
  });
}

describe('the check of the tasks of a place', () => {
  it('takes nothing for deleted because the window has gone on to another place', async () => {
    const { marked, log } = await checkedAt((own) => ({ ...own, projectId: otherProject }));
    assert.ok(marked, log);
    assert.doesNotMatch(log, /deleted meanwhile/);
  });
});
