import assert from 'node:assert/strict';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declaredFields } from '../../../../src/cloud/services/migrationTaskSchemas.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { placesIn, playWindows } from './windows.ts';

const second = 1000;
const minute = 60 * second;

/** Files are dated by the clock of the computer first, and a lock that is a minute off would count as left behind. */
const aWhile = 50 * second;

const moving = (count: number): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state: 'inSync' }));

/** The files of the one place that is looked at. */
async function looks(scene: Scene): Promise<{ folder: string; names: readonly string[] }> {
  const [folder = join(scene.journalFolder, 'none'), ...others] = await placesIn(scene);
  assert.deepEqual(others, []);
  return { folder, names: await readdir(folder).catch(() => []) };
}

const sampled = ({ tasks }: ScriptedDesk) => tasks.sight().tasks.map(({ samples }) => samples.length);
const idOf = ({ tasks }: ScriptedDesk, index: number) => tasks.sight().tasks[index]?.task.task_id ?? '';

/** Of an object what has a schema, by name, whatever the order in which it came. */
function declared(name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isTask = name !== '' && !/^\d+$/.test(name) && !('text' in value);
  const entries = Object.entries(value).filter(([field]) => !isTask || declaredFields.has(field));
  return Object.fromEntries(entries.toSorted());
}

