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
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.refreshMigrationTasks(desk),
  },
  'dcs.showMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.showMigrationTask(desk, { argument, selected }),
  },
  'dcs.saveReport': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.saveReport(desk, { argument, selected }),
  },
  'dcs.configureAndStart': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./configure/configureAndStart.ts')).configureAndStart(desk, { argument, selected }),
  },
  'dcs.stopMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/lifecycleCommands.ts')).lifecycleCommands.stopMigrationTask(desk, {
        argument,
        selected,
      }),
  },
  'dcs.restartMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/lifecycleCommands.ts')).lifecycleCommands.restartMigrationTask(desk, {
        argument,
        selected,
      }),
  },
  'dcs.deleteMigrationTask': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/lifecycleCommands.ts')).lifecycleCommands.deleteMigrationTask(desk, {
        argument,
        selected,
      }),
  },
  'dcs.setAutoReconnect': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./lifecycle/lifecycleCommands.ts')).lifecycleCommands.setAutoReconnect(desk, {
        argument,
        selected,
      }),
  },
  'dcs.copyTaskId': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.copyTaskId(desk, { argument, selected }),
  },
  'dcs.copyMachineAddress': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.copyMachineAddress(desk, { argument, selected }),
  },
  'dcs.copyValue': {
    sends: false,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.copyValue(desk, { argument, selected }),
  },
  'dcs.copyTasksAsTable': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.copyTasksAsTable(desk, { argument, selected }),
  },
  'dcs.openInConsole': {
    sends: true,
    run: async (desk) => (await import('./tasks/taskCommands.ts')).taskCommands.openInConsole(desk),
  },
  'dcs.saveTaskAsFile': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.saveTaskAsFile(desk, { argument, selected }),
  },
  'dcs.notifyMe': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.notifyMe(desk, { argument, selected }),
  },
  'dcs.stopNotifying': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.stopNotifying(desk, { argument, selected }),
  },
  'dcs.showMigrationLog': {
    sends: true,
    run: async (desk, argument, selected) =>
      (await import('./tasks/taskCommands.ts')).taskCommands.showMigrationLog(desk, { argument, selected }),
  },
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
