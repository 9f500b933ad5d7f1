import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../suite/until.ts';

/** What the output channel `DCS Migration` shows. */
export interface ChannelLog {
  /** The whole text so far, of every extension host that ran; empty where nothing was written. */
  logs: () => Promise<string>;
  /** Waits until the text matches, since it is written some time after it was said; gives the whole text. */
  waitForLog: (pattern: RegExp) => Promise<string>;
}

/** Reads the channel's files below the server's folder of logs. */
export function channelLog(folder: string): ChannelLog {
  const logs = async () => {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const ours = names.filter((name) => name.endsWith('DCS Migration.log')).sort();
    const texts = await Promise.all(ours.map((name) => readFile(join(folder, name), 'utf8')));
    return texts.join('');
  };
  const waitForLog = (pattern: RegExp) =>
    until(
      `the log says ${pattern}`,
      async () => {
        const text = await logs();
        return pattern.test(text) ? text : undefined;
      },
      logs,
    );
  return { logs, waitForLog };
}
