// npm test [-- SUITE… [--grep PATTERN] [--seed N] [--runs N]]: every suite, one more beside each other than there are processors, all of
// them even when one fails; `N passed, N failed` ends it. `--grep` runs only the tests whose full title matches; a suite without one fails.
// The suite `faults` prints the seed that repeats it; `--runs` is its number of creates.
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { redisPrograms } from './support/redis/programs.ts';
import { runApart, tellOutcome } from './support/suite/apart.ts';
import { endWithParent } from './support/suite/cleanup.ts';
import { type Environment, execute, withoutProxy } from './support/suite/command.ts';
import { packageExtension } from './support/suite/packaging.ts';
import { missingFor } from './support/suite/prerequisites.ts';
import { type Outcome, runBeside, runInOrder, type Step, summarize } from './support/suite/steps.ts';
import { runMochaFolder } from './support/suite/suite.ts';
import { ensureBrowser, hasBrowser } from './support/vscode/browser.ts';
import {
  ensureHost,
  type HostVersion,
  hostVersions,
  isHostInstalled,
  isHostVersion,
} from './support/vscode/hostInstall.ts';
import { runHostSuite } from './support/vscode/hostRunner.ts';

const suiteNames = ['check', 'package', 'unit', 'redis', 'faults', 'host', 'kill', 'ui'];

const fetching = 'fetch';

const bin = (...names: string[]) => resolve('node_modules', ...names);
const node = (...args: string[]) => execute(process.execPath, args, { show: true });
const asOutcome = (ok: boolean): Outcome => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

async function check(): Promise<Outcome> {
  const lint = await node(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings');
  const types = await node(bin('typescript/bin/tsc'), '--noEmit');
  // What runs in a page knows the browser, and not Node.
  const pageTypes = await node(bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/page');
  return asOutcome([lint, types, pageTypes].every(({ code }) => code === 0));
}

async function packaged(): Promise<Outcome> {
  await packageExtension();
  return asOutcome(true);
}

/** Counts only when it fails: the suites that follow would say little about the sources then. */
async function buildTests(): Promise<Outcome> {
  for (const folder of ['unit', 'redis', 'faults', 'host', 'kill', 'ui'])
    await rm(join('out', folder), { recursive: true, force: true });
  const { code } = await node('esbuild.js', '--production', '--tests');
  return code === 0 ? { passed: 0, failed: 0 } : { passed: 0, failed: 1 };
}

async function host(version: HostVersion): Promise<Outcome> {
  const totals = await runHostSuite(version);
  return { passed: totals.passes, failed: totals.failures + totals.pending };
}

async function areFetched(versions: readonly HostVersion[]): Promise<boolean> {
  const there = await Promise.all([hasBrowser(), ...versions.map(isHostInstalled)]);
  return there.every(Boolean);
}

async function redis(): Promise<Outcome> {
  // Where none is there it is fetched, in sight of who waits for it.
  await redisPrograms();
  return runMochaFolder('out/redis', { timeout: 60_000 });
}

/** The step before those in a window, which would fetch them at the same time. */
async function fetchWindows(versions: readonly HostVersion[]): Promise<Outcome> {
  for (const version of versions) await ensureHost(version);
  await ensureBrowser();
  return { passed: 0, failed: 0 };
}

/** Both versions side by side, each with its share of the points. */
async function kill(versions: readonly HostVersion[]): Promise<Outcome> {
  return runMochaFolder('out/kill', { timeout: 180_000, env: { ...withoutProxy, VSCODE_VERSIONS: versions.join() } });
}

async function ui(version: HostVersion): Promise<Outcome> {
  return runMochaFolder('out/ui', { timeout: 180_000, env: { ...withoutProxy, VSCODE_VERSION: version } });
}

function chosenVersions(): HostVersion[] {
  const wanted = (process.env['VSCODE_VERSIONS'] ?? '').split(/[\s,]+/).filter((version) => version !== '');
  const unknown = wanted.filter((version) => !isHostVersion(version));
  if (unknown.length > 0)
    throw new Error(`VSCODE_VERSIONS: only ${hostVersions.join(' and ')} are there, not ${unknown}.`);
  return wanted.length > 0 ? wanted.filter(isHostVersion) : [...hostVersions];
}

interface Wishes {
  suites: string[];
  faults: Environment;
  /** The name of the one step that this process was started for. */
  step?: string | undefined;
}

function readArguments(): Wishes {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      grep: { type: 'string' },
      step: { type: 'string' },
    },
  });
  for (const text of [values.seed, values.runs])
    if (text !== undefined && !/^\d{1,10}$/.test(text))
      throw new Error(`--seed and --runs take a number, not ${text}.`);
  // The processes that run mocha inherit it.
  if (values.grep !== undefined) process.env['TEST_GREP'] = values.grep;
  return { suites: positionals, step: values.step, faults: { FAULT_SEED: values.seed, FAULT_RUNS: values.runs } };
}

