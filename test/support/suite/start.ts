// npm start [-- --no-open] [--no-package] [--version 1.100.3] [--port N]: a real VS Code in the browser with the packaged extension in
// it; `--no-package` takes the package that is there.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { sampleWorkspace } from '../desk/sample.ts';
import { type HostVersion, hostVersions, isHostVersion, newestHostHere } from '../vscode/hostInstall.ts';
import { startServer, type VsCodeServer } from '../vscode/vscodeServer.ts';
import { packageExtension, vsixPath } from './packaging.ts';
import { missingFor } from './prerequisites.ts';

interface Wishes {
  open: boolean;
  pack: boolean;
  version: HostVersion;
  port: number;
}

function readArguments(): Wishes {
  const { values } = parseArgs({
    options: {
      'no-open': { type: 'boolean', default: false },
      'no-package': { type: 'boolean', default: false },
      version: { type: 'string', default: newestHostHere() },
      port: { type: 'string', default: '0' },
    },
  });
  const port = Number(values.port);
  if (!isHostVersion(values.version)) {
    throw new Error(`--version takes ${hostVersions.join(' or ')}, not ${values.version}.`);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port takes a number from 1 to 65535, not ${values.port}.`);
  }
  return { open: !values['no-open'], pack: !values['no-package'], version: values.version, port };
}

async function main(): Promise<void> {
  const { open, pack, version, port } = readArguments();
  const missing = await missingFor(new Set(['start']));
  if (missing !== undefined) throw new Error(missing);
  if (pack) {
    console.log('Building and packaging the extension …');
    await packageExtension();
  }
  const workspace = await sampleWorkspace();
  console.log(`Starting VS Code ${version} …`);
  const server = await startServer({ version, port, workspace: workspace.path, vsix: vsixPath });
  endOnSignals(server, workspace.remove);
  const line = '─'.repeat(server.url.length + 4);
  console.log(`\n${line}\n  ${server.url}\n${line}\n`);
  console.log('This is VS Code with DCS Migration and a sample folder. Ctrl-C ends it and removes the folder.');
  console.log('It keeps secrets only as long as the window: when that is reloaded, sign in again.');
  if (open) openInBrowser(server.url);
  await server.ended;
}

/** The first Ctrl-C, or what else asks it to end, ends the server in peace, the second one at once. */
function endOnSignals(server: VsCodeServer, remove: () => void): void {
  let first: number | undefined;
  const end = () => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      console.log('\nEnding VS Code …');
      void server.stop().then(() => {
        remove();
        process.exit(0);
      });
      // npm passes the terminal's signal on, so that one Ctrl-C may arrive twice.
    } else if (now - first > 300) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

function openInBrowser(url: string): void {
  const hasDesktop = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const program = process.platform === 'darwin' ? 'open' : hasDesktop ? 'xdg-open' : undefined;
  if (!program) return;
  const child = spawn(program, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`Could not run ${program}: open the address yourself.`));
  child.unref();
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
