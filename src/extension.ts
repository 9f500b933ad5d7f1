import type { Account } from './account/account.ts';
import type { Desk } from './commands/ports.ts';
import { type Command, offerOnce, registerCommands } from './host/commands.ts';
import type { DeskContext } from './host/desk.ts';

/** Every command; what it needs is loaded when it first runs. */
const commandTable: Readonly<Record<string, Command>> = {
  'dcs.createMigrationTask': {
    sends: true,
    run: async (desk) => (await import('./commands/createMigrationTask.ts')).createMigrationTask(desk),
  },
  'dcs.createMigrationTaskFromFile': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./commands/createMigrationTaskFromFile.ts')).createMigrationTaskFromFile(desk, file, files),
  },
  'dcs.createMigrationTasks': {
    sends: true,
    run: async (desk, file, files) =>
      (await import('./commands/createMigrationTasks.ts')).createMigrationTasks(desk, file, files),
  },
  'dcs.previewRequest': {
    sends: true,
    run: async (desk, file) => (await import('./commands/previewRequest.ts')).previewRequest(desk, file),
  },
  'dcs.copyRequest': {
    sends: true,
    run: async (desk, file) => (await import('./commands/copyRequest.ts')).copyRequest(desk, file),
  },
  'dcs.settleCreations': {
    sends: true,
    run: async (desk) => (await import('./commands/settleCreations.ts')).settleCreations(desk),
  },
  'dcs.signIn': { sends: true, run: async (desk) => (await import('./commands/signIn.ts')).signIn(desk) },
  'dcs.signOut': { sends: false, run: async (desk) => (await import('./commands/signOut.ts')).signOut(desk) },
  'dcs.useSandbox': { sends: true, run: async (desk) => (await import('./commands/useSandbox.ts')).useSandbox(desk) },
  'dcs.showLog': { sends: false, run: (desk) => desk.log.show() },
};

export function activate(context: DeskContext): void {
  let desk: Promise<Desk> | undefined;
  const onError = async (error: unknown) =>
    (await import('./host/unexpected.ts')).tellUnexpected(await theDesk(), error);
  const theDesk = () => {
    desk ??= import('./host/desk.ts').then((host) => host.createDesk(context, sandboxEndingWith(context), onError));
    return desk;
  };
  context.subscriptions.push(...registerCommands(commandTable, theDesk, offerOnce(theDesk), onError));
  const storage = context.globalStorageUri.fsPath;
  import('./host/startup.ts').then((startup) => startup.showUnsettled(storage, theDesk)).catch(onError);
}

/** Starts the sandbox; its port is closed when the subscriptions are disposed. */
export function sandboxEndingWith({ subscriptions }: Pick<DeskContext, 'subscriptions'>): () => Promise<Account> {
  return async () => {
    const { account, close } = await (await import('./commands/useSandbox.ts')).startLocalSandbox();
    subscriptions.push({ dispose: close });
    return account;
  };
}
