import * as z from 'zod';
import { addressMistakes } from '../../redisAddresses.ts';
import { uuid } from '../taskFileRules.ts';
import { passwordReference, passwordSnippet, readPassword } from './passwordVariable.ts';

type Meta = { readonly title: string; readonly description: string } & Readonly<Record<string, unknown>>;

/** MB/s. */
const bandwidthLimit = 10_240;

/** Whether these are the digits of a bandwidth that the API takes. */
export function isBandwidth(digits: string): boolean {
  return /^[1-9]\d{0,4}$/.test(digits) && Number(digits) <= bandwidthLimit;
}

/** What an editor inserts where one of several words is to be chosen. */
function choiceSnippet(stop: number, choices: readonly string[]): string {
  return `\${${stop}|${choices.join()}|}`;
}

/** The samples of the API send null for what is not used. */
function instanceSchema(meta: Meta) {
  return z
    .strictObject({
      id: z
        .string()
        .refine((text) => uuid.test(text))
        .nullish()
        .meta({
          title: 'Instance ID',
          description:
            'The ID of a DCS instance of this project. Write either this or "addrs". In the console: Distributed Cache Service, Cache Manager, the name of the instance, ID.',
        }),
      addrs: z
        .string()
        .refine((text) => addressMistakes(text, 1).length === 0)
        .nullish()
        .meta({
          title: 'Addresses',
          description:
            'The address of a Redis that is no DCS instance of this project, as ip:port, such as 192.168.1.1:6379. Of a cluster those of all masters, separated by commas. Write either this or "id".',
        }),
      password: z
        .string()
        .refine((text) => 'variable' in readPassword(text))
        .nullish()
        .meta({
          title: 'Password',
          description: `Never the password itself, since task files are shared: the environment variable that holds it, as ${passwordReference('REDIS_SOURCE_PASSWORD')}. Leave it out where the instance has no password, or to be asked for it.`,
        }),
    })
    .refine(({ id, addrs }) => typeof id === 'string' || typeof addrs === 'string')
    .meta(meta);
}

/**
 * The `migration` section: the body of `POST /v2/{project_id}/migration/{task_id}/task` (SetOnlineMigrationTask) as the API prints it,
 * with the names of variables in place of passwords.
 */
export const migrationSchema = z
  .strictObject({
    migration_method: z.enum(['full_amount_migration', 'incremental_migration']).meta({
      title: 'Migration method',
      description:
        'full_amount_migration copies everything once. incremental_migration copies everything, and then passes on each change until the task is stopped.',
    }),
    resume_mode: z.enum(['auto', 'manual']).meta({
      title: 'Auto-Reconnect',
      description:
        'What happens when the connection to the source breaks. auto reconnects without end, which may copy everything again and take more bandwidth; manual waits until somebody restarts the task.',
    }),
    // The API has a text here, and a number in its samples.
    bandwidth_limit_mb: z.union([z.string(), z.number()]).transform(String).refine(isBandwidth).nullish().meta({
      title: 'Bandwidth limit',
      description:
        'The most that an incremental migration may take, in MB/s: a whole number from 1 to 10240. Optional.',
    }),
    source_instance: instanceSchema({
      title: 'Source Redis',
      description: 'The Redis that is migrated: a DCS instance by its "id", any other by its "addrs".',
    }),
    target_instance: instanceSchema({
      title: 'Target Redis',
      description:
        'The Redis that is migrated to: a DCS instance by its "id", any other by its "addrs". Keys that it has under the same name are overwritten.',
    }),
  })
  .meta({
    title: 'Migration settings',
    description:
      'What the task is configured with once its migration machine runs: source, target and method. The request body as the API documents it, without passwords. Not sent when the task is created.',
    defaultSnippets: [
      {
        label: 'Migration to a DCS instance',
        description: 'From a Redis with addresses, with the passwords in environment variables',
        // A text that begins with ^ is inserted as it is.
        body: {
          migration_method: choiceSnippet(1, ['incremental_migration', 'full_amount_migration']),
          resume_mode: choiceSnippet(2, ['auto', 'manual']),
          source_instance: { addrs: '$3', password: `^${passwordSnippet('REDIS_SOURCE_PASSWORD', 4)}` },
          target_instance: { id: '$5', password: `^${passwordSnippet('REDIS_TARGET_PASSWORD', 6)}` },
        },
      },
    ],
  });

/** What the task is configured with, as a file holds it: a bandwidth as its digits, passwords as the variables that hold them. */
export type Migration = z.infer<typeof migrationSchema>;

const { source_instance: source, target_instance: target, migration_method, resume_mode } = migrationSchema.shape;

/** The keys of each object of the section, by its path, in the order of the documentation. */
export const migrationKeys: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    migration: migrationSchema.shape,
    'migration.source_instance': source.shape,
    'migration.target_instance': target.shape,
  }).map(([path, shape]) => [path, Object.keys(shape)]),
);

/** What a field of the section chooses from, by its path. */
export const migrationChoices: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['migration.migration_method', migration_method.options],
  ['migration.resume_mode', resume_mode.options],
]);
