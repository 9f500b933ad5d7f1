// npm start [-- --no-open] [--version 1.100.3] [--port N]: a real VS Code in the browser with the packaged extension in it.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { sampleWorkspace } from '../desk/sample.ts';
import { type HostVersion, hostVersions, isHostVersion, newestHostHere } from '../vscode/hostInstall.ts';
import { startServer, type VsCodeServer } from '../vscode/vscodeServer.ts';
import { packageExtension, vsixPath } from './packaging.ts';

interface Wishes {
  open: boolean;
  version: HostVersion;
  port: number;
}

function readArguments(): Wishes {
  const { values } = parseArgs({
    options: {
      'no-open': { type: 'boolean', default: false },
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
  return { open: !values['no-open'], version: values.version, port };
}

async function main(): Promise<void> {
  const { open, version, port } = readArguments();
  console.log('Building and packaging the extension …');
  await packageExtension();
  const workspace = await sampleWorkspace();
  console.log(`Starting VS Code ${version} …`);
  const server = await startServer({ version, port, workspace: workspace.path, vsix: vsixPath });
  endOnCtrlC(server, workspace.remove);
  const line = '─'.repeat(server.url.length + 4);
  console.log(`\n${line}\n  ${server.url}\n${line}\n`);
  console.log('This is VS Code with DCS Migration and a sample folder. Ctrl-C ends it and removes the folder.');
  if (open) openInBrowser(server.url);
  await server.ended;
}

/** The first Ctrl-C ends the server in peace, the second at once. */
function endOnCtrlC(server: VsCodeServer, remove: () => void): void {
  let first: number | undefined;
  process.on('SIGINT', () => {
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
  });
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
