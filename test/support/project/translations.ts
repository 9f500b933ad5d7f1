import { Cancelled, SignedOut } from '../../../src/cloud/errors.ts';
import { allExplanations } from '../../../src/cloud/explain/errorCatalogue.ts';
import { describeCloudError } from '../../../src/cloud/explain/errorText.ts';
import { regions, sandboxRegion } from '../../../src/cloud/regions.ts';
import { taskFileJsonSchema } from '../../../src/task/file/taskFileJsonSchema.ts';
import type { Source } from './sources.ts';

/** What a call of `t` is given first: the text of a literal, or the expression where it is none. */
export type Message = { readonly text: string } | { readonly expression: string };

/** The first argument of every call of `t` in a source, `l10n.t` too. */
export function messagesOf({ code }: Pick<Source, 'code'>): readonly Message[] {
  return [...code.matchAll(/\bt\(\s*('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[^,)]*)/g)].map(
    ([, argument = '']) => {
      const quoted = /^['"]/.test(argument) || (argument.startsWith('`') && !argument.includes('${'));
      return quoted ? { text: unquoted(argument.slice(1, -1)) } : { expression: argument.trim() };
    },
  );
}

/** The texts that sit in tables and reach a person through `t(…)` of a variable, or through the JSON schema. */
export function textsInTables(): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (text: string) => {
    found.add(text);
    return text;
  };
  for (const { meaning, action } of allExplanations()) [meaning, action].forEach(collect);
  const request = { method: 'GET', url: 'https://example.com' };
  for (const error of [new Cancelled(request, true), new SignedOut(request, true)]) describeCloudError(error, collect);
  for (const { name } of [...regions, sandboxRegion]) collect(name);
  taskFileJsonSchema(collect);
  return found;
}

function unquoted(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code?: string, sign = '') =>
    code === undefined ? (signs[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
