import type { Uri, Webview, WebviewPanel } from 'vscode';
import { eventOf } from './scriptedEditor.ts';

/** The tab of a page, as it would be on screen. */
export function createScriptedPanel() {
  const [received, disposed] = [eventOf<unknown>(), eventOf<void>()];
  const posted: unknown[] = [];
  const webview: Webview = {
    options: {},
    html: '',
    cspSource: 'x',
    onDidReceiveMessage: received.event,
    postMessage: async (message: unknown) => posted.push(message) > 0,
    asWebviewUri: (uri: Uri) => uri,
  };
  const panel: WebviewPanel = {
    viewType: 'x',
    title: '',
    webview,
    options: {},
    viewColumn: undefined,
    active: true,
    visible: true,
    onDidChangeViewState: eventOf<never>().event,
    onDidDispose: disposed.event,
    reveal: () => undefined,
    dispose: () => disposed.fire(),
  };
  /** What the page was given, and what comes from it. */
  return { panel, posted, say: (message: unknown) => received.fire(message) };
}
