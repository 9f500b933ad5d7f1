import type { Reviewed } from '../configure/migrationSteps.ts';
import { createChecks } from '../preflight/checks.ts';
import type { ConfigureForm } from '../preflight/configureForm.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';

/** What a task that is about to be created is to migrate; once it can be configured, with that task. */
export interface JourneyForm extends Reviewed {
  task: ChosenTask | undefined;
}

export function journeyForm(parts: Omit<ConfigureForm, 'task'>): JourneyForm {
  const form: Omit<JourneyForm, 'checks'> = { ...parts, task: undefined };
  return Object.assign(form, { checks: createChecks(form) });
}
