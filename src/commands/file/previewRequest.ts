import type { Uri } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { requestText } from '../../task/copies/requestText.ts';
import { acceptWarnings } from './acceptWarnings.ts';
import { readFileRequest, signedInFor } from './fileRequest.ts';
import { pickTaskFile } from './pickTaskFile.ts';

/**
 * Shows the request of a task file as it would go out, and goes on showing it while the file changes. Nothing is sent. What Create would
 * ask about is asked once, before the text opens, and stands in it from then on.
 */
export async function previewRequest(desk: Desk, argument: unknown): Promise<void> {
  const { t, documents } = desk;
  const uri = documents.given(argument) ?? (await pickTaskFile(desk, t('Preview Request')));
  if (uri === undefined || !(await signedInFor(desk, uri))) return;
  const request = await readFileRequest(desk, uri);
  if ('prepared' in request) {
    const question = {
      message: t('Preview the request of {file} as it is?', { file: request.name }),
      yes: t('Preview Anyway'),
      no: t('Do Not Preview'),
    };
    if (!(await acceptWarnings(desk, request.warnings, question))) return;
  }
  await documents.previewOf(uri, () => textOf(desk, uri));
}

async function textOf(desk: Desk, uri: Uri): Promise<string> {
  const { t } = desk;
  const request = await readFileRequest(desk, uri);
  if ('reasons' in request) return inLines([t('This file stands for no request yet:'), ...request.reasons]);
  const { prepared, warnings } = request;
  if (warnings.length === 0) return requestText(prepared);
  const remarks = [t('Create asks about this first:'), ...warnings].map((line) => `# ${line}`);
  return `${inLines(remarks)}\n${requestText(prepared)}`;
}

/** Characters of a remark. */
const longestLine = 1000;

/** A file's name is part of most lines, and may hold a line break. */
function inLines(lines: readonly string[]): string {
  return lines.map((line) => `${shortened(line, longestLine)}\n`).join('');
}
