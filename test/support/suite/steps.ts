import { lastLines } from './command.ts';

/** How many tests passed and failed in one step; `output` is what has not been printed of it yet. */
export interface Outcome {
  passed: number;
  failed: number;
  output?: string;
}

/** One part of the whole run; what it throws is a failure, and the others run all the same. */
export interface Step {
  name: string;
  run: () => Promise<Outcome>;
  /** The name of the step without which this one fails. */
  after?: string | undefined;
}

/** A step that is over. */
interface Done extends Outcome {
  name: string;
  seconds: number;
}

type Print = (text: string) => void;

/** Runs the steps in order, each under its name. */
export async function runInOrder(steps: readonly Step[], print: Print = console.log): Promise<Done[]> {
  const all: Done[] = [];
  for (const step of steps) {
    print(`\n=== ${step.name}`);
    const done = await finish(orFailed(step, all));
    if (done.output) print(done.output);
    all.push(done);
  }
  return all;
}

/** Runs up to `width` steps at once, the first ones first; each is printed as a whole, when it is over. Gives `earlier` ones, too. */
export async function runBeside(
  steps: readonly Step[],
  width: number,
  earlier: readonly Done[] = [],
  print: Print = console.log,
): Promise<Done[]> {
  const all: Done[] = [...earlier];
  const waiting = [...steps];
  const running = new Set<Promise<void>>();
  const isReady = ({ after }: Step) => after === undefined || all.some(({ name }) => name === after);
  while (waiting.length + running.size > 0) {
    const step = running.size < width ? waiting.find(isReady) : undefined;
    if (step) {
      waiting.splice(waiting.indexOf(step), 1);
      const run: Promise<void> = tellWhole(orFailed(step, all), print).then((done) => {
        all.push(done);
        running.delete(run);
      });
      running.add(run);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else {
      throw new Error(`There is nothing after which ${waiting.map(({ name }) => name).join(', ')} could run.`);
    }
  }
  return all;
}

function orFailed(step: Step, all: readonly Done[]): Step {
  const needed = all.find(({ name, failed }) => name === step.after && failed > 0);
  if (needed === undefined) return step;
  return { ...step, run: async () => ({ passed: 0, failed: 1, output: `Not run, since ${needed.name} failed.` }) };
}

async function tellWhole(step: Step, print: Print): Promise<Done> {
  print(`… ${step.name}`);
  const done = await finish(step);
  print(`\n=== ${step.name}\n${done.output ?? ''}`);
  return done;
}

/** Lines in which mocha tells of its failures, at the end of what a suite prints. */
const failureLines = 80;

/**
 * Prints the end of what each failed step had to say once more, so that the last page of a long run tells what failed; a table; and, as
 * the last line, `N passed, N failed`. Gives the exit code.
 */
export function summarize(all: readonly Done[], print: Print = console.log): number {
  for (const { name, failed, output } of all)
    if (failed > 0 && output) print(`\n=== ${name} failed\n${lastLines(output, failureLines)}`);
  const table = all.map(
    ({ name, seconds, passed, failed }) =>
      `${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed`,
  );
  const sum = (of: (done: Done) => number) => all.reduce((total, done) => total + of(done), 0);
  const [passed, failed] = [sum((done) => done.passed), sum((done) => done.failed)];
  print(`\n${table.join('\n')}\n\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

async function finish({ name, run }: Step): Promise<Done> {
  const start = performance.now();
  const outcome = await run().catch((error: unknown): Outcome => {
    const output = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, output };
  });
  return { ...outcome, name, seconds: (performance.now() - start) / 1000 };
}
