import * as z from 'zod';
import type { Transport } from '../../../src/cloud/connection.ts';

const list = z.looseObject({ count: z.number(), migration_tasks: z.array(z.looseObject({ task_name: z.string() })) });

type List = z.infer<typeof list>;
export type Entry = List['migration_tasks'][number];

/** A cloud whose lists of tasks say something else; everything else is as it is. */
export function editedLists(edit: (body: List) => object): Transport {
  return async (url, init) => {
    const answer = await globalThis.fetch(url, init);
    if (!/\/migration-tasks\?/.test(url)) return answer;
    return Response.json(edit(list.parse(await answer.json())));
  };
}

/** Each entry as something else. */
export function editedEntries(edit: (entry: Entry, index: number) => object): Transport {
  return editedLists((body) => ({ ...body, migration_tasks: body.migration_tasks.map(edit) }));
}
