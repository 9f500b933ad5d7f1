import {
  type Disposable,
  type DocumentSelector,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
} from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import { plainRow } from '../plainText.ts';
import type { CheckState } from './taskFileDiagnostics.ts';

/** Characters of the item, and of what opens above it. */
const longestText = 60;
const longestDetail = 300;

interface TaskFileStatus extends Disposable {
  show(document: TextDocument, state: CheckState): void;
}

/** One line beside the language of the file: what its IDs were checked with, or why they were not. */
export function createTaskFileStatus({ t }: Desk, taskFiles: DocumentSelector): TaskFileStatus {
  const item = languages.createLanguageStatusItem('dcs.cloudChecks', taskFiles);
  item.name = t('Cloud checks of the task file');
  item.text = t('IDs not checked');
  const states = new WeakMap<TextDocument, CheckState>();
  const draw = () => {
    const document = window.activeTextEditor?.document;
    const state = document && states.get(document);
    if (state === undefined) return;
    const { reason, place } = state;
    item.busy = state.underWay;
    const text = reason === undefined ? (place ?? t('IDs not checked')) : t('IDs not checked in full');
    item.text = plainRow(text, longestText);
    item.detail = plainRow(reason ?? (place === undefined ? '' : t('IDs are checked with the cloud')), longestDetail);
    item.severity = LanguageStatusSeverity.Information;
    item.command = commandFor(state, t);
  };
  const listener = window.onDidChangeActiveTextEditor(draw);
  return {
    show(document, state) {
      states.set(document, state);
      draw();
    },
    dispose() {
      listener.dispose();
      item.dispose();
    },
  };
}

function commandFor({ reason, remedy }: CheckState, t: Desk['t']): { title: string; command: string } {
  if (remedy === 'signIn') return { title: t('Sign In'), command: 'dcs.signIn' };
  if (remedy === 'sandbox') return { title: t('Use the Local Sandbox'), command: 'dcs.useSandbox' };
  if (remedy === 'switchProfile') return { title: t('Switch Profile'), command: 'dcs.switchProfile' };
  if (remedy === 'trust') return { title: t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
  if (remedy === 'settings') return { title: t('Open Settings'), command: 'workbench.action.openSettings' };
  return { title: reason !== undefined ? t('Try Again') : t('Refresh'), command: 'dcs.refreshCloudData' };
}
