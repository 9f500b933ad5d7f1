/** The rows of the first table in a Markdown text, its header first; undefined where there is none. */
export function markdownRows(text: string): readonly (readonly string[])[] | undefined {
  const lines = text.split('\n');
  const rule = lines.findIndex((line, index) => index > 0 && isRule(line) && lines[index - 1]?.includes('|') === true);
  if (rule === -1) return undefined;
  const end = lines.findIndex((line, index) => index > rule && !line.includes('|'));
  const body = lines.slice(rule + 1, end === -1 ? undefined : end);
  return [lines[rule - 1] ?? '', ...body].map(cellsIn);
}

/** `| --- | :-: |`, which makes the line above it a header. */
function isRule(line: string): boolean {
  return /^[\s|:-]+$/.test(line) && line.includes('|') && cellsIn(line).every((cell) => /^:?-+:?$/.test(cell));
}

function cellsIn(line: string): string[] {
  const inside = line.trim().replace(/^\|/, '');
  const cells = inside.split(/(?<!\\)\|/);
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^`([^`]*)`$/, '$1')
      .replaceAll('\\|', '|')
      .replaceAll('&#124;', '|'),
  );
}
