/** What is wrong with a part of `ip:port,ip:port`. */
export type AddressMistake =
  | 'blank'
  | 'emptyPart'
  | 'fullWidth'
  | 'scheme'
  | 'credentials'
  | 'missingHost'
  | 'missingPort'
  | 'host'
  | 'port';

/** A mistake and where it stands in the text. It holds nothing of the text, in which a password may stand. */
interface FoundMistake {
  readonly mistake: AddressMistake;
  readonly from: number;
  readonly to: number;
}

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;
const fullWidth = /[，、；：．。]/;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const numeric = /^[\d.]+$/;
const hostName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const ipv6 = /^\[[0-9A-Fa-f:.]+\]$/;

/** The mistakes of addresses as the API takes them, in the order of the text; `most` of them at most. One pass. */
export function addressMistakes(text: string, most: number): readonly FoundMistake[] {
  const found: FoundMistake[] = [];
  for (let from = 0; from <= text.length && found.length < most; ) {
    const comma = text.indexOf(',', from);
    const to = comma === -1 ? text.length : comma;
    found.push(...mistakesIn(text.slice(from, to), from, text.length));
    from = to + 1;
  }
  return found.slice(0, most);
}

function mistakesIn(part: string, from: number, length: number): readonly FoundMistake[] {
  const address = part.trim();
  if (address === '') return [{ mistake: 'emptyPart', ...emptySpan(part, from, length) }];
  const start = from + part.indexOf(address);
  const [end, partEnd] = [start + address.length, from + part.length];
  return [
    ...(start > from ? [{ mistake: 'blank', from, to: start } as const] : []),
    ...mistakesOf(address).map((one) => ({ ...one, from: start + one.from, to: start + one.to })),
    ...(end < partEnd ? [{ mistake: 'blank', from: end, to: partEnd } as const] : []),
  ];
}

/** With the comma that is too much: the one behind it, or at the end the one before it. */
function emptySpan(part: string, from: number, length: number): Pick<FoundMistake, 'from' | 'to'> {
  const end = from + part.length;
  return end < length ? { from, to: end + 1 } : { from: Math.max(0, from - 1), to: end };
}

/** Of an address without blanks around it. */
function mistakesOf(address: string): readonly FoundMistake[] {
  const to = address.length;
  if (fullWidth.test(address)) return [{ mistake: 'fullWidth', from: 0, to }];
  const prefix = scheme.exec(address)?.[0].length ?? 0;
  const user = address.lastIndexOf('@') + 1;
  const from = Math.max(prefix, user);
  const wrong = mistakeOfAddress(address.slice(from));
  return [
    ...(prefix === 0 ? [] : [{ mistake: 'scheme', from: 0, to: prefix } as const]),
    ...(user === 0 ? [] : [{ mistake: 'credentials', from: prefix, to: user } as const]),
    ...(wrong === undefined ? [] : [{ mistake: wrong, from, to }]),
  ];
}

function mistakeOfAddress(address: string): AddressMistake | undefined {
  const colon = address.lastIndexOf(':');
  const isBracketed = address.startsWith('[') && colon < address.indexOf(']');
  if (colon === -1 || isBracketed) return 'missingPort';
  if (colon === 0) return 'missingHost';
  const host = address.slice(0, colon);
  if (/\s/.test(host)) return 'blank';
  if (!isHost(host)) return 'host';
  return isPort(address.slice(colon + 1)) ? undefined : 'port';
}

function isHost(host: string): boolean {
  if (numeric.test(host)) return ipv4.test(host);
  return hostName.test(host) || ipv6.test(host);
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}

/** What is left of addresses without blanks, empty parts, schemes, users and passwords, and with the signs of the keyboard. */
export function plainAddresses(text: string): string {
  return text
    .replace(/[，、；]/g, ',')
    .replace(/：/g, ':')
    .replace(/[．。]/g, '.')
    .split(',')
    .map((part) => part.replace(/\s+/g, '').replace(scheme, '').replace(/^.*@/, ''))
    .filter((part) => part !== '')
    .join();
}
