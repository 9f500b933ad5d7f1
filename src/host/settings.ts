import { type Uri, workspace } from 'vscode';
import * as z from 'zod';
import { parseEndpoint, parseLoopbackAddress } from '../cloud/endpoint.ts';
import { isRegionId } from '../cloud/regions.ts';
import type { Translate } from '../cloud/translate.ts';
import { SettingProblem, type Settings } from '../desk/ports.ts';
import { projectIdInUrl } from '../task/file/taskFileRules.ts';
import { usualCutOverLag } from '../task/level.ts';

/** Kept as it was read: what was checked is what is used. */
const endpoint = z
  .string()
  .transform(parseEndpoint)
  .refine((text) => text !== undefined)
  .optional();

const endpoints = z.strictObject({ dcs: endpoint, vpc: endpoint, iam: endpoint });

const region = z
  .string()
  .trim()
  .refine((text) => text === '' || isRegionId(text));

const projectId = z
  .string()
  .trim()
  .refine((text) => text === '' || projectIdInUrl.test(text));

/** By the name of the instance. Read once: what was checked is what is connected to. */
const sandboxRedis = z.record(
  z.string(),
  z.string().transform((text, context) => {
    const address = parseLoopbackAddress(text.trim());
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'not of this computer' });
    return z.NEVER;
  }),
);

/** Seconds. Longer than an hour is a mistake of units. */
const timeout = z.number().min(1).max(3600);

/** One that nothing is below would never be reached. */
const cutOverLag = z.int().min(1);

/** The settings as they are now, for a file of this resource where one is meant. @throws {SettingProblem} */
export function readSettings(t: Translate, resource?: Uri): Settings {
  const configuration = workspace.getConfiguration('dcs', resource);
  const read = <T>(name: string, value: unknown, schema: z.ZodType<T>, problem: string): T => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new SettingProblem(
      `dcs.${name}`,
      t('The setting {setting} cannot be used: {problem}', { setting: `dcs.${name}`, problem }),
    );
  };
  return {
    region: read('region', configuration.get('region'), region, t('it is not a region ID such as cn-north-4.')),
    projectId: read('projectId', configuration.get('projectId'), projectId, t('it is not a project ID.')),
    endpoints: definedOnly(
      read(
        'endpoints',
        ofPerson(configuration.inspect('endpoints')),
        endpoints,
        t('it takes https:// addresses for dcs, vpc and iam; http:// only on this computer.'),
      ),
    ),
    sandboxRedis: read(
      'sandboxRedis',
      ofPerson(configuration.inspect('sandboxRedis')),
      sandboxRedis,
      t('it takes names of instances of the sandbox with addresses on this computer, such as 127.0.0.1:6379.'),
    ),
    timeout:
      read('requestTimeout', configuration.get('requestTimeout'), timeout, t('it takes 1 to 3600 seconds.')) * 1000,
    cutOverLag: read('cutOverLag', givenCutOverLag(), cutOverLag, t('it takes a whole number from 1 on.')),
  };
}

/** What is said of tasks goes on while a setting cannot be used, which is told where they are asked for. */
export function cutOverLagNow(): number {
  return cutOverLag.safeParse(givenCutOverLag()).data ?? usualCutOverLag;
}

function givenCutOverLag(): unknown {
  return workspace.getConfiguration('dcs').get('cutOverLag');
}

/** A folder must not say where requests go, whatever scope an editor gives the setting. */
function ofPerson({ globalValue, defaultValue }: { globalValue?: unknown; defaultValue?: unknown } = {}): unknown {
  return globalValue ?? defaultValue ?? {};
}

function definedOnly({ dcs, vpc, iam }: z.infer<typeof endpoints>): Settings['endpoints'] {
  return {
    ...(dcs === undefined ? {} : { dcs }),
    ...(vpc === undefined ? {} : { vpc }),
    ...(iam === undefined ? {} : { iam }),
  };
}
