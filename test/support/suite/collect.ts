/** The pages of a list, one array each. */
export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push([...page]);
  return all;
}

/** The ids of each page, in a line that tables can compare. */
export const idsOf = (pages: readonly (readonly { id: string }[])[]) =>
  pages.map((page) => page.map(({ id }) => id).join(' '));
