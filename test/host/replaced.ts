/** The API as the extension has it: 1.100 makes another one for CommonJS modules, such as the tests are. */
export function apiOfShipped(): Promise<typeof import('vscode')> {
  return import('vscode');
}

/** Puts other members into an object of VS Code's API, whoever uses it; gives what takes them out again. */
export function replaceIn<Api extends object>(api: Api, members: Partial<Api>): () => void {
  const before = Object.fromEntries(Object.keys(members).map((name) => [name, Reflect.get(api, name)]));
  Object.assign(api, members);
  return () => void Object.assign(api, before);
}

/** What modal questions the work asks, which all are left unanswered. */
export async function questionsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const asked: string[] = [];
  const { window } = await apiOfShipped();
  const restore = replaceIn(window, {
    showWarningMessage: async (...[message, options]: [string, ...unknown[]]) => {
      asked.push(`${message} ${JSON.stringify(options)}`);
      return undefined;
    },
  });
  try {
    await work();
  } finally {
    restore();
  }
  return asked;
}
