import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import {
  brokenImports,
  circles,
  crowdedFolders,
  deadExports,
  folderOf,
  loadedAtOnce,
  roomOf,
  roomsImporting,
  strayImports,
} from '../../support/project/rooms.ts';
import { readSources } from '../../support/project/sources.ts';
import { layout, packages } from './layout.ts';
import { readElsewhere } from './readElsewhere.ts';

const sources = await readSources('src');
const imports = sources.flatMap(({ path, imports }) => imports.map((one) => ({ path, ...one })));

describe('architecture: rooms', () => {
  it('every room and folder has its rule', () => {
    for (const { path } of sources) {
      assert.ok(roomOf(path) in layout.rooms, path);
      assert.ok(folderOf(path) in layout.inside, path);
    }
  });

  it('only the entry file stands at the top', () => {
    const atTop = sources.filter(({ path }) => folderOf(path) === '').map(({ path }) => path);
    assert.deepEqual(atTop, ['src/extension.ts']);
  });

  it('the rules point one way: a room sees only rooms above it in the table, and only the entry file sees the host', () => {
    const names = Object.keys(layout.rooms);
    for (const [index, seen] of Object.values(layout.rooms).entries()) {
      for (const room of seen) assert.ok(names.slice(0, index).includes(room), `${names[index]} sees ${room}`);
    }
    assert.deepEqual(
      names.filter((name) => layout.rooms[name]?.includes('host')),
      [''],
    );
  });

  it('no folder holds more than 20 files, of the tests neither', () => {
    const files = ['src', 'test'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`),
    );
    assert.ok(files.length > sources.length);
    assert.deepEqual(crowdedFolders(files, 20), []);
  });

  it('no drawers', () => {
    const drawer = /^(?:utils?|common|helpers?|types?|index|misc|shared|constants|lib)$/i;
    for (const { path } of sources) {
      for (const part of path.split('/')) assert.doesNotMatch(basename(part, '.ts'), drawer, path);
    }
  });
});

describe('architecture: imports', () => {
  it('point one way, between rooms and inside them', () => assert.deepEqual(strayImports(sources, layout), []));

  it('the exceptions to that are needed', () => {
    for (const exception of layout.exceptions) {
      const exceptions = layout.exceptions.filter((other) => other !== exception);
      assert.notDeepEqual(strayImports(sources, { ...layout, exceptions }), [], exception.join());
    }
  });

  it('name a file that is there, with its ending', () => assert.deepEqual(brokenImports(sources), []));

  it('make no circle, those of types neither', () => assert.deepEqual(circles(sources), []));

  it('the command table loads commands when they run', () => {
    const ofCommands = imports.filter(({ path }) => path === 'src/commands/commandTable.ts');
    const early = ofCommands.filter(
      ({ file, dynamic, typeOnly }) => file !== undefined && roomOf(file) === 'commands' && !dynamic && !typeOnly,
    );
    assert.deepEqual(early, []);
  });

  it('say what they take, so that what nobody takes is found', () => {
    const vague = imports.filter(({ file, names }) => file !== undefined && names.includes('*'));
    assert.deepEqual(vague, []);
  });

  it('take every export, but for what is read elsewhere', () => {
    assert.deepEqual(deadExports(sources).toSorted(), Object.keys(readElsewhere).toSorted());
  });

  it('what is read elsewhere is read there', () => {
    for (const [name, reader] of Object.entries(readElsewhere)) {
      const [, exported = ''] = name.split(' ');
      assert.match(readFileSync(reader, 'utf8'), new RegExp(`\\b${exported}\\b`), name);
    }
  });
});

/** Of what is imported from inside it, too. */
const packageOf = (name: string) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

describe('architecture: packages', () => {
  it('none is imported that has no rule', () => {
    const known = Object.keys(packages);
    const strangers = imports.filter(
      ({ from, file }) => file === undefined && !known.includes(from) && !from.startsWith('node:'),
    );
    assert.deepEqual(strangers, []);
  });

  for (const [name, { run, typesOnly = [] }] of Object.entries(packages)) {
    it(`${name} is for ${[...run, ...typesOnly.map((room) => `${room} (types)`)].join(', ') || 'nobody'}`, () => {
      assert.deepEqual(roomsImporting(sources, name), { run, typesOnly });
    });
  }

  it('zod is imported as a namespace: by name it brings every language along', () => {
    const ofZod = imports.filter(({ from }) => from.startsWith('zod'));
    assert.ok(ofZod.length > 0);
    for (const { path, from, namespace, names } of ofZod)
      assert.ok(from === 'zod' && namespace === 'z' && !names.includes('default'), path);
  });

  it('undici is loaded in one place, when it is needed', () => {
    const importersOf = (wanted: string) =>
      imports
        .filter(({ from, file }) => from === wanted || file === wanted)
        .map(({ path, dynamic }) => ({ path, dynamic }));
    assert.deepEqual(importersOf('undici'), [{ path: 'src/host/network/undici.ts', dynamic: false }]);
    assert.deepEqual(importersOf('src/host/network/undici.ts'), [
      { path: 'src/host/network/undiciTransport.ts', dynamic: true },
    ]);
  });

  it('of node-redis only the decoder is taken, and loaded when a connection is opened', () => {
    const ofRedis = imports.filter(({ from }) => packageOf(from) === '@redis/client');
    assert.deepEqual(
      ofRedis.map(({ path, from }) => [path, from]),
      [['src/redis/connection/channel.ts', '@redis/client/dist/lib/RESP/decoder.js']],
    );
    const opened = 'src/redis/connection/openByConnection.ts';
    const importers = imports.filter(({ file }) => file === opened);
    assert.ok(importers.length > 0);
    for (const { path, dynamic } of importers) assert.ok(dynamic, path);
  });

  it('every package is a development dependency: the bundle has them inside', () => {
    const { devDependencies } = z
      .object({ dependencies: z.undefined().optional(), devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    for (const name of Object.keys(packages))
      assert.ok(/^(?:node:|vscode$)/.test(name) || packageOf(name) in devDependencies, name);
  });
});

describe('architecture: what is loaded when', () => {
  it('activation loads the command table, and the start-up two files more', () => {
    assert.deepEqual(loadedAtOnce(sources, 'src/extension.ts'), [
      'src/commands/commandTable.ts',
      'src/extension.ts',
      'src/host/commands.ts',
    ]);
    assert.deepEqual(loadedAtOnce(sources, 'src/host/startup.ts'), [
      'src/host/startup.ts',
      'src/task/file/taskFileName.ts',
    ]);
  });
});
