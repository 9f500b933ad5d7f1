import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { Desk } from '../../src/desk/ports.ts';
import type { createDesk } from '../../src/host/desk.ts';
import type { createTaskFileEditor } from '../../src/host/editor/taskFileEditor.ts';
import { taskFileGlob } from '../../src/task/file/taskFileName.ts';
import { until } from '../support/suite/until.ts';
import type { EditorSamples } from './editorSamples.ts';
import { largeText } from './largeText.ts';

const isFunction = (it: unknown) => typeof it === 'function';
const deskSchema = z.object({ createDesk: z.custom<typeof createDesk>(isFunction) });
const editorSchema = z.object({ createTaskFileEditor: z.custom<typeof createTaskFileEditor>(isFunction) });

const rounds = 25;
const names = 'vpc-0123';

/** What VS Code calls in the extension host: times what our editor does in documents, beside what the host takes without it. */
export async function run(): Promise<void> {
  const { BENCH_DIST: dist = '', BENCH_CLOUD: cloud = '', BENCH_SAMPLES: samples = '' } = process.env;
  const { createDesk } = deskSchema.parse(await importFrom(dist, 'desk'));
  const { createTaskFileEditor } = editorSchema.parse(await importFrom(dist, 'taskFileEditor'));
  const desk = openDesk(createDesk, cloud);
  const small = await open('small', '{\n  "vpc_id": ""\n}\n');
  const large = await open('large', largeText());
  const bareLists = await listTimes(small);
  const bare = await editTimes(large, undefined);
  const editor = createTaskFileEditor(desk, { pattern: taskFileGlob }, (error) => {
    throw error;
  });
  await until(
    'the large file is checked',
    async () => codesIn(large).length > 0,
    async () => codesIn(large),
  );
  await vscode.window.showTextDocument(small);
  const cold = await listTime(small, 0);
  await until('all VPCs are there', async () => (await listTime(small, names.length)).items > 0);
  const warm = await listTimes(small);
  await vscode.window.showTextDocument(large);
  const ours = await editTimes(large, 'nameOutsideConsoleRule');
  editor.dispose();
  const result: EditorSamples = { cold: cold.milliseconds, warm, bareLists, bare, ours };
  await writeFile(samples, JSON.stringify(result));
}

async function importFrom(folder: string, name: string): Promise<unknown> {
  const file = (await readdir(folder)).find((each) => each.startsWith(`${name}-`)) ?? name;
  return import(pathToFileURL(join(folder, file)).href);
}

function openDesk(create: typeof createDesk, cloud: string): Desk {
  const profile = {
    region: 'cn-north-4',
    projectId: '0'.repeat(32),
    credential: { kind: 'accessKey', accessKeyId: 'A'.repeat(20), secretAccessKey: 'S'.repeat(40) },
  };
  const context = {
    subscriptions: [],
    secrets: {
      get: async () => JSON.stringify(profile),
      store: async () => {},
      delete: async () => {},
      onDidChange: () => new vscode.Disposable(() => {}),
    },
    globalStorageUri: vscode.Uri.joinPath(folder(), 'storage'),
    workspaceState: { get: () => undefined, update: async () => {} },
    globalState: { get: () => [new URL(cloud).host], update: async () => {} },
  };
  const desk = create(
    context,
    () => Promise.reject(new Error('nobody asked for the sandbox')),
    (error) => {
      throw error;
    },
  );
  const endpoints = { dcs: cloud, vpc: cloud, iam: cloud };
  return {
    ...desk,
    settings: () => ({ region: '', projectId: '', endpoints, sandboxRedis: {}, timeout: 30_000, cutOverLag: 101 }),
  };
}

function folder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
}

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), `${name}.dcsmigration.json`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

interface ListTime {
  readonly milliseconds: number;
  readonly items: number;
}

/** From the keystroke to the list, with so many letters typed. */
async function listTime(document: vscode.TextDocument, letters: number): Promise<ListTime> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.lineAt(1).range, `  "vpc_id": "${names.slice(0, letters)}"`);
  await vscode.workspace.applyEdit(edit);
  const start = performance.now();
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(1, 13 + letters),
  );
  const milliseconds = performance.now() - start;
  return { milliseconds, items: list.items.filter(({ detail }) => detail?.includes('-')).length };
}

async function listTimes(document: vscode.TextDocument): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push((await listTime(document, round % names.length)).milliseconds);
  }
  return times;
}

function codesIn({ uri }: vscode.TextDocument): unknown[] {
  return vscode.languages.getDiagnostics(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
}

/** From edits of the last line to its marks, and the longest time that nothing else got through meanwhile. */
async function editTimes(document: vscode.TextDocument, code: string | undefined): Promise<EditorSamples['ours']> {
  const line = document.lineCount - 3;
  const times: number[] = [];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  await vscode.window.showTextDocument(document);
  delays.enable();
  for (let round = 0; round < 8; round += 1) {
    const wrong = round % 2 === 1;
    const start = performance.now();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(line).range, `  "name": "${wrong ? '1. ' : ''}orders"`);
    await vscode.workspace.applyEdit(edit);
    if (code === undefined) await new Promise((resolve) => setTimeout(resolve, 500));
    else await until('the marks are there', async () => codesIn(document).includes(code) === wrong);
    times.push(performance.now() - start);
  }
  delays.disable();
  return { times, longest: delays.max / 1e6 };
}
