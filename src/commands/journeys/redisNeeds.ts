import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { readPassword } from '../../task/file/migration/passwordVariable.ts';
import type { FileSettings } from '../configure/fileSettings.ts';
import { type RedisChoice, redisKey, type Side } from '../preflight/configureForm.ts';
import { type Ahead, endAhead, sides } from './readAhead.ts';

/** How the password of a Redis is known. `none`: it has none; `unset`: the variable is not there; `wrong`: the Redis has not taken it. */
type PasswordState =
  | { readonly kind: 'none' | 'missing' | 'unset' }
  | { readonly kind: 'kept' | 'variable' | 'entered' | 'wrong'; readonly password: string };

/** A Redis that files of a batch name as their source, or as their target, and the variable that they name for its password. */
export interface RedisNeed {
  readonly side: Side;
  readonly redis: RedisChoice;
  readonly variable: string | undefined;
  readonly files: FileSettings[];
  state: PasswordState;
}

/** Each Redis once for each side and variable, sources first. */
export async function needsOf(
  desk: Pick<Desk, 'redisPasswords'>,
  place: TaskPlace,
  ahead: Ahead,
  files: readonly FileSettings[],
): Promise<readonly RedisNeed[]> {
  const needs = new Map<string, RedisNeed>();
  for (const side of sides) {
    for (const file of files) {
      const redis = endAhead(ahead, file, side);
      const variable = variableIn(file, side);
      const key = JSON.stringify([side, redisKey(redis), variable]);
      const need = needs.get(key) ?? { side, redis, variable, files: [], state: await stateOf(desk, place, redis) };
      need.files.push(file);
      needs.set(key, need);
    }
  }
  return [...needs.values()];
}

/** Whose password nobody knows yet. */
export function isMissing({ state }: RedisNeed): boolean {
  return state.kind === 'missing' || state.kind === 'unset';
}

/** The password that is sent; undefined while it is missing. */
export function passwordOf({ state }: RedisNeed): string | undefined {
  return 'password' in state ? state.password : state.kind === 'none' ? '' : undefined;
}

function variableIn({ migration }: FileSettings, side: Side): string | undefined {
  const { password } = migration[`${side}_instance`];
  const reading = password ? readPassword(password) : undefined;
  return reading !== undefined && 'variable' in reading ? reading.variable : undefined;
}

async function stateOf(
  { redisPasswords }: Pick<Desk, 'redisPasswords'>,
  { sandbox, projectId, connection }: TaskPlace,
  redis: RedisChoice,
): Promise<PasswordState> {
  if (redis.kind === 'instance' && redis.instance.takes_all === true) return { kind: 'none' };
  const kept = await redisPasswords.find({ sandbox, projectId, region: connection.region, redis: redisKey(redis) });
  return kept === undefined ? { kind: 'missing' } : { kind: 'kept', password: kept };
}
