import type { EntryText } from './entryTexts.ts';

/** The entries that a typed text fits best, by name, remark (CIDR), keyword (address) or ID; of equals those that come first. */
export function bestMatches<T extends EntryText>(entries: readonly T[], typed: string, most: number): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  const fits: T[][] = [];
  for (const entry of entries) {
    const fit = fitOf(entry, wanted);
    if (fit === undefined) continue;
    fits[fit] ??= [];
    fits[fit].push(entry);
  }
  return fits.flat().slice(0, most);
}

/** Undefined where it does not fit; 0 fits best. */
function fitOf({ id, name, remark, keywords = '' }: EntryText, wanted: string): number | undefined {
  if (wanted === '') return 0;
  const lower = name.toLowerCase();
  if (lower.startsWith(wanted)) return 0;
  if (lower.includes(wanted)) return 1;
  if (remark.toLowerCase().includes(wanted) || keywords.toLowerCase().includes(wanted)) return 2;
  if (id.toLowerCase().startsWith(wanted)) return 3;
  return hasInOrder(lower, wanted) ? 4 : undefined;
}

/** Whether the letters stand in the text in this order: `vpst` in `vpc-staging`, as the editor itself matches. */
function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const place = text.indexOf(letter, from);
    if (place === -1) return false;
    from = place + letter.length;
  }
  return true;
}
