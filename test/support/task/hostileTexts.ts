/** Texts of about so many characters that are hard on whoever goes through them: without end, of one token, of the smallest, of mistakes. */
export function hostileTexts(size: number): Readonly<Record<string, string>> {
  const filled = (unit: string, before = '', behind = '') =>
    before + unit.repeat(Math.floor((size - before.length - behind.length) / unit.length)) + behind;
  const problems = Array.from({ length: 200 }, (_, index) => `"k${index}":1`).join();
  return {
    'line ends': filled('\n'),
    'line ends of Windows': filled('\r\n'),
    'line ends, then 200 mistakes': filled('\n', '', `{${problems}}`),
    blanks: filled(' '),
    'blanks, then a mistake': filled(' ', '', '!'),
    'one string': filled('x', '"', '"'),
    'one string without an end': filled('x', '{"name":"'),
    'a description in one line': filled('x', '{"description":"', '"}'),
    'a description of escapes': filled('\\n', '{"description":"', '"}'),
    'a description of long escapes': filled('\\u4e2d', '{"description":"', '"}'),
    'a name of blanks': filled(' ', '{"name":"', '"}'),
    'one word': filled('a'),
    'one number': filled('1'),
    'one comment': filled('x', '/*', '*/'),
    'one comment without an end': filled('*', '/*'),
    comments: filled('// a\n'),
    commas: filled(','),
    'commas in an object': filled(',', '{'),
    slashes: filled('/ '),
    quotes: filled('"'),
    words: filled('a ', '{"region":', '}'),
    minuses: filled('-'),
    'nonsense in every line': filled('!\n', '{'),
    'open brackets': filled('['),
    'open braces': filled('{"a":'),
    'brackets closed by braces': filled('[}'),
    'one field very often': filled('"region":"cn-north-4",', '{', '}'),
    'very many fields': filled('"a":1,', '{', '}'),
    'very many numbers': filled('1,', '{"migration":[', '1]}'),
    'very many objects': filled('{"b":{"c":1}},', '{"migration":[', '1]}'),
    'very many fields in a wrapper': filled('"a":1,', '{"task":{', '}}'),
    'very many fields in an instance': filled('"a":1,', '{"migration":{"source_instance":{', '}}}'),
    'very many objects in the migration section': filled('"a":{},', '{"migration":{', '}}'),
    'very many addresses': filled('a,', '{"migration":{"source_instance":{"addrs":"', '"}}}'),
    'a pasted command': filled('\n', 'curl '),
  };
}

/** Those that end a reader before their end, since they are nested too deep. */
export const tooDeep: readonly string[] = ['open brackets', 'open braces', 'brackets closed by braces'];
