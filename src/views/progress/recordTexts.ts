import type { Translate } from '../../cloud/translate.ts';
import { itemTitle } from '../../desk/cutOver/itemTexts.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import { itemIds } from '../../task/cutOver/item.ts';
import type { TaskAction } from '../../task/lifecycle.ts';
import type { RecordNote } from '../../task/record/recordNotes.ts';

interface Part {
  readonly heading: string;
  /** Oldest first. */
  readonly notes: readonly Told[];
}

interface Told {
  readonly note: RecordNote;
  /** Words and numbers of ours. */
  readonly own: string;
  /** What others may have written. */
  readonly said: string;
}

/** What was noted of a migration, by what it is about; parts of which there is nothing are left out. */
export function recordParts(notes: readonly RecordNote[], t: Translate): readonly Part[] {
  const part = (heading: string, ...kinds: readonly RecordNote['kind'][]): Part => ({
    heading,
    notes: notes.filter(({ kind }) => kinds.includes(kind)).map((note) => ({ note, ...noteText(note, t) })),
  });
  return [
    part(t('Checks Before the Start'), 'checked'),
    part(t('What Was Waived'), 'waived'),
    part(t('Changed and Set Back at Its Ends'), 'changed', 'setBack'),
    part(t('What Was Ticked'), 'ticked'),
    part(t('Comparisons of Source and Target'), 'compared'),
    part(t('What Was Asked and How It Ended'), 'asked', 'ended'),
  ].filter((one) => one.notes.length > 0);
}

function noteText(note: RecordNote, t: Translate): Omit<Told, 'note'> {
  switch (note.kind) {
    case 'ticked':
      return tickedText(note, t);
    case 'waived':
    case 'changed':
    case 'setBack':
      return { own: '', said: note.what };
    case 'checked':
      return { own: countsText(note, t), said: note.open.join(' ') };
    case 'compared':
      return { own: comparedText(note.outcome, t), said: note.summary };
    case 'asked':
      return { own: `${actionText(note.action, t)} · ${askedText(note.outcome, t)}`, said: note.reason ?? '' };
    case 'ended':
      return { own: `${actionText(note.action, t)} · ${endedText(note.outcome, t)}`, said: note.reason ?? '' };
  }
}

/** One that a newer version has ticked is called by its ID. */
function tickedText({ item, isTicked }: Extract<RecordNote, { kind: 'ticked' }>, t: Translate): Omit<Told, 'note'> {
  const own = isTicked ? t('ticked') : t('not ticked any more');
  const id = itemIds.find((one) => one === item);
  return { own, said: id === undefined ? item : itemTitle(id, t) };
}

function countsText({ passed, open, notChecked }: Extract<RecordNote, { kind: 'checked' }>, t: Translate): string {
  return t('Passed: {passed}. Errors and warnings: {open}. Not checked: {notChecked}.', {
    passed: figure(passed, t),
    open: figure(open.length, t),
    notChecked: figure(notChecked, t),
  });
}

function comparedText(outcome: Extract<RecordNote, { kind: 'compared' }>['outcome'], t: Translate): string {
  switch (outcome) {
    case 'equal':
      return t('equal');
    case 'different':
      return t('different');
    case 'unclear':
      return t('not known');
  }
}

function actionText(action: TaskAction, t: Translate): string {
  switch (action) {
    case 'configure':
      return t('Configure and Start');
    case 'stop':
      return t('Stop');
    case 'restart':
      return t('Restart');
    case 'swapIp':
      return t('Swap IP');
    case 'rollBackIp':
      return t('Roll Back IP');
    case 'setAutoReconnect':
      return t('Auto-Reconnect');
    case 'delete':
      return t('Delete');
  }
}

function askedText(outcome: Extract<RecordNote, { kind: 'asked' }>['outcome'], t: Translate): string {
  switch (outcome) {
    case 'accepted':
      return t('accepted');
    case 'refused':
      return t('refused');
    case 'unclear':
      return t('not known whether it arrived');
  }
}

function endedText(outcome: Extract<RecordNote, { kind: 'ended' }>['outcome'], t: Translate): string {
  switch (outcome) {
    case 'done':
      return t('done');
    case 'failed':
      return t('failed');
    case 'notKnown':
      return t('not known how it ended');
  }
}
