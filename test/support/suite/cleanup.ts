import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const pending = new Set<() => void>();
let installed = false;

/**
 * Runs `cleanup`, which must be synchronous, when this process ends: normally, by an error, or by SIGINT, SIGTERM or SIGHUP.
 * Returns what takes it off the list again.
 */
export function atExit(cleanup: () => void): () => void {
  install();
  pending.add(cleanup);
  return () => {
    pending.delete(cleanup);
  };
}

/** Ends this process when the shell that started it has ended: a shell that npm passes a signal on to does not pass it on. */
export function endWithParent(): void {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) process.exit(signals.SIGTERM);
  };
  setInterval(look, 500).unref();
}

/** A new empty folder below the system's temporary folder, and what removes it; the end of the process removes it too. */
export async function temporaryFolder(purpose: string): Promise<{ path: string; remove: () => void }> {
  const path = await mkdtemp(join(tmpdir(), `dcs-migration-${purpose}-`));
  // A server that is being killed may still write into its folder; rmSync tries again then.
  const erase = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const forget = atExit(erase);
  return {
    path,
    remove: () => {
      forget();
      erase();
    },
  };
}

function install(): void {
  if (installed) return;
  installed = true;
  process.on('exit', runAll);
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      // Whoever listens as well ends the process in a way of its own.
      if (process.listenerCount(signal) === 1) process.exit(code);
    });
  }
}

function runAll(): void {
  for (const cleanup of pending) {
    pending.delete(cleanup);
    try {
      cleanup();
    } catch (error) {
      console.error(`Could not clean up: ${String(error)}`);
    }
  }
}
