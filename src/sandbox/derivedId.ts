import { createHash } from 'node:crypto';

/** 32 lower-case hex digits that are always the same for the same seed: the form of a project ID. */
export function derivedHex(seed: string): string {
  return createHash('sha256').update(`dcs sandbox ${seed}`).digest('hex').slice(0, 32);
}

/** A version 4 UUID that is always the same for the same seed: the form of a VPC, network or security group ID. */
export function derivedUuid(seed: string): string {
  const hex = derivedHex(seed);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** A whole number from 0 up to, but not including, `limit`; always the same for the same seed. */
export function derivedNumber(seed: string, limit: number): number {
  return Number.parseInt(derivedHex(seed).slice(0, 8), 16) % limit;
}
