/** Every text that can be reached from a value: own and inherited properties, enumerable or not, of whatever is in it. */
export function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const queue: unknown[] = [value];
  while (queue.length > 0) {
    const next = queue.pop();
    if (typeof next === 'string') texts.push(next);
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Map || next instanceof Set) queue.push(...next.keys(), ...next.values());
    for (const key of Reflect.ownKeys(next)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(next, key);
      texts.push(String(key));
      // Getters run on the object itself: that of a prototype alone would throw.
      if (descriptor && 'value' in descriptor) queue.push(descriptor.value);
    }
    queue.push(Reflect.getPrototypeOf(next));
  }
  return texts;
}

/** The spellings in which a server may give back what it was sent. */
export function spellings(secret: string): Readonly<Record<string, string>> {
  const json = JSON.stringify(secret).slice(1, -1);
  return {
    clear: secret,
    'percent-encoded': encodeURIComponent(secret),
    'percent-encoded in lower case': encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    'percent-encoded twice': encodeURIComponent(encodeURIComponent(secret)),
    'escaped as JSON': json,
    'escaped as JSON in JSON': JSON.stringify(json).slice(1, -1),
    'escaped as JSON by a careful encoder': json.replace(
      /[^\w\\"]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
    'with escaped slashes': json.replaceAll('/', '\\/'),
    'percent-encoded JSON': encodeURIComponent(json),
    'as HTML': secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    'as HTML by a careful encoder': secret.replace(/[^\w]/gu, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`),
  };
}

/** The places where a secret, in any of those spellings, stands in what can be reached from a value. */
export function leaksOf(secrets: readonly string[], value: unknown): string[] {
  const wanted = secrets.filter((secret) => secret !== '').flatMap((secret) => Object.values(spellings(secret)));
  return textsIn(value).filter((text) => wanted.some((secret) => text.toLowerCase().includes(secret.toLowerCase())));
}
