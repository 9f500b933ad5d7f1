import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, killAtOnce } from '../suite/processes.ts';
import { patience } from '../suite/until.ts';

export interface ExtensionHosts {
  /** The process IDs of the extension hosts that run. */
  hosts: () => number[];
  /**
   * Kills the extension hosts, those of closed windows as well, and removes what windows and extensions kept on disk, and what the
   * latter logged. A window that is open starts another host, by itself or when its notification is answered.
   */
  forget: () => void;
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** The extension hosts of a server that prints `output`, and keeps what they know below `data`. */
export function extensionHosts(output: () => string, data: string): ExtensionHosts {
  const pids = (pattern: RegExp) => [...output().matchAll(pattern)].map(([, pid]) => Number(pid));
  const hosts = () => {
    const ended = new Set(pids(/<(\d+)> Extension Host Process exited/g));
    return pids(/<(\d+)> Launched Extension Host Process/g).filter((pid) => !ended.has(pid) && isRunning(pid));
  };
  return {
    hosts,
    forget: () => {
      const killed = hosts();
      killed.forEach(killAtOnce);
      // Without letting go of this thread, and at once: the extension is activated soon in a host that takes their place.
      for (let time = 0; killed.some(isRunning) && time < patience; time += 1) Atomics.wait(never, 0, 0, 1);
      if (killed.some(isRunning)) throw new Error(`An extension host of ${killed.join(', ')} does not end.`);
      removeKept(data);
    },
  };
}

function removeKept(data: string): void {
  // Caches stay: the server may be writing them.
  for (const name of ['globalStorage', 'workspaceStorage', 'Backups', 'History'])
    rmSync(join(data, 'User', name), { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  const logs = join(data, 'logs');
  for (const name of readdirSync(logs, { recursive: true, encoding: 'utf8' }))
    if (/exthost\d+[\\/].+[\\/].+\.log$/.test(name)) rmSync(join(logs, name), { force: true });
}
