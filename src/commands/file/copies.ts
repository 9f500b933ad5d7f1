import type { Translate } from '../../cloud/translate.ts';
import type { Choice } from '../../desk/ports.ts';
import { curlCommand, curlEnvironment } from '../../task/copies/curlCommand.ts';
import { kooCliCommand } from '../../task/copies/kooCliCommand.ts';
import { describeNoCommand } from '../../task/copies/noWord.ts';
import { programOf, type Shell, shellNames, shellOf } from '../../task/copies/shell.ts';
import { terraformResource } from '../../task/copies/terraformResource.ts';
import type { FileRequest } from './fileRequest.ts';

/** A request for another tool, which is named with its shell. */
interface Copy {
  readonly tool: string;
  readonly text: string;
}

const shells: readonly Shell[] = ['sh', 'powerShell', 'cmd'];

/** A request for every tool; KooCLI first for the shell that the default terminal starts, whose path is `defaultShell`. */
export function copiesOf(request: FileRequest, defaultShell: string, t: Translate): Choice<Copy>[] {
  const own = shellOf(defaultShell);
  const ordered = shells.toSorted((one, other) => Number(other === own) - Number(one === own));
  return [
    curl(request, t),
    ...ordered.map((shell) => kooCli(request, shell, shell === own ? programOf(defaultShell) : undefined, t)),
    terraform(request, t),
  ];
}

function curl({ prepared, sandbox }: FileRequest, t: Translate): Choice<Copy> {
  const { keyId, secret, token } = curlEnvironment;
  const tool = 'cURL (sh)';
  return {
    label: tool,
    description: t('A shell script that signs and sends the request'),
    detail: t('Set {keyId} and {secret} before, and {token} for a temporary key. Needs curl and openssl.', {
      keyId,
      secret,
      token,
    }),
    icon: 'terminal',
    value: { tool, text: curlCommand(prepared, { sandbox }) },
  };
}

function kooCli(
  { body, target, sandbox }: FileRequest,
  shell: Shell,
  program: string | undefined,
  t: Translate,
): Choice<Copy> {
  const tool = `KooCLI (${shellNames[shell]})`;
  const copy = kooCliCommand(body, target, shell);
  const choice = {
    label: tool,
    description: 'hcloud DCS CreateOnlineMigrationTask',
    icon: 'terminal',
    value: { tool, text: 'command' in copy ? copy.command : '' },
  };
  const unusable = sandbox ? elsewhere(t) : 'refused' in copy ? describeNoCommand(copy.refused, t) : undefined;
  if (unusable !== undefined) return { ...choice, unusable, detail: unusable };
  return program === undefined ? choice : { ...choice, detail: t('For your default terminal: {program}', { program }) };
}

function terraform({ body, target, sandbox }: FileRequest, t: Translate): Choice<Copy> {
  const tool = 'Terraform';
  const choice = {
    label: tool,
    description: 'huaweicloud_dcs_online_data_migration_task',
    icon: 'symbol-struct',
    value: { tool, text: terraformResource(body, target.region, terraformNote(t)) },
  };
  return sandbox ? { ...choice, unusable: elsewhere(t), detail: elsewhere(t) } : choice;
}

function elsewhere(t: Translate): string {
  return t('Cannot be used: it does not reach the local sandbox');
}

function terraformNote(t: Translate): string[] {
  return [
    t('Terraform configures the task too, which is not copied from the file. Add here:'),
    'migration_method, resume_mode, source_instance { id | addrs, password }, target_instance { id | addrs, password }',
  ];
}
