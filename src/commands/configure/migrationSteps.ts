import type { Move, Position } from '../../desk/flow.ts';
import type { Checks } from '../preflight/checks.ts';
import { bodyOf, type ConfigureDraft, type ConfigureForm, isComplete } from '../preflight/configureForm.ts';
import type { Review } from './configureReview.ts';
import { askEnd } from './endStep.ts';
import { askMethod, askPaceOfIt } from './modeSteps.ts';

export interface Reviewed extends ConfigureForm {
  readonly checks: Checks;
}

/** The questions about what is to be migrated. */
const migrationQuestions = [
  askMethod,
  (form: ConfigureForm, at: Position) => askEnd(form, at, 'source'),
  (form: ConfigureForm, at: Position) => askEnd(form, at, 'target'),
  askPaceOfIt,
] as const;

/** How many there are. */
export const migrationStepCount = migrationQuestions.length;

/** Of those questions; their number where nothing is missing. */
export function firstOpenMigrationStep({ method, source, target, resumeMode }: ConfigureDraft): number {
  const done = [method !== undefined, isComplete(source), isComplete(target), resumeMode !== undefined];
  const open = done.indexOf(false);
  return open === -1 ? migrationQuestions.length : open;
}

/**
 * These questions as steps; what is known from a file or from before is not asked, and after a line of the review was changed the review
 * comes next. `first`: the step that asks for the method.
 */
export function migrationSteps(form: ConfigureForm, first: number): readonly ((at: Position) => Promise<Move>)[] {
  const { draft } = form;
  return migrationQuestions.map((question) => async (at: Position) => {
    const move = await question(form, at);
    const isRevised = draft.revising && bodyOf(draft) !== undefined && move === 'back';
    return move === 'next' || isRevised ? { to: first + firstOpenMigrationStep(draft) } : move;
  });
}

/** Shows what is about to be sent until it is decided on. `first`: the step that asks for the method. */
export async function review(
  form: Reviewed,
  first: number,
  ask: () => Promise<Review | undefined>,
): Promise<Exclude<Move, 'next'> | 'start'> {
  const { draft, checks } = form;
  draft.revising = false;
  for (;;) {
    await checks.refresh();
    const choice = await ask();
    if (choice === undefined || choice === 'back') return choice;
    if (choice === 'start') {
      // The row cannot be picked while something stands in the way; nothing else may lead past it either.
      if (await checks.confirm()) return 'start';
    } else if (choice === 'keep') draft.keepsPasswords = !draft.keepsPasswords;
    else if (choice === 'letIn') draft.keepsOut = !draft.keepsOut;
    else {
      const move = typeof choice === 'object' && 'to' in choice ? choice : movedBy(first, await checks.take(choice));
      draft.revising = move !== undefined;
      if (move !== undefined) return move;
    }
  }
}

function movedBy(first: number, move: { readonly to: number } | undefined): { readonly to: number } | undefined {
  return move && { to: move.to + first };
}
