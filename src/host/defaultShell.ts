import { env } from 'vscode';

/**
 * The path of the program that a new terminal starts; empty where the editor has none. Not read from the settings, since profiles may be
 * found by the editor or come from an extension.
 * Source: `env.shell` of the VS Code API, "overridden by the terminal.integrated.defaultProfile setting".
 */
export function defaultShell(): string {
  return env.shell;
}
