import type { SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/async';
import { createVirtualFileSystem } from 'typescript/unstable/fs';

const root = '/project';
const options = { noLib: true, noResolve: true, noEmit: true, types: [], allowImportingTsExtensions: true };

/**
 * The syntax trees of sources, given by path, from TypeScript's own parser. It runs in a process that ends with this call.
 * @throws Error where a text is no TypeScript
 */
export async function parseTexts(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, SourceFile>> {
  const files: Record<string, string> = {
    [`${root}/tsconfig.json`]: JSON.stringify({ compilerOptions: options, files: [...texts.keys()] }),
  };
  for (const [path, text] of texts) files[`${root}/${path}`] = text;
  // Not the synchronous interface: it kills its process, which then complains in the output of the tests.
  const typescript = new API({ cwd: root, fs: createVirtualFileSystem(files) });
  try {
    const snapshot = await typescript.updateSnapshot({ openProjects: [`${root}/tsconfig.json`] });
    const program = snapshot.getProjects()[0]?.program;
    const [mistake] = (await program?.getSyntacticDiagnostics()) ?? [];
    if (mistake) throw new Error(`${mistake.fileName} cannot be parsed: ${mistake.text}`);
    const trees = new Map<string, SourceFile>();
    for (const path of texts.keys()) {
      const tree = await program?.getSourceFile(`${root}/${path}`);
      if (tree === undefined) throw new Error(`${path} was not parsed.`);
      trees.set(path, tree);
    }
    return trees;
  } finally {
    await typescript.close();
  }
}
