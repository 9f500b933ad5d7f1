import { until } from '../support/suite/until.ts';

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
  return (await saidBy(work, 0)).filter((text) => text.includes('"modal":true'));
}

/** What the work says and asks, all of it left unanswered; `least`: as much of it is waited for, since it comes in turns. */
export async function saidBy(work: () => Promise<unknown>, least: number): Promise<readonly string[]> {
  const said: string[] = [];
  const { window } = await apiOfShipped();
  const note = async (...[message, options]: [string, ...unknown[]]) => {
    said.push(`${message} ${JSON.stringify(options)}`);
    return undefined;
  };
  const restore = replaceIn(window, {
    showInformationMessage: note,
    showWarningMessage: note,
    showErrorMessage: note,
  });
  try {
    await work();
    await until(`${least} messages`, async () => said.length >= least);
  } finally {
    restore();
  }
  return said;
}
