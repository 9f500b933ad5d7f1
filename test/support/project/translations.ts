import { isCallExpression, isIdentifier, isPropertyAccessExpression } from 'typescript/unstable/ast';
import { Cancelled, SignedOut } from '../../../src/cloud/errors.ts';
import { allExplanations } from '../../../src/cloud/explain/errorCatalogue.ts';
import { describeCloudError } from '../../../src/cloud/explain/errorText.ts';
import { regions, sandboxRegion } from '../../../src/cloud/regions.ts';
import { failureCatalogue } from '../../../src/task/failureCatalogue.ts';
import { taskFileJsonSchema } from '../../../src/task/file/taskFileJsonSchema.ts';
import type { Source } from './sources.ts';
import { literalText } from './syntax.ts';

/** What a call of `t` is given first: the text of a literal, or the expression where it is none. */
export type Message = { readonly text: string } | { readonly expression: string };

/** The first argument of every call of `t` in a source, `l10n.t` too. */
export function messagesOf({ nodes }: Pick<Source, 'nodes'>): readonly Message[] {
  return nodes.filter(isCallExpression).flatMap(({ expression: called, arguments: [first] }) => {
    const name = isPropertyAccessExpression(called) ? called.name : called;
    if (first === undefined || !isIdentifier(name) || name.text !== 't') return [];
    const text = literalText(first);
    return text === undefined ? { expression: first.getText() } : { text };
  });
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
  for (const { cause, action } of failureCatalogue) [cause, action].forEach(collect);
  for (const { name } of [...regions, sandboxRegion]) collect(name);
  taskFileJsonSchema(collect);
  return found;
}
