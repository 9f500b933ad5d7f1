import * as z from 'zod';
import { migrationSchema } from './migration/migrationSchema.ts';

/** A text that says something: the cloud takes an empty or blank one for missing. */
function filledText(meta: Record<string, unknown> & { readonly title: string; readonly description: string }) {
  return z
    .string()
    .refine((text) => text.trim() !== '')
    .meta(meta);
}

/**
 * The one definition of `*.dcsmigration.json`: types, parsing and the JSON schema of the editor come from it.
 */
export const taskFileSchema = z
  .strictObject({
    $schema: z.string().optional().meta({
      title: 'JSON schema',
      description: 'The address of a JSON schema for editors that do not know task files. Not sent.',
    }),
    region: filledText({
      title: 'Region',
      description:
        'The ID of the region in which the task is created, such as cn-north-4. Not sent. Without it, the region of the profile or of the settings is used; it is never guessed.',
    }).optional(),
    project_id: filledText({
      title: 'Project ID',
      description:
        'The ID of the project in that region, 32 hexadecimal digits. Not sent in the body, but part of the URL. In the console: your account, My Credentials, API Credentials. Without it, the project of the profile or of the settings is used.',
    }).optional(),
    name: filledText({
      title: 'Task name',
      description:
        'The name of the online migration task. The console asks for 4 to 64 letters, digits, hyphens and underscores, the first a letter.',
      examples: ['dcs-migration-thrc'],
    }),
    description: z.string().optional().meta({
      title: 'Task description',
      description: 'What the task is for. Optional.',
    }),
    vpc_id: filledText({
      title: 'VPC ID',
      description:
        'The ID of the VPC in which the migration machine is placed. It must reach the source and the target Redis. In the console: Virtual Private Cloud, the name of the VPC, ID.',
    }),
    subnet_id: filledText({
      title: 'Network ID of the subnet',
      description:
        'The network ID of a subnet of that VPC: "id" in the list of subnets of the VPC API, not "neutron_subnet_id". In the console: Virtual Private Cloud, Subnets, the name of the subnet, Network ID. DHCP must be on and an address free.',
    }),
    security_group_id: filledText({
      title: 'Security group ID',
      description:
        'The ID of the security group of the migration machine. Its outbound rules must let the machine reach the source and the target Redis. In the console: Virtual Private Cloud, Access Control, Security Groups.',
    }),
    migration: migrationSchema.optional(),
  })
  .meta({
    title: 'DCS online migration task',
    description:
      'An online data migration task of Huawei Cloud Distributed Cache Service: the body of the request that creates it, and where it is sent.',
    defaultSnippets: [
      {
        label: 'Online migration task',
        description: 'The request body as the API documents it',
        body: { name: 'dcs-migration-$1', description: '$2', vpc_id: '$3', subnet_id: '$4', security_group_id: '$5' },
      },
      {
        label: 'Online migration task with region and project',
        description: 'A file that always goes to the same region and project',
        body: {
          region: '$1',
          project_id: '$2',
          name: 'dcs-migration-$3',
          description: '$4',
          vpc_id: '$5',
          subnet_id: '$6',
          security_group_id: '$7',
        },
      },
    ],
  });
