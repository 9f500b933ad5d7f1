/** How many keys there are, by database; those that have none are left out. */
export type Keyspace = readonly (readonly [database: number, keys: number])[];

/** What `INFO keyspace` prints, with line breaks or with their escapes; undefined where it prints something else. */
export function keyspaceIn(text: string): Keyspace | undefined {
  const found = [...text.matchAll(/(?:^|[^A-Za-z]|\\r|\\n)db(\d{1,5}):keys=(\d{1,15})\b/g)].map(
    ([, database, keys]) => [Number(database), Number(keys)] as const,
  );
  if (found.length > 0) return found.filter(([, keys]) => keys > 0);
  return /^\W*(?:keyspace|nil)?(?:\W|\\r|\\n)*$/i.test(text) ? [] : undefined;
}

/** What `DBSIZE` prints: `(integer) 12`, or the number alone. */
export function sizeIn(text: string): number | undefined {
  const [, digits] = /^\s*"?(?:\(integer\)\s*)?(\d{1,15})"?\s*$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export function keysIn(keyspace: Keyspace): number {
  return keyspace.reduce((sum, [, keys]) => sum + keys, 0);
}
