// npm test [-- SUITE… [--grep PATTERN] [--seed N] [--runs N]]: every suite one after the other, all of them even when one fails;
// `N passed, N failed` ends it. `--grep` runs only the tests whose full title matches; a suite without one fails.
// The suite `faults` prints the seed that repeats it; `--runs` is its number of creates.
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Environment, execute, withoutProxy } from './support/suite/command.ts';
import { packageExtension } from './support/suite/packaging.ts';
import { type Outcome, runSteps, type Step } from './support/suite/steps.ts';
import { runMochaFolder } from './support/suite/suite.ts';
import { ensureBrowser } from './support/vscode/browser.ts';
import { ensureHost, type HostVersion, hostVersions, isHostVersion } from './support/vscode/hostInstall.ts';
import { runHostSuite } from './support/vscode/hostRunner.ts';

const suiteNames = ['check', 'package', 'unit', 'faults', 'host', 'kill', 'ui'];

const bin = (...names: string[]) => resolve('node_modules', ...names);
const node = (...args: string[]) => execute(process.execPath, args, { show: true });
const asOutcome = (ok: boolean): Outcome => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

async function check(): Promise<Outcome> {
  const lint = await node(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings');
  const types = await node(bin('typescript/bin/tsc'), '--noEmit');
  return asOutcome(lint.code === 0 && types.code === 0);
}

async function packaged(): Promise<Outcome> {
  await packageExtension();
  return asOutcome(true);
}

/** Counts only when it fails: the suites that follow would say little about the sources then. */
async function buildTests(): Promise<Outcome> {
  for (const folder of ['unit', 'faults', 'host', 'kill', 'ui'])
    await rm(join('out', folder), { recursive: true, force: true });
  const { code } = await node('esbuild.js', '--production', '--tests');
  return code === 0 ? { passed: 0, failed: 0 } : { passed: 0, failed: 1 };
}

async function host(version: HostVersion): Promise<Outcome> {
  const totals = await runHostSuite(version);
  return { passed: totals.passes, failed: totals.failures + totals.pending };
}

/** Both versions side by side, each with its share of the points. */
async function kill(versions: readonly HostVersion[]): Promise<Outcome> {
  for (const version of versions) await ensureHost(version);
  await ensureBrowser();
  return runMochaFolder('out/kill', { timeout: 180_000, env: { ...withoutProxy, VSCODE_VERSIONS: versions.join() } });
}

async function ui(version: HostVersion): Promise<Outcome> {
  await ensureHost(version);
  await ensureBrowser();
  return runMochaFolder('out/ui', { timeout: 180_000, env: { ...withoutProxy, VSCODE_VERSION: version } });
}

function chosenVersions(): HostVersion[] {
  const wanted = (process.env['VSCODE_VERSIONS'] ?? '').split(/[\s,]+/).filter((version) => version !== '');
  const unknown = wanted.filter((version) => !isHostVersion(version));
  if (unknown.length > 0)
    throw new Error(`VSCODE_VERSIONS: only ${hostVersions.join(' and ')} are there, not ${unknown}.`);
  return wanted.length > 0 ? wanted.filter(isHostVersion) : [...hostVersions];
}

function readArguments(): { suites: string[]; faults: Environment } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, runs: { type: 'string' }, grep: { type: 'string' } },
  });
  for (const text of [values.seed, values.runs])
    if (text !== undefined && !/^\d{1,10}$/.test(text))
      throw new Error(`--seed and --runs take a number, not ${text}.`);
  // The processes that run mocha inherit it.
  if (values.grep !== undefined) process.env['TEST_GREP'] = values.grep;
  return { suites: positionals, faults: { FAULT_SEED: values.seed, FAULT_RUNS: values.runs } };
}

function stepsFor(suites: ReadonlySet<string>, faults: Environment): Step[] {
  const versions = chosenVersions();
  const wants = (...names: string[]) => names.some((name) => suites.has(name));
  const steps: Step[] = [];
  if (wants('check')) steps.push({ name: 'check', run: check });
  if (wants('package', 'kill', 'ui')) steps.push({ name: 'package', run: packaged });
  if (wants('unit', 'faults', 'host', 'kill', 'ui')) steps.push({ name: 'build', run: buildTests });
  if (wants('unit')) steps.push({ name: 'unit', run: () => runMochaFolder('out/unit', { timeout: 20_000 }) });
  if (wants('faults')) {
    // Each test as long as it takes: the runs may be many.
    const run = () => runMochaFolder('out/faults', { timeout: 0, env: { ...withoutProxy, ...faults } });
    steps.push({ name: 'faults', run });
  }
  if (wants('host')) steps.push(...versions.map((version) => ({ name: `host ${version}`, run: () => host(version) })));
  if (wants('kill')) steps.push({ name: 'kill', run: () => kill(versions) });
  if (wants('ui')) steps.push(...versions.map((version) => ({ name: `ui ${version}`, run: () => ui(version) })));
  return steps;
}

async function main(): Promise<number> {
  const { suites: wanted, faults } = readArguments();
  const unknown = wanted.filter((name) => !suiteNames.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}; there are ${suiteNames.join(', ')}.`);
    return 2;
  }
  return runSteps(stepsFor(new Set(wanted.length > 0 ? wanted : suiteNames), faults));
}

process.exitCode = await main();
