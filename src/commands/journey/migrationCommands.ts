import { checkBeforeStart } from '../configure/checkBeforeStart.ts';
import { configureAndStart } from '../configure/configureAndStart.ts';
import { cleanUp } from '../cutOver/cleanUp.ts';
import { cutOver, swapByChecklist } from '../cutOver/cutOver.ts';
import { rollBackIp } from '../cutOver/rollBackIp.ts';
import { stopAndRepoint } from '../cutOver/stopAndRepoint.ts';
import { deleteMigrationTask } from '../lifecycle/deleteMigrationTask.ts';
import { restartMigrationTask } from '../lifecycle/restartMigrationTask.ts';
import { setAutoReconnect } from '../lifecycle/setAutoReconnect.ts';
import { stopMigrationTask } from '../lifecycle/stopMigrationTask.ts';
import { compareSourceAndTarget } from '../redis/compareSourceAndTarget.ts';
import { inspectRedis } from '../redis/inspectRedis.ts';
import { setBackChanges } from '../setBack/setBackChanges.ts';
import { createConfigureAndStart } from './createConfigureAndStart.ts';

/** What leads a task to its start, to the cut-over, and to its end. They share much of what they do. */
export const migrationCommands = {
  createConfigureAndStart,
  configureAndStart,
  checkBeforeStart,
  inspectRedis,
  compareSourceAndTarget,
  cutOver,
  cleanUp,
  stopAndRepoint,
  swapIp: swapByChecklist,
  rollBackIp,
  setBackChanges,
  stopMigrationTask,
  restartMigrationTask,
  deleteMigrationTask,
  setAutoReconnect,
};
