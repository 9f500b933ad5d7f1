import { execute, lastLines } from './command.ts';

/** Where `npm run package` puts the packaged extension. */
export const vsixPath = 'out/dcs-migration.vsix';

/** Builds the extension for production and packages it. Throws when that fails, or when vsce warns. */
export async function packageExtension(): Promise<void> {
  const { code, output } = await execute('npm', ['run', '--silent', 'package']);
  if (code !== 0) throw new Error(`The extension could not be packaged:\n${lastLines(output, 30)}`);
  if (/\bWARNING\b/.test(output)) throw new Error(`vsce warns about the package:\n${lastLines(output, 30)}`);
}
