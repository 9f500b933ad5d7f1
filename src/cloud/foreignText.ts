// Words that others chose (names, answers, files), made fit to be shown. What cannot be seen is shown as what it is, since two
// names that look alike are two names; what is too long is cut between characters as a person counts them.

const emoji = String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]?`;
const tags = (letters: string) =>
  letters.replace(/./g, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
const indic =
  '\u0900-\u0DFF\u0F00-\u109F\u1700-\u17B3\u17B6-\u17FF\u1900-\u1AFF\u1B00-\u1CFF\uA800-\uA82F\uA880-\uA8FF\uA980-\uA9FF\uAA00-\uAADF\uABC0-\uABFF';
const arabic = '\u0620-\u066F\u0671-\u06D3\u0710-\u077F\u07CA-\u07EA\u08A0-\u08C7';

/** Unseen characters that make a visible difference where they stand: in emoji, and between letters that they join or part. */
const needed = [
  ...['gbeng', 'gbsct', 'gbwls'].map((region) => `\\u{1F3F4}${tags(region)}\\u{E007F}`),
  `${emoji}(?:\\u200D${emoji})*`,
  '[0-9#*]\\uFE0F\\u20E3',
  `(?<=[${indic}])[\\u200C\\u200D](?=[${indic}])`,
  `(?<=[${arabic}])\\u200C(?=[${arabic}])`,
  '(?<=[\\u1820-\\u1878])[\\u180B-\\u180F]',
].join('|');

/**
 * Controls, separators, half characters, what turns the direction of writing, fillers, tags, selectors, the joiners of
 * hieroglyphs, and the blank of Braille. Not all of \p{Cf}: the number signs of Arabic and their like are seen.
 */
const unseen = String.raw`(?![\t\n\r])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u{13430}-\u{1343F}\u2800]`;

const unseenRuns = new RegExp(`(${needed})|(?:(?!${needed})${unseen})+`, 'gu');

/** Marks on one letter; the scripts that stack the most need six. */
const flood = /(\p{M}{6})\p{M}+/gu;

/** Code points named of a run of unseen ones. */
const mostNamed = 3;

/** The text with `‹U+200B›` in place of what cannot be seen. Tabs, line breaks and all kinds of blanks stay as they are. */
export function visible(text: string): string {
  return replaceUnseen(text, named).replace(flood, '$1…');
}

/** The text with a blank in place of what cannot be seen, for names that must not have more signs than they need. */
export function withoutUnseen(text: string): string {
  return replaceUnseen(text, () => ' ');
}

/** Words for a sentence or a row: one line, nothing unseen, at most `most` characters. Takes time by `most`, not by the text. */
export function shortened(text: string, most = 80): string {
  return cut(oneLine(visible(cut(text, most))), most);
}

/** The same for a path, of which the end tells it from others. */
export function shortenedPath(path: string, most = 80): string {
  const isShort = path.length <= most * unitsEach;
  // What is left of the first character may be half of one.
  const end = isShort ? path : [...charactersOf(path.slice(-most * unitsEach))].slice(1).join('');
  const shown = [...charactersOf(oneLine(visible(end)))];
  return isShort && shown.length <= most ? shown.join('') : `…${shown.slice(1 - most).join('')}`;
}

/** A quotation that somebody has to find in a text: as `shortened`, but line breaks and unusual blanks are shown as what they are, too. */
export function quoted(text: string, most = 60): string {
  return cut(visible(cut(text, most)).replace(/[^\S ]+/g, named), most);
}

/** At most `most` characters as a person counts them, the last of them `…` where there are more. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = upTo(text, most * unitsEach);
  let short = '';
  let last = '';
  let count = 0;
  for (const character of charactersOf(start)) {
    if (count === most) return `${short}…`;
    short += last;
    last = character;
    count += 1;
  }
  if (start.length === text.length) return text;
  // Of many code units each; the last may be half of one, also where it is the only one.
  return `${short || start}…`;
}

/** At most this many UTF-16 code units, without half a code point at the end. */
export function upTo(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}

/** What a person counts as one character, such as a letter with its accents or a family of emoji; found as far as it is asked for. */
export function* charactersOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** `U+200B` for the first character of a text. */
export function codePoint(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Code units that a character has at most, on average: an accent is one, and each person of an emoji family three. */
const unitsEach = 8;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function replaceUnseen(text: string, instead: (run: string) => string): string {
  return text.replace(unseenRuns, (run: string, isNeeded: string | undefined) => (isNeeded ? run : instead(run)));
}

function oneLine(text: string): string {
  return text.replace(/[\t\n\r ]+/g, ' ');
}

function named(run: string): string {
  const all = [...run];
  const more = all.length > mostNamed ? ' …' : '';
  return `‹${all.slice(0, mostNamed).map(codePoint).join(' ')}${more}›`;
}

/** With a full stop, which what others say often lacks, so that more can follow. */
export function asSentence(text: string): string {
  return /[.!?…。！？]$/.test(text) ? text : `${text}.`;
}
