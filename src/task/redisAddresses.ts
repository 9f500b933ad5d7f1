/** What is wrong with one of several addresses; `index` counts from 0. */
export interface AddressMistake {
  readonly kind: 'empty' | 'scheme' | 'user' | 'blank' | 'noPort' | 'port' | 'host';
  readonly index: number;
}

const host = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** The first mistake in `ip:port`, or several with commas between, of a Redis; undefined where there is none. */
export function addressMistake(text: string): AddressMistake | undefined {
  for (const [index, part] of text.split(',').entries()) {
    const kind = mistakeOf(part.trim());
    if (kind !== undefined) return { kind, index };
  }
  return undefined;
}

/** As the cloud takes them: without blanks. */
export function plainAddresses(text: string): string {
  return text
    .split(',')
    .map((part) => part.trim())
    .join(',');
}

function mistakeOf(address: string): AddressMistake['kind'] | undefined {
  if (address === '') return 'empty';
  if (address.includes('://')) return 'scheme';
  if (address.includes('@')) return 'user';
  if (/\s/.test(address)) return 'blank';
  const colon = address.lastIndexOf(':');
  if (colon === -1) return 'noPort';
  const port = address.slice(colon + 1);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) return 'port';
  return host.test(address.slice(0, colon)) ? undefined : 'host';
}
