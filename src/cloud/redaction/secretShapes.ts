import type { Range } from './knownSecrets.ts';

/** Where a text has what looks like a secret by itself: whoever stands before the `@` of a URL, PEM blocks, and long random texts. */
export function findShapes(text: string): Range[] {
  return [...findUsersOfUrls(text), ...findPemBlocks(text), ...findRandomTexts(text)];
}

const colonSign = String.raw`(?::|%(?:25)*3a|\\u003a|&#(?:0*58|x0*3a);)`;
const slashSign = String.raw`(?:\\*(?:\/|%(?:25)*2f|u002f)|&#(?:0*47|x0*2f);)`;
const colon = new RegExp(`${colonSign}${slashSign}*`, 'i');
const origin = new RegExp(`${colonSign}${slashSign}{2}`, 'i');
const at = /@|%(?:25)*40|\\u0040|&#(?:0*64|x0*40);/gi;

/** A node as CLUSTER NODES lists it: `10.0.0.1:6379@16379`, of which no part is a user. No host is a number alone. */
const nodeAddress = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}@\d{1,5}(?![\w.:@%\\&-])/g;

/**
 * `redis://:password@host`, `https://user:password@host`, `user:password@host`, encoded ones too: what is behind the first colon,
 * up to the last `@` before a blank. A password may hold whatever else would end it.
 */
function findUsersOfUrls(text: string): Range[] {
  if (text.search(colon) < 0) return [];
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: whole, index }): Range[] => {
    const run = whole.replace(nodeAddress, (address) => ' '.repeat(address.length));
    const begin = colon.exec(run);
    if (begin === null) return [];
    const end = [...run.matchAll(at)].at(-1)?.index;
    const from = end === undefined ? startOfCutOff(run, text.length - index) : begin.index + begin[0].length;
    const to = end ?? run.length;
    return from !== undefined && from < to ? [[index + from, index + to]] : [];
  });
}

/** Where a user begins before whose end the text was cut off: what stands behind a second colon is no port then. */
function startOfCutOff(run: string, left: number): number | undefined {
  const scheme = run.length < left ? null : origin.exec(run);
  if (scheme === null) return undefined;
  const from = scheme.index + scheme[0].length;
  const second = colon.exec(run.slice(from));
  if (second === null) return undefined;
  const isPort = second.index > 0 && /^\d{1,5}(?:\D|$)/.test(run.slice(from + second.index + second[0].length));
  return isPort ? undefined : from;
}

function findPemBlocks(text: string): Range[] {
  const found: Range[] = [];
  for (let from = text.indexOf('-----BEGIN'); from >= 0; ) {
    const footer = text.indexOf('-----END', from);
    const end = footer < 0 ? -1 : text.indexOf('-----', footer + 5);
    const to = end < 0 ? text.length : end + 5;
    found.push([from, to]);
    from = text.indexOf('-----BEGIN', to);
  }
  return found;
}

/** Fewer characters than a secret access key has, and more than a UUID without its lower-case letters or upper-case ones needs. */
const shortestRandom = 32;

function findRandomTexts(text: string): Range[] {
  const runs = text.matchAll(/[A-Za-z0-9+/_%\\-]+={0,2}/g);
  return [...runs].flatMap(({ 0: run, index }): Range[] =>
    looksRandom(run) || isEncodedText(run) ? [[index, index + run.length]] : [],
  );
}

/**
 * Whether capitals, small letters and digits take turns as they do by chance (in three of five places), and not as in a name or a
 * path. Hexadecimal IDs and hashes have letters of one kind only.
 */
function looksRandom(run: string): boolean {
  if (run.length < shortestRandom) return false;
  const kinds = run.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/[0-9]/g, '0');
  const turns = kinds.match(/(?=Aa|A0|aA|a0|0A|0a)/g)?.length ?? 0;
  return turns >= run.length * 0.4 && ['A', 'a', '0'].every((kind) => kinds.includes(kind));
}

/** Whether it is readable text in Base64, such as `user:password`; bytes by chance are not readable. */
function isEncodedText(run: string): boolean {
  return (
    /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(run) && /^[\t\n\r -~]+$/.test(Buffer.from(run, 'base64').toString('latin1'))
  );
}
