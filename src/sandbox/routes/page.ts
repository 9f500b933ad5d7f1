/** A slice of a list, the next marker only where more follows. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextMarker?: string;
}

const highestLimit = 2000;

/**
 * The slice a marker-paged list answers with: at most `limit` records (0..2000, default 2000) after the one named by `marker`.
 * A text says what is wrong with the parameters. Source: VPC API reference, "Querying VPCs".
 * A marker that names no record is refused here: an empty page would pass a mistake in paging off as the end of the list.
 */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  query: URLSearchParams,
): Page<Item> | string {
  const limitText = query.get('limit') ?? String(highestLimit);
  const limit = Number(limitText);
  if (!/^\d{1,9}$/.test(limitText) || limit > highestLimit) return `limit ${limitText} is not between 0 and 2000`;
  const marker = query.get('marker') ?? '';
  const before = items.findIndex((item) => item.id === marker);
  if (marker !== '' && before === -1) return `marker ${marker} does not exist`;
  const page = items.slice(before + 1, before + 1 + limit);
  const last = page.at(-1);
  const more = last !== undefined && last.id !== items.at(-1)?.id;
  return more ? { items: page, nextMarker: last.id } : { items: page };
}

/** The `page_info` of VPC API v3; the last page has no `next_marker`. */
export function pageInfo(page: Page<{ readonly id: string }>): Readonly<Record<string, string | number>> {
  const first = page.items[0];
  return {
    ...(first === undefined ? {} : { previous_marker: first.id }),
    current_count: page.items.length,
    ...(page.nextMarker === undefined ? {} : { next_marker: page.nextMarker }),
  };
}

/** The items that have, for each of these fields that the query names, one of the values it gives. */
export function matching<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  fields: Readonly<Record<string, (item: Item) => string>>,
): readonly Item[] {
  return Object.entries(fields).reduce<readonly Item[]>((left, [name, read]) => {
    const wanted = query.getAll(name);
    return wanted.length === 0 ? left : left.filter((item) => wanted.includes(read(item)));
  }, items);
}

/** The records of the enterprise project asked for; all of them where none is named. */
export function ofEnterpriseProject<Item extends { readonly enterpriseProjectId: string }>(
  items: readonly Item[],
  query: URLSearchParams,
): readonly Item[] {
  const wanted = query.get('enterprise_project_id') ?? 'all_granted_eps';
  return wanted === 'all_granted_eps' ? items : items.filter((item) => item.enterpriseProjectId === wanted);
}
