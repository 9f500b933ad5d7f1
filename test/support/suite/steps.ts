/** How many tests passed and failed in one step. */
export interface Outcome {
  passed: number;
  failed: number;
}

/** One part of the whole run; what it throws is a failure, and the others run all the same. */
export interface Step {
  name: string;
  run: () => Promise<Outcome>;
}

/** Runs the steps in order and prints a table and, as the last line, `N passed, N failed`. Gives the exit code. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  const total = { passed: 0, failed: 0 };
  const table: string[] = [];
  for (const { name, run } of steps) {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    const { passed, failed } = await run().catch((error: unknown): Outcome => {
      console.error(error instanceof Error ? error.message : String(error));
      return { passed: 0, failed: 1 };
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    table.push(`${name.padEnd(14)} ${seconds.padStart(6)} s  ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${table.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
