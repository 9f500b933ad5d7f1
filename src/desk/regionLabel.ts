import { findRegion } from '../cloud/regions.ts';
import type { Translate } from '../cloud/translate.ts';

/** A region as a person reads it, with the id that files and URLs hold: `CN North-Beijing4 (cn-north-4)`. */
export function regionLabel(id: string, t: Translate): string {
  const region = findRegion(id);
  if (region === undefined) return id;
  const name = t(region.name);
  return name === id ? id : `${name} (${id})`;
}
