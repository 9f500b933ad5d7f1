import type * as z from 'zod';
import { isPage, type Reply } from './answer.ts';
import { errorAnswer } from './errorBody.ts';
import { type AnswerView, answerText, type ShownText } from './redaction/answerText.ts';
import { maskOf, redactText } from './redaction/maskText.ts';

/** Makes what may be shown of an answer, when it is asked for, and says how many characters it has; undefined where there is none. */
export type ShownAnswer = (view: AnswerView) => (ShownText & { readonly size: number }) | undefined;

/**
 * What may be shown of a reply to a request with this schema. Reads the reply when it is asked for: whoever empties that takes it
 * back.
 */
export function shownAnswer(reply: Reply, schema: z.ZodType, secrets: readonly string[], failed: boolean): ShownAnswer {
  return (view) => {
    const { text = '', body } = reply;
    if (text === '') return undefined;
    const schemas = failed ? [schema, errorAnswer] : [schema];
    const shown =
      body === undefined ? plainText(text, secrets, view) : answerText(body, schemas, maskOf(secrets), view);
    return { ...shown, size: text.length };
  };
}

/** Nobody knows what a page or a text holds: by its words it is shown only where everything is to be. */
function plainText(text: string, secrets: readonly string[], { trace, most, t }: AnswerView): ShownText {
  if (trace) return { text: redactText(withoutTornEnd(text), secrets, most), cut: text.length > most };
  const count = text.length;
  const kind = isPage(text) ? t('page of {count} characters', { count }) : t('text of {count} characters', { count });
  return { text: `(${kind})`, cut: false };
}

/** JSON that broke off without the word in which it did: of half a password nothing says that it is one. */
function withoutTornEnd(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  let end = text.length;
  while (end > 0 && !/[\s"]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}…`;
}
