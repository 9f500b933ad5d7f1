import type { Desk } from '../desk/ports.ts';
import type { accountCommands } from './account/accountCommands.ts';
import type { fileCommands } from './file/fileCommands.ts';
import type { migrationCommands } from './journey/migrationCommands.ts';
import type { Called } from './tasks/chosenTasks.ts';
import type { taskCommands } from './tasks/taskCommands.ts';

export interface Command {
  /** Signs and sends, which needs a trusted workspace. */
  readonly sends: boolean;
  /** The explorer gives what was clicked and all that is selected. */
  readonly run: (desk: Desk, argument: unknown, selected: unknown) => unknown;
}

/** What rows of the view are clicked for; nothing from the palette. */
type OnTasks = (desk: Desk, called: Called) => unknown;

/** Loaded together. */
function ofTasks(name: keyof typeof taskCommands, sends = true): Command {
  const run = async (): Promise<OnTasks> => (await import('./tasks/taskCommands.ts')).taskCommands[name];
  return { sends, run: async (desk, argument, selected) => (await run())(desk, { argument, selected }) };
}

/** Loaded together. */
function ofMigration(name: keyof typeof migrationCommands): Command {
  const run = async (): Promise<OnTasks> => (await import('./journey/migrationCommands.ts')).migrationCommands[name];
  return { sends: true, run: async (desk, argument, selected) => (await run())(desk, { argument, selected }) };
}

/** Loaded together. */
function ofAccount(name: keyof typeof accountCommands, sends = true): Command {
  return {
    sends,
    run: async (desk) => (await import('./account/accountCommands.ts')).accountCommands[name](desk),
  };
}

/** Loaded together. */
function ofFiles(name: keyof typeof fileCommands): Command {
  return {
    sends: true,
    run: async (desk, file, files) => (await import('./file/fileCommands.ts')).fileCommands[name](desk, file, files),
  };
}

/** Every command; what it needs is loaded when it first runs. */
export const commandTable: Readonly<Record<string, Command>> = {
  'dcs.createMigrationTask': {
    sends: true,
    run: async (desk) => (await import('./create/createMigrationTask.ts')).createMigrationTask(desk),
  },
  'dcs.createMigrationTaskFromFile': ofFiles('createMigrationTaskFromFile'),
  'dcs.createMigrationTasks': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./batch/createMigrationTasks.ts')).createMigrationTasks(desk, file, files),
  },
  'dcs.newTaskFile': ofFiles('newTaskFile'),
  'dcs.newTaskFilesFromTable': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./table/newTaskFilesFromTable.ts')).newTaskFilesFromTable(desk, file, files),
  },
  'dcs.previewRequest': ofFiles('previewRequest'),
  'dcs.copyRequest': ofFiles('copyRequest'),
  'dcs.settleCreations': {
    sends: true,
    run: async (desk) => (await import('./settle/settleCreations.ts')).settleCreations(desk),
  },
  'dcs.signIn': ofAccount('signIn'),
  'dcs.signOut': ofAccount('signOut', false),
  'dcs.useSandbox': ofAccount('useSandbox'),
  'dcs.switchProfile': ofAccount('switchProfile'),
  'dcs.refreshCloudData': ofAccount('refreshCloudData'),
  'dcs.refreshMigrationTasks': {
    sends: true,
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.refreshMigrationTasks(desk),
  },
  'dcs.showMigrationTask': ofTasks('showMigrationTask'),
  'dcs.saveReport': ofTasks('saveReport'),
  'dcs.createConfigureAndStart': ofMigration('createConfigureAndStart'),
  'dcs.configureAndStart': ofMigration('configureAndStart'),
  'dcs.setBackChanges': ofMigration('setBackChanges'),
  'dcs.checkBeforeStart': ofMigration('checkBeforeStart'),
  'dcs.inspectRedis': ofMigration('inspectRedis'),
  'dcs.compareSourceAndTarget': ofMigration('compareSourceAndTarget'),
  'dcs.stopMigrationTask': ofMigration('stopMigrationTask'),
  'dcs.restartMigrationTask': ofMigration('restartMigrationTask'),
  'dcs.deleteMigrationTask': ofMigration('deleteMigrationTask'),
  'dcs.setAutoReconnect': ofMigration('setAutoReconnect'),
  'dcs.swapIp': ofMigration('swapIp'),
  'dcs.rollBackIp': ofMigration('rollBackIp'),
  'dcs.cutOver': ofMigration('cutOver'),
  'dcs.stopAndRepoint': ofMigration('stopAndRepoint'),
  'dcs.cleanUp': ofMigration('cleanUp'),
  'dcs.copyTaskId': ofTasks('copyTaskId'),
  'dcs.copyMachineAddress': ofTasks('copyMachineAddress'),
  'dcs.copyValue': ofTasks('copyValue', false),
  'dcs.copyTasksAsTable': ofTasks('copyTasksAsTable'),
  'dcs.openInConsole': {
    sends: true,
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.openInConsole(desk),
  },
  'dcs.saveTaskAsFile': ofTasks('saveTaskAsFile'),
  'dcs.notifyMe': ofTasks('notifyMe'),
  'dcs.stopNotifying': ofTasks('stopNotifying'),
  'dcs.showMigrationLog': ofTasks('showMigrationLog'),
  'dcs.filterMigrationLog': {
    sends: false,
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.filterMigrationLog(desk),
  },
  'dcs.arrangeTasks': {
    sends: false,
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.arrangeTasks(desk),
  },
  'dcs.showLog': { sends: false, run: (desk) => desk.log.show() },
};
