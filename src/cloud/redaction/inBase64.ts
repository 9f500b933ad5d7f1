/** Bytes; of shorter ones what is left is found in any text. */
const shortest = 6;

/**
 * How a text reads in base64, alone and inside something longer: begun at each of the three places of a group, without the signs that
 * depend on what stands beside it. Both alphabets.
 */
export function inBase64(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  if (bytes.length < shortest) return [];
  const found = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [...new Set(found.flatMap((one) => [one, one.replaceAll('+', '-').replaceAll('/', '_')]))];
}
