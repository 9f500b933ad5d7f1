import type { Connection } from '../../cloud/connection.ts';
import type { CreateOnlineMigrationTaskBody } from '../../cloud/services/migrationTasks.ts';
import type { NameCheck } from '../../task/create/sameName.ts';
import type { CreationDraft } from '../../task/journal/journal.ts';

/** What is known of a task before it is sent, to be put to the journal. `check` is about the tasks of its name alone. */
export function creationDraft(
  { connection, projectId, sandbox }: { connection: Connection; projectId: string; sandbox: boolean },
  body: CreateOnlineMigrationTaskBody,
  source: string | undefined,
  check: NameCheck | undefined,
): CreationDraft {
  const checked = check?.kind === 'checked' ? check : undefined;
  return {
    profile: sandbox ? 'sandbox' : 'default',
    region: connection.region,
    projectId,
    ...(sandbox ? {} : { dcsEndpoint: connection.endpoints.dcs }),
    body,
    source,
    knownTaskIds: checked?.tasks.map(({ task_id }) => task_id) ?? [],
    clockSkewSeconds: checked?.clockSkewSeconds,
  };
}
