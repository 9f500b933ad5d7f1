import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Location,
  languages,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { nameOfPlace } from '../../account/target.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { cloudFindings, placeFindings } from '../../editor/cloudFindings.ts';
import { type NoView, tracked } from '../../editor/cloudView.ts';
import { documentationOf } from '../../editor/documentation.ts';
import type { Finding } from '../../editor/finding.ts';
import { findingsIn, nameElsewhere, withoutRepeats } from '../../editor/findings.ts';
import { createCheckTimers } from './checkTimers.ts';
import type { ReadTaskFile, TaskFileReader } from './taskFileReader.ts';
import { placeOfName, type TaskNames } from './taskNames.ts';

/** Characters of what is said about a mark. */
const longestMessage = 1000;

/** Milliseconds without a change until a text is checked. */
const pause = 250;

/** A finding as it is marked in a document. */
interface Marked {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

/** How far the checks of a document went. */
export interface CheckState {
  readonly underWay: boolean;
  /** Why they are partial, in the user's language. */
  readonly reason: string | undefined;
  readonly remedy?: NoView['remedy'];
  /** Where the file's IDs were looked for. */
  readonly place?: string;
}

export interface Diagnostics extends Disposable {
  /** What is marked in a document now, and the text it was found in. */
  marked(document: TextDocument): { readonly file: ReadTaskFile; readonly marks: readonly Marked[] } | undefined;
  /** Checks all open task files again, since something around them has changed. */
  refresh(): void;
}

interface Checked {
  readonly file: ReadTaskFile;
  /** Those that the cloud was asked for. */
  readonly cloud: readonly Finding[];
  readonly marks: readonly Marked[];
}

/** Marks what is wrong in open task files, a moment after each change. */
export function createDiagnostics(
  desk: Desk,
  reader: TaskFileReader,
  names: TaskNames,
  showState: (document: TextDocument, state: CheckState) => void,
  onError: (error: unknown) => void,
): Diagnostics {
  const collection = languages.createDiagnosticCollection('dcs');
  const checked = new Map<string, Checked>();
  const check = async (document: TextDocument) => {
    const found = await findAll(desk, reader, names, document);
    if (found === undefined || document.isClosed) return;
    const key = document.uri.toString();
    const now = markAll(found, checked.get(key), document, desk);
    checked.set(key, now);
    const diagnostics = now.marks.map(({ diagnostic }) => diagnostic);
    collection.set(document.uri, diagnostics);
    if (found.state !== undefined) showState(document, found.state);
  };
  const timers = createCheckTimers((document) => check(document).catch(onError));
  const forget = (document: TextDocument) => {
    timers.clear(document);
    if (!checked.delete(document.uri.toString())) return;
    collection.delete(document.uri);
    names.reread(document.uri);
  };
  const refresh = () => {
    for (const document of workspace.textDocuments) if (!timers.isSet(document)) timers.start(document, 0);
  };
  const all = Disposable.from(
    collection,
    timers,
    workspace.onDidOpenTextDocument((document) => timers.start(document, 0)),
    workspace.onDidChangeTextDocument(({ document }) => timers.start(document, pause)),
    workspace.onDidCloseTextDocument(forget),
  );
  refresh();
  return { marked: (document) => checked.get(document.uri.toString()), refresh, dispose: () => all.dispose() };
}

interface Found {
  readonly file: ReadTaskFile;
  readonly findings: readonly Finding[];
  /** Absent where nobody looks at the document, so that the cloud is not asked. */
  readonly cloud?: readonly Finding[];
  readonly state?: CheckState;
}

/** Undefined where the document has changed meanwhile. */
async function findAll(
  { t }: Desk,
  reader: TaskFileReader,
  names: TaskNames,
  document: TextDocument,
): Promise<Found | undefined> {
  const file = await reader.read(document);
  if (file === undefined || file.version !== document.version) return undefined;
  const { text, scanned, written } = file;
  names.put(document.uri, written, placeOfName(text, scanned));
  const namesakes = names.namesakes(document.uri, written);
  const findings = [...findingsIn(text, scanned, t), ...nameElsewhere(scanned, namesakes, t)];
  const found = await reader.view(document, file);
  if (file.version !== document.version) return undefined;
  if (!('connection' in found)) {
    const { reason, remedy, hidden } = found;
    if (hidden) return { file, findings };
    const cloud = placeFindings(scanned, found, t);
    return { file, findings, cloud, state: { underWay: false, reason, ...(remedy === undefined ? {} : { remedy }) } };
  }
  const { view, state } = tracked(found);
  const { pending, reason } = state(t);
  const place = nameOfPlace(view.target, view.account);
  const cloud = cloudFindings(scanned, written, view, t);
  return { file, findings, cloud, state: { underWay: pending.length > 0, reason, place } };
}

function markAll(
  { file, findings, cloud }: Found,
  before: Checked | undefined,
  document: TextDocument,
  desk: Desk,
): Checked {
  const kept = cloud ?? (before?.file.version === file.version ? before.cloud : []);
  const marks = withoutRepeats(findings, kept).map((finding) => ({
    finding,
    diagnostic: diagnosticOf(finding, document, desk),
  }));
  return { file, cloud: kept, marks };
}

const levels = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

function diagnosticOf(finding: Finding, document: TextDocument, { t }: Desk): Diagnostic {
  const { offset, length, message, severity, code, elsewhere } = finding;
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const shown = (text: string) => shortened(text, longestMessage);
  const diagnostic = new Diagnostic(range, shown(message), levels[severity]);
  diagnostic.source = 'DCS';
  diagnostic.code = { value: code, target: Uri.parse(documentationOf(code, t), true) };
  if (elsewhere !== undefined) {
    const { line, column, length: size } = elsewhere.at ?? { line: 0, column: 0, length: 0 };
    const place = new Location(Uri.parse(elsewhere.uri, true), new Range(line, column, line, column + size));
    diagnostic.relatedInformation = [new DiagnosticRelatedInformation(place, shown(elsewhere.message))];
  }
  return diagnostic;
}
