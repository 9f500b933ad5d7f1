import { randomUUID } from 'node:crypto';
import { Uri } from 'vscode';

/** Known to nobody but this window's own lenses. */
const nonce = randomUUID();

/**
 * The argument of a command that a lens of ours calls. Whatever else calls a command can pass anything but this: a task of the folder
 * passes URIs too, which VS Code makes of `{ "$mid": 1, … }`, and through `runCommands` as many arguments as a menu, or none as the palette.
 */
export function clickOn(uri: Uri): unknown {
  return { nonce, uri };
}

/** What was clicked; undefined where it was no such click. */
export function clickedIn(argument: unknown): Uri | undefined {
  if (typeof argument !== 'object' || argument === null || !('nonce' in argument) || !('uri' in argument))
    return undefined;
  return argument.nonce === nonce && argument.uri instanceof Uri ? argument.uri : undefined;
}
