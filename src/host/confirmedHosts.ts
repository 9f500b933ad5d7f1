import * as z from 'zod';
import type { ConfirmedHosts } from '../desk/ports.ts';

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
