import { createChecks } from '../preflight/checks.ts';
import type { ConfigureForm } from '../preflight/configureForm.ts';
import type { readFacts } from '../preflight/reading/readFacts.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import type { Reviewed } from './migrationSteps.ts';

/** What a task that is about to be created is to migrate; once it can be configured, with that task. */
export interface JourneyForm extends Reviewed {
  task: ChosenTask | undefined;
}

/** `read`: how what the checks judge is read. */
export function journeyForm(parts: Omit<ConfigureForm, 'task'>, read?: typeof readFacts): JourneyForm {
  const form: Omit<JourneyForm, 'checks'> = { ...parts, task: undefined };
  return Object.assign(form, { checks: createChecks(form, read) });
}
