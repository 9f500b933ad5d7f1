import assert from 'node:assert/strict';
import type { TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import { type MarkedTask, openNotices } from '../../../../src/task/journal/notices.ts';
import { createMarks } from '../../../../src/views/notices/marks.ts';
import { createOwnNotices } from '../../../../src/views/notices/ownNotices.ts';

import { cloudProject, play } from '../../../support/desk/deskAndCloud.ts';
import { created } from './following.ts';

const since = Date.UTC(2026, 5, 1, 12);
const second = 1000;

const marked = (at: number, before?: MarkedTask['before']): MarkedTask => ({
  region: 'cn-north-4',
  projectId: cloudProject,
  dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
  owner: 'somebody',
  taskId: 'task-1',
  name: 'orders',
  before,
  since: new Date(at).toISOString(),
});

/** Marks on a disk that cannot say what was told. */
function playMarks(act: (marks: ReturnType<typeof createMarks>, place: TaskPlace) => Promise<void>): Promise<void> {
  return play({}, async ({ desk }) => {
    const shared = {
      ...createOwnNotices(),
      isFirst: () => Promise.reject(new JournalProblem('EIO', 'x', 'input/output error')),
    };
    await act(createMarks({ shared, own: createOwnNotices() }), await created(desk));
  });
}

describe('what this window has told, where the disk cannot say it', () => {
  it('is nothing that was seen before somebody wanted it', () =>
    playMarks(async (marks, place) => {
      await marks.add(place, marked(since));
      assert.equal(await marks.isFirst('task-1', 'failed', since - second), false);
      assert.equal(await marks.isFirst('task-1', 'failed', since + second), true);
      assert.equal(await marks.isFirst('task-1', 'failed', since + 2 * second), false);
    }));

  it('is told of a task that has begun anew as of another, but not what an old list still has', () =>
    playMarks(async (marks, place) => {
      await marks.add(place, marked(since));
      assert.equal(await marks.isFirst('task-1', 'failed', since + second), true);
      const later = since + 60 * second;
      await marks.add(place, marked(later, 'failed'));
      assert.equal(await marks.isFirst('task-1', 'failed', later + second), false);
      assert.equal(await marks.isFirst('task-1', 'failed', later + 60 * second), true);
    }));

  it('is nothing of a task that nobody has marked', () =>
    playMarks(async (marks) => assert.equal(await marks.isFirst('task-1', 'failed', since), false)));
});

describe('what is over for one window', () => {
  it('stays marked where another has begun it anew, and goes where none has', () =>
    play({}, async ({ desk, journalFolder }) => {
      const place = await created(desk);
      const now = desk.now().getTime();
      const window = () => createMarks({ shared: openNotices(journalFolder, desk.now), own: createOwnNotices() });
      const [here, there] = [window(), window()];
      await here.add(place, { ...marked(now - 60 * second), stopping: true });
      await there.read();
      await here.add(place, marked(now));
      await there.leave('task-1');
      assert.equal(there.storeOf('task-1'), undefined);
      assert.equal(await here.isFirst('task-1', 'ready', now + second), true);
      await there.read();
      await there.leave('task-1');
      assert.deepEqual(await here.read(), ['task-1']);
    }));

  it('is followed anew where another has begun it anew', () =>
    play({}, async ({ desk, journalFolder }) => {
      const place = await created(desk);
      const now = desk.now().getTime();
      const window = () => createMarks({ shared: openNotices(journalFolder, desk.now), own: createOwnNotices() });
      const [here, there] = [window(), window()];
      await here.add(place, { ...marked(now - 60 * second), stopping: true });
      await there.read();
      await here.add(place, marked(now, 'stopped'));
      await there.read();
      assert.deepEqual(
        there.all().map(({ stopping, before }) => [stopping, before]),
        [[undefined, 'stopped']],
      );
    }));

  it('goes for all of them where a person wants it to', () =>
    play({}, async ({ desk, journalFolder }) => {
      const place = await created(desk);
      const now = desk.now().getTime();
      const window = () => createMarks({ shared: openNotices(journalFolder, desk.now), own: createOwnNotices() });
      const [here, there] = [window(), window()];
      await here.add(place, marked(now - 60 * second));
      await there.read();
      await here.add(place, marked(now));
      await there.remove('task-1');
      assert.equal(await here.isFirst('task-1', 'ready', now + second), false);
    }));
});
