import { type Answer, dcsError } from '../answer.ts';
import type { Redis } from './redis.ts';

/** To whoever names an instance that is not there. HTTP 404 or 400; the Terraform provider knows both. Source: DCS API reference, "Error codes". */
export const noInstance: Answer = dcsError(404, 'DCS.3022', 'The DCS instance does not exist.');

/** Those that a project of the region sees. */
export function ofRegion(all: readonly Redis[], region: string): readonly Redis[] {
  return all.filter((redis) => redis.region === region);
}
