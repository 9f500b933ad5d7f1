import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { RefusalFacts } from '../cloud/errors.ts';
import { mostUnanswered, type RefusedKeys, refusedHere } from '../cloud/keyWatch.ts';

/** What explains a refusal; not the gateway's own words, which may repeat what was signed, but the sign in them that tells the reason. */
const kept = z.object({
  status: z.number(),
  code: z.string().max(40).optional(),
  reason: z.string().max(40).optional(),
  requestId: z.string().max(200).optional(),
  clockSkewSeconds: z.number().optional(),
});

/** The parts of the gateway's words that tell why. Source: devg-apisign, api-sign-0001; apig-faq-0003. */
const reasons = [
  'reach the limit',
  'ak not exist',
  'get secretkey failed',
  'signature expired',
  'signature fail',
  'token not found',
  'decrypt token fail',
];

/** How the names of files end that stand for a signature without an answer. */
const taken = '.taken';

/** Milliseconds. */
const longestTaken = 10 * 60_000;

/** In a folder that all windows share, one file a key, by a mark that tells nothing of the key. */
export function refusedKeysIn(folder: string): RefusedKeys {
  const own = refusedHere();
  let made: Promise<unknown> | undefined;
  const pathOf = (mark: string) => join(folder, `${mark}.json`);
  return {
    async find(mark) {
      const text = await readFile(pathOf(mark), 'utf8').catch(() => undefined);
      return text === undefined ? own.find(mark) : (parse(text) ?? { status: 401 });
    },
    async add(mark, facts) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const temporary = join(folder, `${mark}.${process.pid}`);
        await writeFile(temporary, textOf(facts), { mode: 0o600 });
        await rename(temporary, pathOf(mark));
      } catch {
        await own.add(mark, facts);
      }
    },
    async take(mark) {
      made ??= mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
      await made;
      for (let number = 0; number < mostUnanswered; number += 1) {
        const path = join(folder, `${mark}.${number}${taken}`);
        if (await takeFile(path)) return () => rm(path, { force: true }).catch(() => undefined);
      }
      return undefined;
    },
    async remove(mark) {
      await own.remove(mark);
      await rm(pathOf(mark), { force: true }).catch(() => undefined);
    },
    async clear() {
      await own.clear();
      const names = await readdir(folder).catch(() => []);
      const marks = names.filter((name) => !name.endsWith(taken));
      await Promise.all(marks.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
    },
  };
}

/** Makes a file where there is none, or one that a window left which is gone; true too where no file can be made. */
async function takeFile(path: string): Promise<boolean> {
  const make = () => writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    await make();
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) return true;
    if (await isHeld(path)) return false;
    await rm(path, { force: true }).catch(() => undefined);
    return make().then(
      () => true,
      () => false,
    );
  }
}

async function isHeld(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => undefined);
  // Of a window that is gone, whose number another process has by now, or that never got to write it.
  if (file === undefined || Date.now() - file.mtimeMs > longestTaken) return false;
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  if (!(pid > 0)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function textOf({ status, code, cloudMessage = '', requestId, clockSkewSeconds }: RefusalFacts): string {
  // What follows the word is our own request, echoed.
  const [words = ''] = cloudMessage.toLowerCase().split(/canonical ?request/);
  const reason = reasons.find((one) => words.includes(one));
  const short = (text: string | undefined, most: number) => text?.slice(0, most);
  return JSON.stringify({
    status,
    code: short(code, 40),
    reason,
    requestId: short(requestId, 200),
    clockSkewSeconds,
  });
}

/** Undefined where the file cannot be understood, as one of a later version: that the key was refused is all there is to know then. */
function parse(text: string): RefusalFacts | undefined {
  try {
    const { reason, ...facts } = kept.parse(JSON.parse(text));
    return { ...facts, ...(reason === undefined ? {} : { cloudMessage: reason }) };
  } catch {
    return undefined;
  }
}
