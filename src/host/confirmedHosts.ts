import * as z from 'zod';
import type { Agreements, ConfirmedHosts } from '../desk/ports.ts';

interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const key = 'dcs.confirmedHosts';

const names = z.array(z.string()).catch([]);

/** Kept for all windows. Read each time: another window may have asked meanwhile. */
export function createConfirmedHosts(state: Memory): ConfirmedHosts {
  const known = () => names.parse(state.get(key) ?? []);
  return {
    isConfirmed: (host) => known().includes(host),
    confirm: async (hosts) => state.update(key, [...new Set([...known(), ...hosts])]),
  };
}

const agreed = 'dcs.agreements';

/** The first go first. */
const mostAgreements = 1000;

/** As with hosts. */
export function createAgreements(state: Memory): Agreements {
  const known = () => names.parse(state.get(agreed) ?? []);
  return {
    has: (digest) => known().includes(digest),
    add: async (digest) => state.update(agreed, [...new Set([...known(), digest])].slice(-mostAgreements)),
  };
}
