import { deleteMigrationTask } from './deleteMigrationTask.ts';
import { restartMigrationTask } from './restartMigrationTask.ts';
import { setAutoReconnect } from './setAutoReconnect.ts';
import { stopMigrationTask } from './stopMigrationTask.ts';

/** They share nearly all of what they do. */
export const lifecycleCommands = {
  deleteMigrationTask,
  restartMigrationTask,
  setAutoReconnect,
  stopMigrationTask,
};
