import type { Reply } from './resp.ts';

/**
 * The text that the Web CLI shows: what redis-cli prints for people, reports as they are, and an error of these marked as any other.
 * Source: redis-cli, `cliFormatReplyTTY` and `cliReadReply`.
 */
export function printed(reply: Reply, words: readonly string[]): string {
  if (reply.kind === 'text' && isReport(words)) return reply.bytes.toString('utf8');
  // Source: DCS user guide, "Connecting to an Instance on the Console": of an empty value it shows nil.
  if (reply.kind === 'text' && reply.bytes.length === 0) return 'nil';
  return formatted(reply, '');
}

/** Of each command its first word, or its first two; texts for people, which are shown as they are. */
const reports: ReadonlySet<string> = new Set([
  ...['INFO', 'CLIENT INFO', 'CLIENT LIST', 'CLUSTER INFO', 'CLUSTER NODES'],
  ...['LATENCY DOCTOR', 'MEMORY DOCTOR', 'MEMORY MALLOC-STATS'],
]);

function isReport([name = '', sub = '']: readonly string[]): boolean {
  return reports.has(name.toUpperCase()) || reports.has(`${name} ${sub}`.toUpperCase());
}

/** `indent` is what the lines after the first begin with. */
function formatted(reply: Reply, indent: string): string {
  switch (reply.kind) {
    case 'status':
      return reply.text;
    case 'error':
      return `(error) ${reply.text}`;
    case 'integer':
      return `(integer) ${reply.text}`;
    case 'nil':
      return '(nil)';
    case 'text':
      return quoted(reply.bytes);
    case 'list':
      return reply.items.length === 0 ? '(empty array)' : numbered(reply.items, indent);
  }
}

function numbered(items: readonly Reply[], indent: string): string {
  const width = String(items.length).length;
  const inner = indent + ' '.repeat(width + 2);
  return items
    .map((item, index) => {
      const number = String(index + 1).padStart(width);
      return `${index === 0 ? '' : indent}${number}) ${formatted(item, inner)}`;
    })
    .join('\n');
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** In quotes, whatever the bytes are. Source: Redis, `sdscatrepr`. */
function quoted(bytes: Buffer): string {
  const escaped = (byte: string) => escapes[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${bytes.toString('latin1').replace(/[^ !#-[\]-~]/g, escaped)}"`;
}
