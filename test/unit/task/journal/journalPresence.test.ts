import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { mock } from 'node:test';
import { type Creation, type Journal, openJournal } from '../../../../src/task/journal/journal.ts';
import { until } from '../../../support/suite/until.ts';
import { draft, inFolder } from './journalSample.ts';

interface Windows {
  readonly folder: string;
  /** What both clocks show, in milliseconds. */
  readonly clock: { time: number };
  readonly mine: Journal;
  readonly other: Journal;
}

/** Two windows on one folder: `other` looks at what `mine` does. */
function withWindows(work: (windows: Windows) => Promise<void>, pid?: number): () => Promise<void> {
  return () =>
    inFolder(async (folder) => {
      const clock = { time: Date.parse('2026-07-05T10:11:12.345Z') };
      const now = () => new Date(clock.time);
      const mine = openJournal(folder, { now, window: 'mine', pid });
      const other = openJournal(folder, { now, window: 'other' });
      try {
        await work({ folder, clock, mine, other });
      } finally {
        mine.dispose();
        other.dispose();
      }
    });
}

/** Whether each open creation is under way, oldest first. */
const underWay = async (journal: Journal) => (await journal.open()).creations.map((one) => one.underWay);
const send = async (journal: Journal): Promise<Creation> => journal.markSent(await journal.claim(draft));

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

const second = 1000;
const day = 24 * 60 * 60 * second;

/** Changes what stands in the only file of a folder, but not the time of it. */
function edit(folder: string, time: number, change: (text: string) => string): void {
  const path = join(folder, readdirSync(folder)[0] ?? '');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  utimesSync(path, new Date(time), new Date(time));
}

describe('journal: who is working on what', () => {
  it(
    'other windows see what a window is at, claimed or sent, and whose it is',
    withWindows(async ({ mine, other }) => {
      await mine.claim(draft);
      await send(other);
      assert.deepEqual(await underWay(mine), [true, true]);
      assert.deepEqual(await underWay(other), [true, true]);
      const { creations } = await other.open();
      assert.deepEqual(creations.map(({ owner }) => owner.window).sort(), ['mine', 'other']);
    }),
  );

  it(
    'a look never misses what is marked as sent in the middle of it',
    withWindows(async ({ mine, other }) => {
      const claimed = await mine.claim(draft);
      const { readdir } = promises;
      const list = mock.method(promises, 'readdir', async (folder: string) => {
        const names = await readdir(folder);
        if (list.mock.callCount() === 0) await mine.markSent(claimed);
        return names;
      });
      syncBuiltinESMExports();
      try {
        assert.deepEqual(await underWay(other), [true]);
      } finally {
        list.mock.restore();
        syncBuiltinESMExports();
      }
    }),
  );

  it(
    'a process that is gone counts as dead at once',
    withWindows(async ({ mine, other }) => {
      const sent = await send(mine);
      assert.deepEqual((await other.open()).creations, [{ ...sent, underWay: false }]);
    }, deadPid()),
  );

  for (const [seconds, alive] of [
    [44, true],
    [46, false],
    [-44, true],
    [-46, false],
  ] as const) {
    it(
      `a process of that number, and the last touch ${seconds} s ago: ${alive ? 'under way' : 'another process'}`,
      withWindows(async ({ clock, mine, other }) => {
        await send(mine);
        await mine.claim(draft);
        clock.time += seconds * second;
        assert.deepEqual(await underWay(other), alive ? [true, true] : [false]);
        assert.deepEqual(await underWay(mine), [true, true]);
      }),
    );
  }

  it(
    'a process that may not be asked is there all the same',
    withWindows(async ({ mine, other }) => {
      const refuse = () => {
        throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
      };
      await send(mine);
      const asked = mock.method(process, 'kill', refuse);
      try {
        assert.deepEqual(await underWay(other), [true]);
        assert.ok(asked.mock.callCount() > 0);
      } finally {
        asked.mock.restore();
      }
    }),
  );

  it(
    'a number that no process can have is nobody',
    withWindows(async ({ mine, other }) => {
      await send(mine);
      assert.deepEqual(await underWay(other), [false]);
    }, 2 ** 40),
  );

  it(
    'on another computer only the heartbeat tells',
    withWindows(async ({ folder, clock, mine, other }) => {
      await send(mine);
      edit(join(folder, 'open'), clock.time, (text) => text.replace(/"machine": ".*"/, '"machine": "elsewhere"'));
      assert.deepEqual(await underWay(other), [true]);
      clock.time += 46 * second;
      assert.deepEqual(await underWay(other), [false]);
    }, deadPid()),
  );

  it(
    'what a window let go of is free at once, also where it could not be settled',
    withWindows(async ({ folder, mine, other }) => {
      const sent = await send(mine);
      await mine.release(sent);
      for (const journal of [mine, other]) assert.deepEqual(await underWay(journal), [false]);
      await mine.markSent(sent);
      assert.deepEqual(await underWay(mine), [true]);
      const inTheWay = join(folder, 'settled');
      writeFileSync(inTheWay, 'a file in the place of the folder');
      await assert.rejects(mine.close(sent, { kind: 'dismissed' }), { name: 'JournalProblem', code: 'EEXIST' });
      rmSync(inTheWay);
      for (const journal of [mine, other]) assert.deepEqual(await underWay(journal), [false]);
    }),
  );

  it(
    'a window that ended before it sent anything leaves nothing behind',
    withWindows(async ({ folder, mine, other }) => {
      await mine.claim(draft);
      assert.deepEqual(await other.open(), { creations: [], setAside: [] });
      assert.deepEqual(readdirSync(join(folder, 'claimed')), []);
    }, deadPid()),
  );

  it(
    'a claim of a window that slept is not shown, yet kept for a day: the window may wake up',
    withWindows(async ({ folder, clock, mine, other }) => {
      const claimed = await mine.claim(draft);
      clock.time += day - second;
      assert.deepEqual(await underWay(other), []);
      assert.equal(readdirSync(join(folder, 'claimed')).length, 1);
      clock.time += 2 * second;
      assert.deepEqual(await underWay(other), []);
      assert.deepEqual(readdirSync(join(folder, 'claimed')), []);
      const sent = await mine.markSent(claimed);
      assert.deepEqual((await other.open()).creations, [{ ...sent, underWay: true }]);
    }),
  );

  it(
    'a half-written file is cleared away when nobody can be writing it any more',
    withWindows(async ({ folder, clock, mine, other }) => {
      await send(mine);
      const writing = join(folder, 'writing');
      const put = (name: string, age: number) => {
        writeFileSync(join(writing, name), '{"half');
        utimesSync(join(writing, name), new Date(clock.time - age), new Date(clock.time - age));
      };
      put('old.json', 61 * 60 * second);
      put('new.json', 59 * 60 * second);
      assert.deepEqual(await underWay(other), [true]);
      assert.deepEqual(readdirSync(writing), ['new.json']);
    }),
  );
});

