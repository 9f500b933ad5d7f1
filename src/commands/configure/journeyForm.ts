import type { Check } from '../../task/preflight/check.ts';
import { createChecks } from '../preflight/checks.ts';
import type { ConfigureForm } from '../preflight/configureForm.ts';
import type { readFacts } from '../preflight/reading/readFacts.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import type { Reviewed } from './migrationSteps.ts';

/** What a task that is about to be created is to migrate; once it can be configured, with that task. */
export interface JourneyForm extends Reviewed {
  task: ChosenTask | undefined;
  /** Whether the review that was agreed to has said that the machine is let in. */
  letsIn: boolean;
  /** What was found when it was agreed to. */
  agreed: readonly Check[];
}

/** `read`: how what the checks judge is read. */
export function journeyForm(parts: Omit<ConfigureForm, 'task'>, read?: typeof readFacts): JourneyForm {
  const form: Omit<JourneyForm, 'checks'> = { ...parts, task: undefined, letsIn: false, agreed: [] };
  return Object.assign(form, { checks: createChecks(form, read) });
}
