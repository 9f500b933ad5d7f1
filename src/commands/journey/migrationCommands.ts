import { checkBeforeStart } from '../configure/checkBeforeStart.ts';
import { configureAndStart } from '../configure/configureAndStart.ts';
import { setBackChanges } from '../setBack/setBackChanges.ts';
import { createConfigureAndStart } from './createConfigureAndStart.ts';

/** What leads a task to its start, and back. */
export const migrationCommands = { createConfigureAndStart, configureAndStart, checkBeforeStart, setBackChanges };
