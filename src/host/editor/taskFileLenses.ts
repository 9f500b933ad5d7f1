import { CodeLens, type CodeLensProvider, type Command, type Event, Range, type Uri, workspace } from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { type Lens, lensesOf } from '../../editor/lenses.ts';
import { clickOn } from '../files/clicks.ts';
import { plainRow } from '../plainText.ts';
import type { TaskFileReader } from './taskFileReader.ts';

/** Characters of one of several lenses in a line. */
const longestTitle = 100;
const longestTooltip = 300;

export const copyTaskIdCommand = '_dcs.copyTaskId';

/** What can be done with a file, above its first line; nothing where nothing may be sent. */
export function createLenses(
  { t, journal }: Desk,
  reader: TaskFileReader,
  onDidChangeCodeLenses: Event<void>,
): CodeLensProvider {
  return {
    onDidChangeCodeLenses,
    async provideCodeLenses(document) {
      if (!workspace.isTrusted) return [];
      const file = await reader.read(document);
      if (file === undefined || file.scanned.tooLarge !== undefined) return [];
      const view = await reader.view(document, file);
      // A journal that cannot be read keeps nobody from creating; the create says so.
      const created = await journal.createdFrom(document.uri.toString()).catch(() => []);
      const hasMigration = file.scanned.fields.some(({ name }) => name === 'migration');
      const top = new Range(0, 0, 0, 0);
      return lensesOf(view, created, t, hasMigration).map((lens) => new CodeLens(top, commandOf(lens, document.uri)));
    },
  };
}

function commandOf({ text, tooltip: words, act }: Lens, uri: Uri): Command {
  const title = plainRow(text, longestTitle);
  const tooltip = shortened(words, longestTooltip);
  if (typeof act === 'object') return { title, tooltip, command: copyTaskIdCommand, arguments: [act.copy] };
  const commands = {
    create: 'dcs.createMigrationTaskFromFile',
    preview: 'dcs.previewRequest',
    journey: 'dcs.createConfigureAndStart',
    check: 'dcs.checkBeforeStart',
    configure: 'dcs.configureAndStart',
    account: 'dcs.switchProfile',
    signIn: 'dcs.signIn',
  } as const;
  return { title, tooltip, command: commands[act], arguments: [act === 'create' ? clickOn(uri) : uri] };
}
