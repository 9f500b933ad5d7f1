import type { Connection } from '../../cloud/connection.ts';
import type { TaskField } from '../../cloud/explain/errorCatalogue.ts';
import type { CreateOnlineMigrationTaskBody } from '../../cloud/services/migrationTasks.ts';
import type { Button } from '../../desk/ports.ts';
import type { CreateOutcome } from '../../task/create/create.ts';
import type { Creation } from '../../task/journal/journal.ts';

/** A create that was decided on, and what the person may do next. */
export interface CreateJob {
  readonly connection: Connection;
  readonly projectId: string;
  readonly body: CreateOnlineMigrationTaskBody;
  readonly sandbox: boolean;
  /** URI of the file it comes from. */
  readonly source?: string | undefined;
  /** Which account it takes to look for the task, in the user's language, where the one at hand may not be it. */
  readonly wanted?: string | undefined;
  /** The create without a known outcome that this one replaces; it stays open until this one is decided. */
  readonly instead?: Creation | undefined;
  /** The file whose unsaved text is sent, as the person knows it. */
  readonly unsavedFile?: string | undefined;
  /** Buttons after a success, before Open Log. */
  readonly onCreated?: readonly Button[];
  /** What comes after a success, where that is known while the person waits for it. */
  readonly onward?: ((created: Extract<CreateOutcome, { kind: 'created' }>) => Promise<void>) | undefined;
  /** The button that leads to where a refused value can be changed. */
  readonly fix?: ((field: TaskField | undefined) => Button) | undefined;
  /** The button for what passes or is put right elsewhere; only shown where nothing was created. */
  readonly retry: Button;
  readonly signInAgain: () => unknown;
}
