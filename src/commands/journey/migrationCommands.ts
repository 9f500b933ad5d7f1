import { checkBeforeStart } from '../configure/checkBeforeStart.ts';
import { configureAndStart } from '../configure/configureAndStart.ts';
import { cutOver } from '../cutOver/cutOver.ts';
import { stopAndRepoint } from '../cutOver/stopAndRepoint.ts';
import { setBackChanges } from '../setBack/setBackChanges.ts';
import { createConfigureAndStart } from './createConfigureAndStart.ts';

/** What leads a task to its start, to the cut-over, and back. */
export const migrationCommands = {
  createConfigureAndStart,
  configureAndStart,
  checkBeforeStart,
  cutOver,
  stopAndRepoint,
  setBackChanges,
};
