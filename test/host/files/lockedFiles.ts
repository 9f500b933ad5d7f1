import * as vscode from 'vscode';

/** Files that are there and may not be looked at. */
export function lockedFiles(): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => ({ dispose() {} }),
    stat: refuse,
    readDirectory: refuse,
    readFile: refuse,
    writeFile: refuse,
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}
