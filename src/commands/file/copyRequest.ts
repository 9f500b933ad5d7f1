import type { Translate } from '../../cloud/translate.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import { curlCommand, curlEnvironment } from '../../task/copies/curlCommand.ts';
import { kooCliCommand } from '../../task/copies/kooCliCommand.ts';
import { terraformResource } from '../../task/copies/terraformResource.ts';
import { type FileRequest, readFileRequest, signedInFor } from './fileRequest.ts';
import { pickTaskFile } from './pickTaskFile.ts';

type Form = 'curl' | 'kooCli' | 'terraform';

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
  const place = titleIn(title, { kind: request.sandbox ? 'sandbox' : 'profile' }, request.target.region, t);
  const reply = await prompter.pick({ title: place, placeholder: t('For which tool?'), choices: forms(request, t) });
  if (reply === undefined || reply === 'back' || 'failure' in reply) return;
  await notifier.copy(write(reply.value, request, t));
  notifier.tell('info', t('Copied. Each time it is run, it creates a task, which is billed.'));
}

function forms({ sandbox }: FileRequest, t: Translate): Choice<Form>[] {
  const unusable = sandbox ? t('Cannot be used: it does not reach the local sandbox') : undefined;
  const elsewhere = unusable === undefined ? {} : { unusable, detail: unusable };
  return [
    {
      label: 'cURL',
      description: t('A shell script that signs and sends the request'),
      icon: 'terminal',
      value: 'curl',
    },
    {
      label: 'KooCLI',
      description: 'hcloud DCS CreateOnlineMigrationTask',
      icon: 'terminal',
      value: 'kooCli',
      ...elsewhere,
    },
    {
      label: 'Terraform',
      description: 'huaweicloud_dcs_online_data_migration_task',
      icon: 'symbol-struct',
      value: 'terraform',
      ...elsewhere,
    },
  ];
}

function write(form: Form, { prepared, body, target }: FileRequest, t: Translate): string {
  if (form === 'curl') return curlCommand(prepared, curlRemarks(t));
  if (form === 'kooCli') return kooCliCommand(body, target);
  return terraformResource(body, target.region, terraformNote(t));
}

function curlRemarks(t: Translate): string[] {
  const { keyId, secret, token } = curlEnvironment;
  return [
    t('Each run creates an online migration task, whose migration machine is billed.'),
    t('Set {keyId} and {secret} before, and {token} for a temporary key. Needs curl and openssl.', {
      keyId,
      secret,
      token,
    }),
  ];
}

function terraformNote(t: Translate): string[] {
  return [
    t('Terraform configures the task too, which a task file does not hold. Add here:'),
    'migration_method, resume_mode, source_instance { id | addrs, password }, target_instance { id | addrs, password }',
  ];
}
