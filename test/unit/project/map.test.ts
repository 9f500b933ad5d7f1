import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { layout } from './layout.ts';

const folders = readdirSync('src', { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`.replace('src/', ''))
  .sort();

/** The names of files and folders that a text puts between backticks. */
const namedIn = (text: string) => [...text.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name);

/** The folders of `src/` among them, without their slash. */
const foldersIn = (text: string) =>
  namedIn(text)
    .filter((name) => name.endsWith('/') && !/^(?:src|test|media)\//.test(name))
    .map((name) => name.slice(0, -1));

for (const [path, heading] of [
  ['README.md', 'How it is built'],
  ['README.zh-CN.md', '代码结构'],
] as const) {
  describe(`the map in ${path}`, () => {
    const text = readFileSync(path, 'utf8');
    const map = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
    const rows = map.split('\n').filter((line) => line.startsWith('| `'));

    it('names every folder, and no other', () => {
      assert.ok(folders.length > 20);
      assert.deepEqual([...new Set(foldersIn(map))].sort(), folders);
    });

    it('names files and folders that are there', () => {
      for (const name of namedIn(map)) assert.ok(existsSync(name) || existsSync(`src/${name}`), name);
    });

    it('has a row for each room, from the lowest up, and the directions that are tested', () => {
      const told = rows.map((row) => {
        const [, room = '', , imports = ''] = row.split('|');
        return [foldersIn(room).join(), foldersIn(imports)];
      });
      assert.deepEqual(
        told,
        Object.entries(layout.rooms).filter(([room]) => room !== ''),
      );
    });

    it('puts a folder into the row of its room', () => {
      for (const row of rows) {
        const [, room = '', content = ''] = row.split('|');
        const strangers = foldersIn(content).filter(
          (name) => name.includes('/') && !name.startsWith(`${foldersIn(room)}/`),
        );
        assert.deepEqual(strangers, []);
      }
    });

    it('can be read at a glance', () => assert.ok(map.trim().split('\n').length <= 25));
  });
}
