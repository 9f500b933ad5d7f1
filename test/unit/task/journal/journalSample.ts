import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CreationDraft } from '../../../../src/task/journal/journal.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

export const source = 'file:///srv/redis/orders.dcsmigration.json';

export const draft: CreationDraft = {
  profile: 'default',
  region: 'cn-north-4',
  projectId: '0dd8b1b3f5d84c5e8a1d6f3b8d1c2a34',
  body: {
    name: 'orders',
    description: 'from the old data centre',
    vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
    subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
    security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
  },
  source,
  knownTaskIds: ['task-before'],
  clockSkewSeconds: -3,
};

/** Works in a folder that is not there yet, below one that is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const { path, remove } = await temporaryFolder('journal');
  try {
    return await work(join(path, 'global storage', 'journal'));
  } finally {
    remove();
  }
}

/** The paths of everything but folders below a folder, with `/`, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !lstatSync(join(folder, name)).isDirectory())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

/** The contents of all files below a folder, by path; of a link where it leads. */
export function contentsIn(folder: string): Map<string, Buffer> {
  const read = (path: string) => (lstatSync(path).isFile() ? readFileSync(path) : Buffer.from(readlinkSync(path)));
  return new Map(filesIn(folder).map((name) => [name, read(join(folder, name))]));
}
