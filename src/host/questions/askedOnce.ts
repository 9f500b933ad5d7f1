import type { Prompter } from '../../desk/questions.ts';

/** A second click asks nothing that is being asked already: its answer is none. */
export function askedOnce(ask: Prompter['confirm']): Prompter['confirm'] {
  const open = new Set<string>();
  return async (question) => {
    const text = JSON.stringify(question);
    if (open.has(text)) return undefined;
    open.add(text);
    try {
      return await ask(question);
    } finally {
      open.delete(text);
    }
  };
}
