import type { Uri } from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import { requestText } from '../../task/copies/requestText.ts';
import { readFileRequest, signedInFor } from './fileRequest.ts';
import { pickTaskFile } from './pickTaskFile.ts';

/** Shows the request of a task file as it would go out, and goes on showing it while the file changes. Nothing is sent. */
export async function previewRequest(desk: Desk, argument: unknown): Promise<void> {
  const { t, documents } = desk;
  const uri = documents.given(argument) ?? (await pickTaskFile(desk, t('Preview Request')));
  if (uri === undefined || !(await signedInFor(desk, uri))) return;
  await documents.previewOf(uri, () => textOf(desk, uri));
}

async function textOf(desk: Desk, uri: Uri): Promise<string> {
  const request = await readFileRequest(desk, uri);
  if ('prepared' in request) return requestText(request.prepared);
  return `${[desk.t('This file stands for no request yet:'), ...request.reasons].join('\n')}\n`;
}
