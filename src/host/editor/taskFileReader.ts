import { type TextDocument, window, workspace } from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import { inTurns } from '../../desk/turns.ts';
import { type CloudView, type NoView, viewCloud, type Written, writtenIn } from '../../editor/cloudView.ts';
import { type ScannedText, scanFields } from '../../editor/fieldScan.ts';
import type { Steps } from '../../task/file/json/textWalk.ts';
import { textInSteps } from '../files/documentText.ts';

/** The text of a document at one version, understood as far as it can be. */
export interface ReadTaskFile {
  readonly version: number;
  readonly text: string;
  readonly scanned: ScannedText;
  readonly written: Written;
}

export interface TaskFileReader {
  /** Undefined where the document has changed meanwhile. */
  read(document: TextDocument): Promise<ReadTaskFile | undefined>;
  /** Whom the file's request would be sent as, and where to. */
  view(document: TextDocument, file: ReadTaskFile): Promise<CloudView | NoView>;
}

/** Reads each version of a document once, whoever asks. */
export function createTaskFileReader(desk: Desk): TaskFileReader {
  const { t } = desk;
  const known = new WeakMap<TextDocument, { version: number; file: Promise<ReadTaskFile | undefined> }>();
  return {
    read(document) {
      const { version } = document;
      const earlier = known.get(document);
      if (earlier?.version === version) return earlier.file;
      const file = scan(document, version);
      known.set(document, { version, file });
      return file;
    },
    async view(document, { written }) {
      if (!workspace.isTrusted) {
        return { reason: t('This folder is not trusted, so the cloud is not asked.'), remedy: 'trust' };
      }
      // What nobody looks at is not worth a request.
      if (!isVisible(document)) return { reason: undefined, hidden: true };
      try {
        return await viewCloud(desk, document.uri, written);
      } catch (error) {
        return { reason: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

async function scan(document: TextDocument, version: number): Promise<ReadTaskFile | undefined> {
  const isStale = () => document.version !== version || document.isClosed;
  const read = await inTurns(readInSteps(document), isStale);
  return read && { version, ...read, written: writtenIn(read.scanned) };
}

function* readInSteps(document: TextDocument): Steps<Pick<ReadTaskFile, 'text' | 'scanned'>> {
  const text = yield* textInSteps(document);
  return { text, scanned: yield* scanFields(text) };
}

function isVisible(document: TextDocument): boolean {
  return window.visibleTextEditors.some((editor) => editor.document === document);
}

export function usable(view: CloudView | NoView): CloudView | undefined {
  return 'connection' in view ? view : undefined;
}