/** What the suites need, in order. */
function preparations(suites: ReadonlySet<string>): Step[] {
  const wants = (...names: string[]) => names.some((name) => suites.has(name));
  const steps: Step[] = [];
  if (wants('package', 'kill', 'ui')) steps.push({ name: 'package', run: packaged });
  if (wants('unit', 'redis', 'faults', 'host', 'kill', 'ui')) steps.push({ name: 'build', run: buildTests });
  return steps;
}

/** The suites, the longest first: with the short ones last, none is alone at the end for long. */
function suiteSteps(suites: ReadonlySet<string>, faults: Environment): Step[] {
  const versions = chosenVersions();
  const wants = (name: string) => suites.has(name);
  const steps: Step[] = [];
  const inWindow = (name: string, run: Step['run']) => steps.push({ name, run, after: fetching });
  if (wants('ui')) for (const version of versions) inWindow(`ui ${version}`, () => ui(version));
  if (wants('faults')) {
    // Each test as long as it takes: the runs may be many.
    const run = () => runMochaFolder('out/faults', { timeout: 0, env: { ...withoutProxy, ...faults } });
    steps.push({ name: 'faults', run });
  }
  if (wants('unit')) steps.push({ name: 'unit', run: () => runMochaFolder('out/unit', { timeout: 20_000 }) });
  if (wants('redis')) steps.push({ name: 'redis', run: redis });
  if (wants('kill')) inWindow('kill', () => kill(versions));
  if (wants('host')) for (const version of versions) inWindow(`host ${version}`, () => host(version));
  if (wants('check')) steps.push({ name: 'check', run: check });
  return steps;
}

async function runOne(step: Step): Promise<number> {
  const outcome = await step.run();
  await tellOutcome(outcome);
  return outcome.failed > 0 ? 1 : 0;
}

async function runAll(suites: ReadonlySet<string>, steps: readonly Step[]): Promise<number> {
  const missing = await missingFor(suites);
  if (missing !== undefined) {
    console.error(missing);
    return 2;
  }
  const prepared = await runInOrder(preparations(suites));
  // In this process, so that it is seen while it goes on; beside suites without a window where it takes long.
  const needsWindow = steps.some(({ after }) => after === fetching);
  const fetch: Step[] = needsWindow ? [{ name: fetching, run: () => fetchWindows(chosenVersions()) }] : [];
  const isAtOnce = steps.length === 1 || (await areFetched(chosenVersions()));
  if (isAtOnce) prepared.push(...(await runInOrder(fetch.splice(0))));
  if (steps.length === 1) return summarize([...prepared, ...(await runInOrder(steps))]);
  const env = { VSCODE_VERSIONS: process.env['VSCODE_VERSIONS'] };
  const apart = steps.map(({ name, after }) => ({
    name,
    after,
    run: () => runApart('out/run.js', [...process.argv.slice(2), '--step', name], env),
  }));
  // A window is idle half of its time.
  return summarize(await runBeside([...fetch, ...apart], availableParallelism() + 1, prepared));
}

async function main(): Promise<number> {
  const { suites: wanted, faults, step } = readArguments();
  const unknown = wanted.filter((name) => !suiteNames.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}; there are ${suiteNames.join(', ')}.`);
    return 2;
  }
  const suites = new Set(wanted.length > 0 ? wanted : suiteNames);
  const steps = suiteSteps(suites, faults);
  if (step === undefined) return runAll(suites, steps);
  const one = steps.find(({ name }) => name === step);
  if (!one) throw new Error(`There is no step ${step}.`);
  return runOne(one);
}

endWithParent();
process.exitCode = await main();
