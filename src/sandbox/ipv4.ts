/** A block of addresses: `first` is its first address as a number, `size` how many it has. */
interface Block {
  readonly first: number;
  readonly size: number;
}

/** The block a CIDR such as 10.0.1.0/24 names. */
export function blockOf(cidr: string): Block {
  const [address = '', prefix = ''] = cidr.split('/');
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, size: 2 ** (32 - Number(prefix)) };
}

/** The dotted form of an address. */
export function addressText(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');
}

/** The CIDR of the nth block of that prefix length inside a larger one. */
export function subBlock(cidr: string, prefix: number, index: number): string {
  return `${addressText(blockOf(cidr).first + index * 2 ** (32 - prefix))}/${prefix}`;
}

/** Whether an address is the one that an entry of a list names, or lies in the block that it names. */
export function isWithin(address: string, entry: string): boolean {
  const { first, size } = blockOf(entry.includes('/') ? entry : `${entry}/32`);
  return Math.floor(blockOf(address).first / size) === Math.floor(first / size);
}
