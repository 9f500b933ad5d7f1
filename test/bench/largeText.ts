/** A megabyte, as nobody writes it: a comment to every line of a large reserved field. */
export function largeText(): string {
  const lines = Array.from(
    { length: 12_000 },
    (_, line) => `    // line ${line} says what it is for\n    "key-${line}": [1, "two", { "three": 3 }],`,
  );
  const fields = ['vpc_id', 'subnet_id', 'security_group_id'].map((name) => `  "${name}": "",`);
  return `{\n  "migration": {\n${lines.join('\n')}\n    "last": 0\n  },\n${fields.join('\n')}\n  "name": "1. orders"\n}\n`;
}
