import { commandTable } from './commands/commandTable.ts';
import type { Desk } from './desk/ports.ts';
import { offerOnce, registerCommands, tellWithoutDesk } from './host/commands.ts';
import type { DeskContext, StartSandbox } from './host/desk.ts';

export function activate(context: DeskContext): void {
  let desk: Promise<Desk> | undefined;
  const onError = async (error: unknown) => {
    try {
      (await import('./host/unexpected.ts')).tellUnexpected(await theDesk(), error);
    } catch (cause) {
      tellWithoutDesk(error, cause);
    }
  };
  const theDesk = () => {
    desk ??= import('./host/desk.ts')
      .then((host) => host.createDesk(context, sandboxEndingWith(context), onError))
      .catch((error: unknown) => {
        // A disk that was busy for a moment, an update that was under way: the next command tries again.
        desk = undefined;
        throw error;
      });
    return desk;
  };
  context.subscriptions.push(...registerCommands(commandTable, theDesk, offerOnce(theDesk), onError));
  const storage = context.globalStorageUri.fsPath;
  import('./host/startup.ts')
    .then((startup) => {
      startup.awaitTaskFile(context.subscriptions, theDesk, onError);
      startup.restorePages(context.subscriptions, theDesk, onError);
      startup.takeUpWhatIsLeft(context.subscriptions, storage, theDesk, onError);
    })
    .catch(onError);
  import('./host/views/taskView.ts')
    .then(({ createTaskView }) => createTaskView(context.subscriptions, theDesk, onError))
    .catch(onError);
}

/** Starts the sandbox; its port is closed when the subscriptions are disposed. */
export function sandboxEndingWith({ subscriptions }: Pick<DeskContext, 'subscriptions'>): StartSandbox {
  return async (redis) => {
    const { account, close } = await (await import('./commands/account/useSandbox.ts')).startLocalSandbox(redis);
    subscriptions.push({ dispose: close });
    return account;
  };
}