describe('the windows that look at the same tasks', () => {
  it('ask as often as one of them would alone, and all see the same', async () => {
    const alone: number[] = [];
    for (const windows of [1, 4]) {
      await playWindows(moving(5), async ({ desk, clock, asked, another }) => {
        const desks = [desk, ...Array.from({ length: windows - 1 }, () => another())];
        for (const one of desks) {
          one.tasks.look();
          await clock.wait(2 * second);
        }
        asked.length = 0;
        await clock.wait(aWhile);
        alone.push(asked.length);
        for (const one of desks) {
          const { state, failure, tasks } = one.tasks.sight();
          assert.deepEqual([state, failure, tasks.length], ['known', undefined, 5]);
          assert.ok(Math.min(...sampled(one)) >= 5, sampled(one).join());
        }
      });
    }
    const [one = 0, four = 0] = alone;
    assert.ok(one >= 30 && four <= one, `${four} requests of four windows, ${one} of one`);
  });

  it('leave nothing on disk where there is one alone, nor when the last one is gone', () =>
    playWindows(moving(1), async (scene) => {
      const { desk, clock, another } = scene;
      const unlook = desk.tasks.look();
      await clock.wait(minute);
      const { names } = await looks(scene);
      assert.match(names.join(), /^here-[0-9a-f-]{36}\.json$/);
      const other = another();
      const unlookOther = other.tasks.look();
      await clock.wait(minute);
      assert.equal((await looks(scene)).names.filter((name) => name === 'look.json').length, 1);
      unlook();
      await clock.wait(minute);
      assert.equal((await looks(scene)).names.filter((name) => name.startsWith('here-')).length, 1);
      unlookOther();
      await clock.wait(second);
      assert.deepEqual(await readdir(join(scene.journalFolder, 'looks')), []);
    }));

  it('ask for what each of them looks at', () =>
    playWindows(moving(60), async ({ desk, clock, another, asked }) => {
      const other = another();
      await desk.tasks.refresh();
      const wanted = [idOf(desk, 58), idOf(desk, 59)];
      for (const [index, one] of [desk, other].entries()) {
        one.tasks.look();
        one.tasks.look({ taskIds: [wanted[index] ?? ''] });
      }
      asked.length = 0;
      await clock.wait(aWhile);
      for (const [index, one] of [desk, other].entries())
        for (const taskId of wanted) {
          const known = one.tasks.sight().tasks.find(({ task }) => task.task_id === taskId);
          assert.ok(known !== undefined);
          if (taskId === wanted[index]) assert.ok(known.detail !== undefined);
          assert.ok(known.samples.length >= 3, `${known.samples.length} looks`);
        }
      const lists = asked.filter((path) => path === 'migration-tasks').length;
      assert.ok(lists <= 7, `${lists} lists`);
    }));

  it('are not kept waiting by one that looks more seldom, which sees what they see', () =>
    playWindows(moving(2), async ({ desk, clock, another, asked }) => {
      desk.tasks.look();
      await clock.wait(second);
      const quiet = another();
      quiet.tasks.look({ taskIds: [idOf(desk, 0)], quietly: 'seldom' });
      asked.length = 0;
      await clock.wait(aWhile);
      assert.ok((sampled(desk)[0] ?? 0) >= 5);
      const lists = asked.filter((path) => path === 'migration-tasks').length;
      assert.ok(lists <= 6, `${lists} lists`);
      assert.equal(quiet.tasks.sight().tasks.length, 2);
    }));

  it('see at once what one of them asks for now', () =>
    playWindows([{ name: 'one', state: 'waiting' }], async ({ desk, clock, another, asked }) => {
      const other = another();
      desk.tasks.look();
      other.tasks.look();
      await clock.wait(2 * minute + 15 * second);
      asked.length = 0;
      await other.tasks.refresh();
      assert.deepEqual(asked, ['migration-tasks']);
      assert.equal(other.tasks.sight().asOf, clock.now().getTime());
    }));

  it('go on without one that was killed while it asked', () =>
    playWindows(moving(2), async (scene) => {
      const { desk, clock, another } = scene;
      const other = another();
      desk.tasks.look();
      other.tasks.look();
      await clock.wait(minute);
      other.tasks.dispose();
      await clock.wait(0);
      const { folder } = await looks(scene);
      await writeFile(join(folder, 'here-killed.json'), JSON.stringify({ first: [], onlyFirst: false, jobs: {} }));
      await writeFile(join(folder, 'asking'), '');
      for (const name of ['here-killed.json', 'asking']) await utimes(join(folder, name), clock.now(), clock.now());
      const before = sampled(desk)[0] ?? 0;
      await clock.wait(5 * minute);
      assert.ok((sampled(desk)[0] ?? 0) >= before + 20, `${sampled(desk)[0]} looks, ${before} before`);
      assert.deepEqual(
        (await looks(scene)).names.filter((name) => name === 'here-killed.json'),
        [],
      );
    }));

  for (const [what, text] of [
    ['no JSON', '{'],
    ['another form', '{"version":1,"tasks":"all"}'],
    ['a time that is still to come', undefined],
  ] as const)
    it(`believe no look that has ${what}`, () =>
      playWindows(moving(1), async (scene) => {
        const { desk, clock, another } = scene;
        const other = another();
        desk.tasks.look();
        other.tasks.look();
        await clock.wait(minute);
        const path = join((await looks(scene)).folder, 'look.json');
        const look = JSON.parse(await readFile(path, 'utf8'));
        const late = { ...look, at: clock.now().getTime() + 60 * minute, tasks: [] };
        await writeFile(path, text ?? JSON.stringify(late));
        await clock.wait(minute);
        for (const one of [desk, other]) {
          const { state, failure, tasks, asOf = 0 } = one.tasks.sight();
          assert.deepEqual([state, failure, tasks.length], ['known', undefined, 1]);
          assert.ok(asOf <= clock.now().getTime());
        }
      }));

  it('give each other what the cloud has said, times and all, and no password', () =>
    playWindows([...moving(1), { name: 'two', state: 'finished' }], async (scene) => {
      const { desk, clock, another } = scene;
      await desk.tasks.refresh();
      const other = another();
      for (const one of [desk, other]) for (const index of [0, 1]) one.tasks.look({ taskIds: [idOf(desk, index)] });
      await clock.wait(35 * second);
      const third = another();
      third.tasks.look({ taskIds: [idOf(desk, 0), idOf(desk, 1)] });
      await clock.wait(2 * second);
      const seen = [third, other].map(({ tasks }) => tasks.sight().tasks.map(({ task, detail }) => ({ task, detail })));
      assert.equal(JSON.stringify(seen[0], declared), JSON.stringify(seen[1], declared));
      assert.ok(seen[0]?.every(({ task, detail }) => task.created_at?.time instanceof Date && detail !== undefined));
      const { folder } = await looks(scene);
      const text = await readFile(join(folder, 'look.json'), 'utf8');
      assert.doesNotMatch(text, /password/i);
    }));

  it('show nothing of an account that is gone, and ask nothing more', () =>
    playWindows(moving(2), async (scene) => {
      const { desk, clock, another, asked } = scene;
      const other = another();
      desk.tasks.look();
      other.tasks.look();
      await clock.wait(minute);
      for (const one of [desk, other]) await one.accounts.signOut();
      const before = asked.length;
      await clock.wait(5 * minute);
      assert.equal(asked.length, before);
      assert.deepEqual(
        [desk, other].flatMap(({ tasks }) => tasks.sight().tasks),
        [],
      );
      assert.deepEqual((await looks(scene)).names, []);
    }));
});
