import { quoted } from '../../cloud/foreignText.ts';

/** Characters of a name that are shown, and bytes of it that are looked at. */
const mostShown = 80;
const mostRead = 32 * mostShown;

/** The name of a key, or of a field, fit to be shown: what is no text stands there byte by byte. */
export function nameText(name: Uint8Array): string {
  const bytes = name.subarray(0, mostRead);
  return quoted(textIn(bytes) ?? escaped(bytes), mostShown);
}

/** Undefined where it is no UTF-8. A character that was cut is left out. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function escaped(bytes: Uint8Array): string {
  const plain = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x5c;
  return [...bytes]
    .map((byte) => (plain(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}
