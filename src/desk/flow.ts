/** Where a flow goes after a step; undefined ends it with nothing done. */
export type Move = 'next' | 'back' | { readonly to: number } | undefined;

/** What a step needs to draw itself. */
export interface Position {
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

/** Asks one thing and puts the answer into the draft, where a later return to the step finds it. */
type Step = (position: Position) => Promise<Move>;

/** Runs steps in order, back and forth; true when the last one was passed. */
export async function runSteps(steps: readonly Step[], startAt = 0): Promise<boolean> {
  let current = startAt;
  for (let step = steps[current]; step; step = steps[current]) {
    const move = await step({ step: current + 1, totalSteps: steps.length, canGoBack: current > 0 });
    if (move === undefined) return false;
    if (move === 'next') current += 1;
    else if (move === 'back') current = Math.max(0, current - 1);
    else current = move.to;
  }
  return true;
}
