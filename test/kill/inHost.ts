import { connect } from 'node:net';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { Desk } from '../../src/desk/ports.ts';
import { importShipped } from '../host/extensionUnderTest.ts';
import { tellFileSteps } from './fileSteps.ts';
import { asLine, type Done, linesTo, type Order, orderSchema, portVariable, type Report } from './messages.ts';

/** Where the host stands still, and how the other side learns of it. */
interface Hold {
  at: string | undefined;
  readonly send: (report: Report) => void;
}

/** Starts in every extension host: does what it is told with the extension that is installed beside it, until it is killed. */
export function activate(): void {
  const socket = connect(Number(process.env[portVariable]), '127.0.0.1').setEncoding('utf8');
  const hold: Hold = { at: undefined, send: (report) => socket.write(asLine(report)) };
  tellFileSteps((step) => reach(hold, step));
  const follow = (order: Order) =>
    carryOut(order, hold).then(hold.send, (error: unknown) => hold.send({ kind: 'failed', error: textOf(error) }));
  socket.on('data', linesTo(orderSchema, follow));
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  hold.send({ kind: 'started', pid: process.pid, folder });
}

/** Never returns from the step at which the host shall be killed. */
async function reach(hold: Hold, step: string): Promise<void> {
  if (step !== hold.at) return;
  hold.send({ kind: 'held', at: step });
  await new Promise(() => undefined);
}

async function carryOut(order: Order, hold: Hold): Promise<Done> {
  hold.at = order.holdAt;
  const { desk, told, asked } = await openDesk(order, (step) => reach(hold, step));
  await reach(hold, 'command');
  if (order.work === 'settle') {
    const { settleCreations } = settleSchema.parse(await importShipped('settleCreations'));
    await settleCreations(desk);
  } else {
    const { fileCommands } = createSchema.parse(await importShipped('fileCommands'));
    await fileCommands.createMigrationTaskFromFile(desk, vscode.Uri.file(order.file));
  }
  return { kind: 'done', told, asked };
}

/** The shipped desk on this storage; the person reads everything and agrees to nothing. */
async function openDesk(
  { work, storage, profile }: Order,
  reach: (step: string) => Promise<void>,
): Promise<{ desk: Desk; told: string[]; asked: string[] }> {
  const told: string[] = [];
  const asked: string[] = [];
  const { createDesk } = deskSchema.parse(await importShipped('desk'));
  const context = {
    // Nothing ends it but the kill.
    subscriptions: [],
    secrets: {
      get: async () => profile,
      store: async () => {},
      delete: async () => {},
      onDidChange: () => new vscode.Disposable(() => {}),
    },
    globalStorageUri: vscode.Uri.file(storage),
    workspaceState: { get: () => undefined, update: async () => {} },
    globalState: { get: () => undefined, update: async () => {} },
  };
  const shipped = createDesk(context, () => Promise.reject(new Error('nobody asked for the sandbox')), reject);
  const desk: Desk = {
    ...shipped,
    hosts: { isConfirmed: () => true, confirm: async () => {} },
    // The file is of no folder of this window; that it is asked about is not what is tried here.
    documents: { ...shipped.documents, isClick: () => true },
    notifier: {
      ...shipped.notifier,
      tell(_level, message) {
        told.push(message);
        // Nothing waits for a notification, so nothing stands still here.
        void reach('told');
      },
    },
    prompter: {
      ...shipped.prompter,
      async confirm({ message, detail }) {
        asked.push(`${message}\n${detail}`);
        return undefined;
      },
    },
    async wait(milliseconds, signal) {
      if (work === 'settle') return;
      await reach('waiting');
      await shipped.wait(milliseconds, signal);
    },
    // What was found is looked after in its own time, which is no part of settling.
    taskNotices: work === 'settle' ? { ...shipped.taskNotices, follow: () => undefined } : shipped.taskNotices,
  };
  return { desk, told, asked };
}

function reject(error: unknown): never {
  throw error;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const isFunction = (it: unknown) => typeof it === 'function';
const isObject = (it: unknown) => typeof it === 'object' && it !== null;
const deskSchema = z.object({
  createDesk: z.custom<typeof import('../../src/host/desk.ts')['createDesk']>(isFunction),
});
const settleSchema = z.object({
  settleCreations:
    z.custom<typeof import('../../src/commands/settle/settleCreations.ts')['settleCreations']>(isFunction),
});
const createSchema = z.object({
  fileCommands: z.custom<typeof import('../../src/commands/file/fileCommands.ts')['fileCommands']>(isObject),
});
