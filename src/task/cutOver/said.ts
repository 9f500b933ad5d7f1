import type { RecordNote } from '../record/recordNotes.ts';
import type { ItemId, Said } from './item.ts';

/** The tick that stands; undefined where there is none, or it was taken back. */
export function tickOf(notes: readonly RecordNote[], id: ItemId): Said | undefined {
  const last = notes.findLast((note) => note.kind === 'ticked' && note.item === id);
  return last?.kind === 'ticked' && last.isTicked ? saidIn(last) : undefined;
}

/** Where somebody has gone on without it at this time or later. */
export function waiverOf(notes: readonly RecordNote[], id: ItemId, notBefore: number): Said | undefined {
  const last = notes.findLast((note) => note.kind === 'waived' && note.item === id);
  const said = last && saidIn(last);
  return said !== undefined && said.at >= notBefore ? said : undefined;
}

function saidIn({ at, profile }: RecordNote): Said {
  return { at: Date.parse(at), profile };
}
