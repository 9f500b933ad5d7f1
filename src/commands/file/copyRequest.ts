import { titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import { acceptWarnings } from './acceptWarnings.ts';
import { copiesOf } from './copies.ts';
import { readFileRequest, signedInFor } from './fileRequest.ts';
import { pickTaskFile } from './pickTaskFile.ts';

/** Copies what another tool needs to create the task of a file. Nothing is sent, and no key is copied. */
export async function copyRequest(desk: Desk, argument: unknown): Promise<void> {
  const { t, documents, notifier, prompter } = desk;
  const title = t('Copy Request');
  const uri = documents.given(argument) ?? (await pickTaskFile(desk, title));
  if (uri === undefined || !(await signedInFor(desk, uri))) return;
  const request = await readFileRequest(desk, uri);
  if ('reasons' in request) {
    const [reason = ''] = request.reasons;
    notifier.tell('error', t('{reason} Nothing was copied.', { reason }));
    return;
  }
  const reply = await prompter.pick({
    title: titleIn(title, { kind: request.sandbox ? 'sandbox' : 'profile' }, request.target.region, t),
    placeholder: t('For which tool?'),
    choices: copiesOf(request, desk.defaultShell(), t),
  });
  if (reply === undefined || reply === 'back' || 'failure' in reply) return;
  const question = {
    message: t('Copy the request of {file} as it is?', { file: request.name }),
    yes: t('Copy Anyway'),
    no: t('Do Not Copy'),
  };
  if (!(await acceptWarnings(desk, request.warnings, question))) return;
  const { tool, text } = reply.value;
  await notifier.copy(text);
  const copied = request.sandbox
    ? t('Copied for {tool}. Each time it is run, it creates a task in the sandbox; nothing is billed.', { tool })
    : t('Copied for {tool}. Each time it is run, it creates a task, which is billed.', { tool });
  notifier.tell('info', copied);
}
