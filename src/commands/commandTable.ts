import type { Desk } from '../desk/ports.ts';

export interface Command {
  /** Signs and sends, which needs a trusted workspace. */
  readonly sends: boolean;
  /** The explorer gives what was clicked and all that is selected. */
  readonly run: (desk: Desk, argument: unknown, selected: unknown) => unknown;
}

/** Every command; what it needs is loaded when it first runs. */
export const commandTable: Readonly<Record<string, Command>> = {
  'dcs.createMigrationTask': {
    sends: true,
    run: async (desk) => (await import('./create/createMigrationTask.ts')).createMigrationTask(desk),
  },
  'dcs.createMigrationTaskFromFile': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./file/createMigrationTaskFromFile.ts')).createMigrationTaskFromFile(desk, file, files),
  },
  'dcs.createMigrationTasks': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./batch/createMigrationTasks.ts')).createMigrationTasks(desk, file, files),
  },
  'dcs.newTaskFile': {
    sends: true,
    run: async (desk) => (await import('./file/newTaskFile.ts')).newTaskFile(desk),
  },
  'dcs.previewRequest': {
    sends: true,
    run: async (desk, file) => (await import('./file/previewRequest.ts')).previewRequest(desk, file),
  },
  'dcs.copyRequest': {
    sends: true,
    run: async (desk, file) => (await import('./file/copyRequest.ts')).copyRequest(desk, file),
  },
  'dcs.settleCreations': {
    sends: true,
    run: async (desk) => (await import('./settle/settleCreations.ts')).settleCreations(desk),
  },
  'dcs.signIn': { sends: true, run: async (desk) => (await import('./account/signIn.ts')).signIn(desk) },
  'dcs.signOut': { sends: false, run: async (desk) => (await import('./account/signOut.ts')).signOut(desk) },
  'dcs.useSandbox': { sends: true, run: async (desk) => (await import('./account/useSandbox.ts')).useSandbox(desk) },
  'dcs.switchProfile': {
    sends: true,
    run: async (desk) => (await import('./account/switchProfile.ts')).switchProfile(desk),
  },
  'dcs.refreshCloudData': {
    sends: true,
    run: async (desk) => (await import('./account/refreshCloudData.ts')).refreshCloudData(desk),
  },
  'dcs.refreshMigrationTasks': {
    sends: true,
    run: async (desk) => (await import('./tasks/refreshMigrationTasks.ts')).refreshMigrationTasks(desk),
  },
  'dcs.showMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/showMigrationTask.ts')).showMigrationTask(desk, { argument, selected }),
  },
  'dcs.saveReport': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/saveReport.ts')).saveReport(desk, { argument, selected }),
  },
  'dcs.stopMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/stopMigrationTask.ts')).stopMigrationTask(desk, { argument, selected }),
  },
  'dcs.restartMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/restartMigrationTask.ts')).restartMigrationTask(desk, { argument, selected }),
  },
  'dcs.deleteMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/deleteMigrationTask.ts')).deleteMigrationTask(desk, { argument, selected }),
  },
  'dcs.setAutoReconnect': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/setAutoReconnect.ts')).setAutoReconnect(desk, { argument, selected }),
  },
  'dcs.copyTaskId': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/copyTaskId.ts')).copyTaskId(desk, { argument, selected }),
  },
  'dcs.copyMachineAddress': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/copyMachineAddress.ts')).copyMachineAddress(desk, { argument, selected }),
  },
  'dcs.copyValue': {
    sends: false,
    run: async (desk, argument, selected) =>
      (await import('./tasks/copyValue.ts')).copyValue(desk, { argument, selected }),
  },
  'dcs.copyTasksAsTable': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/copyTasksAsTable.ts')).copyTasksAsTable(desk, { argument, selected }),
  },
  'dcs.openInConsole': {
    sends: true,
    run: async (desk) => (await import('./tasks/openInConsole.ts')).openInConsole(desk),
  },
  'dcs.saveTaskAsFile': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/saveTaskAsFile.ts')).saveTaskAsFile(desk, { argument, selected }),
  },
  'dcs.notifyMe': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/notifyMe.ts')).notifyMe(desk, { argument, selected }),
  },
  'dcs.showMigrationLog': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/showMigrationLog.ts')).showMigrationLog(desk, { argument, selected }),
  },
  'dcs.filterMigrationLog': {
    sends: false,
    run: async (desk) => (await import('./tasks/filterMigrationLog.ts')).filterMigrationLog(desk),
  },
  'dcs.arrangeTasks': {
    sends: false,
    run: async (desk) => (await import('./tasks/arrangeTasks.ts')).arrangeTasks(desk),
  },
  'dcs.showLog': { sends: false, run: (desk) => desk.log.show() },
};
