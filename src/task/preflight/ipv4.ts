/** A block of IPv4 addresses: `first` as a number, and how many it has. */
interface Block {
  readonly first: number;
  readonly size: number;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const address = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

export function isIpv4(text: string): boolean {
  return address.test(text.trim());
}

/**
 * Whether an entry of a whitelist stands for an address, among others or alone; bits beyond the prefix count for nothing.
 * Undefined where it is of no known form, so that nobody can tell.
 */
export function contains(entry: string, wanted: string): boolean | undefined {
  // An IPv6 network has no IPv4 address in it.
  if (entry.includes(':')) return false;
  const block = blockOf(entry);
  if (block === undefined || !isIpv4(wanted)) return undefined;
  const number = numberOf(wanted);
  return number >= block.first && number < block.first + block.size;
}

function blockOf(entry: string): Block | undefined {
  const [base = '', prefix = '32', ...more] = entry.trim().split('/');
  if (!isIpv4(base) || !/^(?:3[0-2]|[12]?\d)$/.test(prefix) || more.length > 0) return undefined;
  const size = 2 ** (32 - Number(prefix));
  return { first: Math.floor(numberOf(base) / size) * size, size };
}

function numberOf(text: string): number {
  return text
    .trim()
    .split('.')
    .reduce((sum, part) => sum * 256 + Number(part), 0);
}
