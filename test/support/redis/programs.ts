import { mkdir, readdir, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { execute, findOnPath, isProgram, lastLines } from '../suite/command.ts';
import { installOnce } from '../vscode/installOnce.ts';

/** A server that tests run. */
export interface RedisProgram {
  readonly path: string;
  /** Where libraries are that came along with it. */
  readonly libraries: string | undefined;
}

const folder = resolve('.vscode-test', 'redis-server');

/**
 * Those that REDIS_SERVERS names, divided as PATH is; else the redis-server and the valkey-server of this computer. Where it has
 * neither, Debian's redis-server is unpacked below `.vscode-test/`: installed, it would run as a service.
 */
export async function redisPrograms(): Promise<readonly RedisProgram[]> {
  const named = (process.env['REDIS_SERVERS'] ?? '').split(delimiter).filter((path) => path !== '');
  for (const path of named)
    if (!(await isProgram(path))) throw new Error(`REDIS_SERVERS names ${path}, which is not a program.`);
  const paths = named.length > 0 ? named : [await findOnPath('redis-server'), await findOnPath('valkey-server')];
  const found = paths.filter((path) => path !== undefined).map((path) => ({ path, libraries: undefined }));
  if (named.length > 0 || found.some(({ path }) => /redis-server$/.test(path))) return found;
  return [await unpackedProgram(), ...found];
}

async function unpackedProgram(): Promise<RedisProgram> {
  const path = join(folder, 'usr', 'bin', 'redis-server');
  await installOnce(folder, { isDone: () => isProgram(path), fill: unpack });
  const libraries = (await readdir(join(folder, 'usr', 'lib'))).filter((name) => name.includes('-linux-'));
  return { path, libraries: libraries.map((name) => join(folder, 'usr', 'lib', name)).join(':') };
}

async function unpack(into: string): Promise<void> {
  if (!(await findOnPath('apt-get')) || !(await findOnPath('dpkg')))
    throw new Error('The tests need redis-server: install it, or set REDIS_SERVERS to its path, and run them again.');
  console.log('Fetching redis-server from Debian (once) …');
  const archives = join(into, 'archives');
  await mkdir(archives);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = process.getuid?.() === 0 ? await execute('apt-get', ['update'], { env }) : { output: '' };
  const names = ['redis-server', 'redis-tools', ...(await librariesOf('redis-tools'))];
  const download = await execute('apt-get', ['download', ...names], { cwd: archives, env });
  if (download.code !== 0) {
    console.error(lastLines(update.output + download.output));
    throw new Error('redis-server could not be fetched: install it, or set REDIS_SERVERS to its path.');
  }
  for (const archive of (await readdir(archives)).filter((name) => name.endsWith('.deb')))
    await execute('dpkg', ['-x', join(archives, archive), into]);
  await rm(archives, { recursive: true });
}

/** What it needs beside what every Debian has. */
async function librariesOf(name: string): Promise<readonly string[]> {
  const { output } = await execute('apt-cache', ['depends', name]);
  const depends = [...output.matchAll(/^ *Depends: (lib[a-z0-9.+-]+)$/gm)].map(([, library = '']) => library);
  return depends.filter((library) => library !== 'libc6');
}
