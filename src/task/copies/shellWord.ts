/** What a POSIX shell takes for itself outside quotes is in none of these characters. */
const plain = /^[A-Za-z0-9_.,:/@%+-]+$/;

/** A text as one word of a POSIX shell, quoted where it needs that, or always. */
export function shellWord(text: string, style: 'quoted' | 'bare' = 'bare'): string {
  if (style === 'bare' && plain.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
