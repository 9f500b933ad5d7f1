/** What a status of a task says. `unknown`: nobody has documented it. */
export type TaskState =
  | 'creating'
  | 'toConfigure'
  | 'fullCopy'
  | 'incremental'
  /** Between source and target, and nobody says which part of it. */
  | 'migrating'
  | 'stopping'
  | 'stopped'
  | 'finished'
  | 'failed'
  | 'released'
  | 'deleted'
  | 'unknown';

/**
 * An open set of values, spelled in two ways. Source: DCS API reference, ShowMigrationTask and ListMigrationTask, editions from 2022 on;
 * the Terraform provider; the user guide of Open Telekom Cloud.
 */
const states: ReadonlyMap<string, TaskState> = new Map([
  ['CREATING', 'creating'],
  ['RUNNING', 'toConfigure'],
  ['MIGRATING', 'migrating'],
  ['FULLMIGRATING', 'fullCopy'],
  ['INCRMIGEATING', 'incremental'],
  ['INCRMIGRATING', 'incremental'],
  ['TERMINATING', 'stopping'],
  ['TERMINATED', 'stopped'],
  ['SUCCESS', 'finished'],
  ['MIGRATION_SUCCESS', 'finished'],
  ['FAILED', 'failed'],
  ['MIGRATION_FAILED', 'failed'],
  ['ERROR', 'failed'],
  ['RELEASED', 'released'],
  ['DELETED', 'deleted'],
]);

export function stateOf(status: string): TaskState {
  return states.get(status.trim().toUpperCase()) ?? 'unknown';
}
