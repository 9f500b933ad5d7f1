import type { Range } from './knownSecrets.ts';
import { endOfQuoted, quoteAt } from './quotedText.ts';

/** A name in a text. */
interface Name {
  readonly word: string;
  /** Whether it stands in quotes, as in JSON. */
  readonly quoted: boolean;
  /** Whether it is that of an element, as in XML. */
  readonly element: boolean;
}

/** What a value ends before where nothing encloses it. */
const ends = {
  /** A password may hold any sign. */
  blank: /\s/g,
  /** A header's value, in a request as the gateway echoes it, with `|` for each line break, or in a URL. */
  header: /[\s|"&<]/g,
  json: /[\s,}\]"]/g,
  field: /[\r\n|"`<]/g,
  line: /[\r\n]/g,
  element: /</g,
} as const;

/** The value that begins here, of this name; undefined where it may be shown. */
export function rangeOfValue(text: string, from: number, name: Name): Range | undefined {
  const at = beginOf(text, from);
  const quote = quoteAt(text, at);
  const start = quote?.end ?? at;
  // How it was signed explains a refusal; the signature itself has a name of its own.
  if (/authori[sz]ation$/i.test(name.word) && /^(?:SDK|V11)-[A-Z0-9-]{1,20}\s/.test(text.slice(start, start + 30)))
    return undefined;
  if (name.element) return [from, endBefore(ends.element, text, from)];
  if (quote !== undefined) return [start, endOfQuoted(text, quote)];
  // What is nested is not looked through for where it ends.
  if (/[{[]/.test(text.charAt(at))) return [at, text.length];
  if (isWord(text, at, name.word)) return undefined;
  // As a command with a user.
  const end = name.word === 'auth' && /^default\s/.test(text.slice(at, at + 8)) ? 'line' : endOf(name);
  return [at, endBefore(ends[end], text, at)];
}

/** Behind blanks, and what puts a value into the next line: `|` in YAML, a backslash in a shell. */
function beginOf(text: string, from: number): number {
  const blanks = /\s*(?:(?:[|>][+-]?|\\)\r?\n\s*)?/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
}

function endOf({ word, quoted }: Name): keyof typeof ends {
  if (quoted) return 'json';
  if (/^(?:AUTH2?|auth2|SETUSER)$|^setuser$|auth-pass$/.test(word)) return 'line';
  if (/cookie|authori[sz]ation/i.test(word)) return 'field';
  return /^x-.*token$|signature/i.test(word) ? 'header' : 'blank';
}

/** What stands behind "auth" in sentences. */
const words =
  /^(?:fail\w*|errors?|requir\w*|refused|rejected|den(?:y|ied)|invalid|incorrect|wrong|time(?:d ?)?out|ok|succe\w*|passed|done|disabled|enabled|needed|missing|expired|methods?|mode|type|scheme|mechanism|commands?|checks?|requests?|responses?|server|service|plugin|provider|users?|tokens?|headers?|info|config\w*|settings?|is|was|are|has|have|not|no|and|or|but|with|without|for|from|to|on|in|at|by|via|before|after|again|against|issue|problem|state|status|step|phase|tests?|handshake|exception|strings?|data|field|parameters?|options?|file|path|keys?|module|layer|flow|code|result|retr(?:y|ies)|attempts?|of|as|the|an?|using|sent|accepted|ignored|skipped|(?:un)?supported|called|<password>)[.,;:!?]?(?:\s|$)/i;

/** What a sentence goes on with behind a directive, which takes one value and nothing behind it. */
const sentence =
  /^(?:is|was|are|not|and|or|has|have|had|of|on|in|at|for|from|to|by|with|does|did|must|should|cannot|can|may|will|differs?|failed|missing|directive|option|parameter|setting|command)[,:]?[^\S\r\n]+\S/i;

/** "auth failed" is no command: a word of letters behind it is one of a sentence. */
function isWord(text: string, at: number, name: string): boolean {
  // What is assigned is no sentence.
  if (text[at - 1] === '=') return false;
  const next = text.slice(at, at + 40);
  if (name === 'Basic') return /^\p{L}+[.,;:!?]?(?:\s|$)/u.test(next);
  if (/^(?:requirepass|masterauth)$/i.test(name)) return sentence.test(next);
  return /^auth2?$/i.test(name) && words.test(next);
}

function endBefore(sign: RegExp, text: string, from: number): number {
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}
