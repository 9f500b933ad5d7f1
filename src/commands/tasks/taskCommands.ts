import { arrangeTasks } from './arrangeTasks.ts';
import { copyMachineAddress } from './copyMachineAddress.ts';
import { copyTaskId } from './copyTaskId.ts';
import { copyTasksAsTable } from './copyTasksAsTable.ts';
import { copyValue } from './copyValue.ts';
import { filterMigrationLog } from './filterMigrationLog.ts';
import { notifyMe } from './notifyMe.ts';
import { openInConsole } from './openInConsole.ts';
import { refreshMigrationTasks } from './refreshMigrationTasks.ts';
import { saveReport } from './saveReport.ts';
import { saveTaskAsFile } from './saveTaskAsFile.ts';
import { showMigrationLog } from './showMigrationLog.ts';
import { showMigrationTask } from './showMigrationTask.ts';
import { stopNotifying } from './stopNotifying.ts';

/** Each of a few lines: loaded together they are one file to read, and not thirteen. */
export const taskCommands = {
  arrangeTasks,
  copyMachineAddress,
  copyTaskId,
  copyTasksAsTable,
  copyValue,
  filterMigrationLog,
  notifyMe,
  stopNotifying,
  openInConsole,
  refreshMigrationTasks,
  saveReport,
  saveTaskAsFile,
  showMigrationLog,
  showMigrationTask,
};
