import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/vscode/browser.ts';
import { hostVersions, isHostVersion } from '../support/vscode/hostInstall.ts';
import type { HostAtWork } from './control.ts';
import { type Lane, openLane } from './lane.ts';
import { type Moment, moment } from './moment.ts';
import { type End, type Point, points } from './points.ts';
import { runPoint } from './runPoint.ts';

type Result = { readonly end: End } | { readonly error: unknown };

const wanted = (process.env['VSCODE_VERSIONS'] ?? '').split(',').filter(isHostVersion);
const versions = wanted.length > 0 ? wanted : hostVersions;

/** Milliseconds for one point, starts of VS Code included. */
const limit = 120_000;

/** The points in turn for one version after the other; those of a version run one after the other, the versions side by side. */
const runs = points.map((point, index) => ({
  point,
  number: index + 1,
  version: versions[index % versions.length] ?? hostVersions[0] ?? '1.100.3',
  result: moment<Result>(),
}));

describe(`the extension host is killed at ${points.length} points of a create, starts again and settles`, () => {
  let browser: Browser | undefined;
  const lanes: Lane[] = [];
  before(async () => {
    browser = await launchBrowser();
    for (const version of versions) {
      const lane = await openLane(version, browser);
      lanes.push(lane);
      void runLane(
        lane,
        runs.filter((run) => run.version === version),
      );
    }
  });
  after(async () => {
    for (const lane of lanes) await lane.stop();
    await browser?.close();
  });

  for (const { point, number, version, result } of runs) {
    it(`${number}. ${point.name} (${version})`, async function () {
      const reached = await result.reached;
      if ('error' in reached) throw reached.error;
      if (this.test) this.test.title += ` → ${reached.end}`;
    });
  }

  it('makes no task twice', () => {
    const names = lanes.flatMap(({ ledger }) => ledger.map(({ body }) => body['name']));
    assert.ok(names.length > 20);
    assert.equal(new Set(names).size, names.length);
  });
});

async function runLane(lane: Lane, own: readonly { point: Point; number: number; result: Moment<Result> }[]) {
  let host: HostAtWork | undefined;
  for (const { point, number, result } of own) {
    const name = `killed-${number}`;
    const work = async () => {
      const { end, host: next } = await runPoint(lane, host ?? (await lane.nextHost()), point, name);
      host = next;
      return { end };
    };
    result.reach(
      await withinLimit(work()).catch(async (error: unknown) => {
        // Wherever it is now, the next point begins with a window of its own.
        host = undefined;
        await lane.closeWindow();
        return { error };
      }),
    );
  }
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It was not over after ${limit / 1000} s.`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
