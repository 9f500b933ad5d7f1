import { createHash } from 'node:crypto';
import { CloudError } from '../../cloud/errors.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { showInstance } from '../../cloud/services/instances.ts';
import type { Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { readPassword } from '../../task/file/migration/passwordVariable.ts';
import {
  type ConfigureDraft,
  type EndDraft,
  type RedisChoice,
  redisKey,
  redisName,
  type Side,
} from '../preflight/configureForm.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { FileSettings } from './fileSettings.ts';

/** What a file says, with the passwords that its variables hold where the person says yes to that; what is left open is asked for. */
export async function draftFromFile(desk: Desk, place: TaskPlace, settings: FileSettings): Promise<ConfigureDraft> {
  const { migration } = settings;
  const source = await endFrom(desk, place, settings, 'source');
  const target = await endFrom(desk, place, settings, 'target');
  return {
    method: migration.migration_method,
    resumeMode: migration.resume_mode,
    bandwidth: migration.bandwidth_limit_mb ?? '',
    keepsPasswords: false,
    source,
    target,
  };
}

async function endFrom(desk: Desk, place: TaskPlace, settings: FileSettings, side: Side): Promise<EndDraft> {
  const { id, addrs, password } = settings.migration[`${side}_instance`];
  const redis: RedisChoice = id ? await instanceFrom(desk, place, id) : { kind: 'address', addrs: addrs ?? '' };
  const takesAll = redis.kind === 'instance' && redis.instance.takes_all === true;
  if (takesAll && !password) return { redis, password: '' };
  return { redis, password: password ? await namedPassword(desk, place, settings, side, redis, password) : undefined };
}

/** With what the cloud says of it, where it says anything. */
export async function instanceFrom(desk: Desk, place: TaskPlace, id: string): Promise<RedisChoice> {
  const reading = showInstance(place.connection, place.projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return { instance_id: id };
  });
  return { kind: 'instance', instance: await toldWhenSlow(desk, desk.t('Reading the instance…'), reading) };
}

/**
 * What the variable holds, where the person has said that it may go to this Redis: files come from other people, and a variable may
 * hold anything. The yes is remembered for as long as the file says the same.
 */
async function namedPassword(
  desk: Desk,
  place: TaskPlace,
  settings: FileSettings,
  side: Side,
  redis: RedisChoice,
  written: string,
): Promise<string | undefined> {
  const { t, notifier, agreements } = desk;
  const reading = readPassword(written);
  // Where not all of them can be shown, nobody can say yes to them.
  if (!('variable' in reading) || namedWhole(redis).length > longestShown) return undefined;
  const { variable } = reading;
  const agreement = agreementTo({ variable, side, redis }, place, settings);
  if (!agreements.has(agreement)) {
    if (!(await mayRead(desk, place, settings, { variable, side, redis }))) return undefined;
    await agreements.add(agreement);
  }
  const value = desk.environment(variable);
  if (value !== undefined && value !== '') return value;
  notifier.tell(
    'warning',
    t('The environment variable {variable} is not set where VS Code was started; enter the password.', {
      variable: shortened(variable),
    }),
  );
  return undefined;
}

/** Characters of the Redis that a question names. */
export const longestShown = 500;

/** Whose password a variable holds. */
interface VariableUse {
  readonly variable: string;
  readonly side: Side;
  readonly redis: RedisChoice;
}

/** An instance with its ID, since names may be the same. */
export function namedWhole(redis: RedisChoice): string {
  const [name, id] = [redisName(redis), redisKey(redis)];
  return name === id ? name : `${name} (${id})`;
}

/** What a yes to it is remembered by. */
export function agreementTo(
  { variable, side, redis }: VariableUse,
  { sandbox, projectId, connection }: TaskPlace,
  { uri, task, migration }: FileSettings,
): string {
  const where = [sandbox, connection.region, connection.endpoints.dcs, projectId];
  const said = JSON.stringify([variable, side, redisKey(redis), where, uri.toString(), task, migration]);
  return createHash('sha256').update(said).digest('hex');
}

function mayRead(
  { t, prompter }: Desk,
  place: TaskPlace,
  { name }: FileSettings,
  { variable, side, redis }: VariableUse,
): Promise<true | undefined> {
  const values = { variable: shortened(variable), redis: shortened(namedWhole(redis), longestShown) };
  return prompter.confirm({
    message: t('Read the environment variable {variable}?', { variable: values.variable }),
    detail: [
      t('From the file {file}, in {region}, project {project}.', {
        file: name,
        region: regionLabel(place.connection.region, t),
        project: place.projectId,
      }),
      side === 'source'
        ? t('Its value is sent to the cloud as the password of the source {redis}.', { redis: values.redis })
        : t('Its value is sent to the cloud as the password of the target {redis}.', { redis: values.redis }),
      t('You are not asked again while the file says the same.'),
    ].join('\n\n'),
    yes: t('Read It'),
    no: t('Enter the Password Instead'),
  });
}
