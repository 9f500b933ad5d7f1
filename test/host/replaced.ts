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