describe('journal: the heartbeat', () => {
  interface Timer {
    readonly work: () => void;
    readonly unref: () => Timer;
  }
  const timers = new Set<Timer>();
  /** What all windows do when ten seconds are over. */
  const beat = () => {
    for (const { work } of timers) work();
  };

  beforeEach(() => {
    mock.method(globalThis, 'setInterval', (work: () => void, length: number) => {
      assert.equal(length, 10 * second);
      const timer: Timer = { work, unref: () => timer };
      timers.add(timer);
      return timer;
    });
    mock.method(globalThis, 'clearInterval', (timer: Timer) => timers.delete(timer));
  });
  afterEach(() => {
    mock.restoreAll();
    timers.clear();
  });

  it(
    'keeps what is open under way, and stops with the window',
    withWindows(async ({ clock, mine, other }) => {
      const sent = await send(mine);
      await mine.claim(draft);
      clock.time += 60 * second;
      assert.deepEqual(await underWay(other), [false]);
      beat();
      await until('both are touched', async () => (await underWay(other)).join() === 'true,true');
      await mine.release(sent);
      clock.time += 60 * second;
      mine.dispose();
      beat();
      assert.deepEqual(await underWay(other), [false]);
      // Nor does it start again with the next create.
      await send(mine);
      clock.time += 60 * second;
      beat();
      assert.deepEqual(await underWay(other), [false, false]);
    }),
  );

  it(
    'beats again after all was settled, and leaves what was let go alone',
    withWindows(async ({ clock, mine, other }) => {
      await mine.close(await send(mine), { kind: 'notCreated' });
      const given = await send(mine);
      await mine.release(given);
      clock.time += 1;
      await send(mine);
      clock.time += 60 * second;
      beat();
      await until('the second is touched', async () => (await underWay(other)).join() === 'false,true');
    }),
  );
});
