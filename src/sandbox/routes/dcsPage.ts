import { type Answer, dcsError } from '../answer.ts';

/** What `offset` and `limit` cut out of a list, ten entries where nothing is said, or the refusal of these. Source: DCS API reference, "Error codes". */
export function dcsPage(
  query: URLSearchParams,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): Answer | { of<Item>(items: readonly Item[]): readonly Item[] } {
  const offset = wholeNumber(query.get('offset') ?? '0', 0, 999_999_999);
  const limit = wholeNumber(query.get('limit') ?? '10', lowest, highest);
  if (offset === undefined) return wrongQuery('offset');
  if (limit === undefined) return wrongQuery('limit');
  return { of: (items) => items.slice(offset, offset + limit) };
}

export function wrongQuery(name: string): Answer {
  return dcsError(400, 'DCS.4062', `The query parameter ${name} is invalid.`);
}

function wholeNumber(text: string, lowest: number, highest: number): number | undefined {
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= lowest && value <= highest ? value : undefined;
}
