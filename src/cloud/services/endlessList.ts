import { Unintelligible } from '../errors.ts';

/** Where a service that makes up pages, or entries, for ever is left. */
export const mostPages = 1000;
export const mostEntries = 100_000;

/** What a list comes to that does not get on, or has no end: what was not seen must not count as absent. */
export function endlessList(url: string): Unintelligible {
  const facts = { reason: 'shape', status: 200, detail: 'the list does not end' } as const;
  return new Unintelligible({ method: 'GET', url }, facts);
}
