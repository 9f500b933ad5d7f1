/** What a POSIX shell takes for itself outside quotes is in none of these characters. */
const plain = /^[A-Za-z0-9_.,:/@%+-]{1,200}$/;

/** What a terminal hands on as it is, run by run, each short enough for a line. A break is one of ours, inside quotes. */
const runs = /[\n\x20-\x7e]{1,200}|[^\n\x20-\x7e]{1,50}/gu;

/**
 * Bytes of a line. A terminal that hands on whole lines, as it does for dash, drops what a line has beyond 1024 bytes on macOS, beyond
 * 4096 on Linux. Source: MAX_CANON in the system's limits.h; termios(3), "Canonical and noncanonical mode".
 */
const longestLine = 1000;

/** For a script, which only sh reads: always quoted. Or for the prompt of any such shell: a backslash then stands outside quotes, since fish reads it inside. */
type ShStyle = 'script' | 'prompt';

/**
 * A text as one word of a POSIX shell, in parts that `joinInLines` joins. The word is ASCII whatever the text is: bash without a UTF-8
 * locale takes every other byte that is pasted for a key with Meta, and one of these runs what stands behind it.
 * Source: the GNU Readline manual, `convert-meta` and `insert-comment`.
 */
export function shParts(text: string, style: ShStyle): readonly string[] {
  if (style === 'prompt' && plain.test(text)) return [text];
  if (text === '') return ["''"];
  return (text.match(runs) ?? []).map((run) => (/^[\n\x20-\x7e]/.test(run) ? quoted(run, style) : printed(run)));
}

/** The same as one text. */
export function shWord(text: string, style: ShStyle): string {
  return joinInLines(shParts(text, style));
}

/** Joins the parts of one command; a backslash ends each line that goes on. Quotes that meet are left out: zsh may take two for one in a text. */
export function joinInLines(parts: readonly string[]): string {
  let line = '';
  const lines: string[] = [];
  for (const part of parts) {
    if (line.length + part.length > longestLine) {
      lines.push(line);
      line = part;
    } else {
      line = line.endsWith("'") && part.startsWith("'") ? line.slice(0, -1) + part.slice(1) : line + part;
    }
  }
  return [...lines, line].join('\\\n');
}

function quoted(run: string, style: ShStyle): string {
  return `'${run.replace(style === 'prompt' ? /['\\]/g : /'/g, "'\\$&'")}'`;
}

/** Bytes of UTF-8 for printf, in octal: POSIX knows no other way, and has no `$'…'`. */
function printed(run: string): string {
  const bytes = [...new TextEncoder().encode(run)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `"$(printf '${bytes.join('')}')"`;
}
