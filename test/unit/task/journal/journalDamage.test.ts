import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Creation, describeAside, type Journal, openJournal } from '../../../../src/task/journal/journal.ts';
import { contentsIn, draft, inFolder, source } from './journalSample.ts';

const startedAt = new Date('2026-07-05T10:11:12.345Z');
const send = async (journal: Journal): Promise<Creation> => journal.markSent(await journal.claim(draft));
const dismissed = { kind: 'dismissed' } as const;

/** What may have become of an entry's file; the text is that of a good one. */
const damages: Readonly<Record<string, (path: string, text: string) => void>> = {
  empty: (path) => writeFileSync(path, ''),
  'cut in the middle': (path, text) => writeFileSync(path, text.slice(0, text.length / 2)),
  'without its last byte but one': (path, text) => writeFileSync(path, text.slice(0, -2)),
  'zeros, as after a power failure': (path, text) => writeFileSync(path, Buffer.alloc(text.length)),
  garbage: (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 1, 2, 0x80])),
  'a byte that is no UTF-8': (path, text) => writeFileSync(path, damaged(text)),
  'another version': (path, text) => writeFileSync(path, text.replace('"version": 1', '"version": 2')),
  'without a body': (path, text) => writeFileSync(path, text.replace('"body"', '"corpse"')),
  'other JSON': (path) => writeFileSync(path, 'null'),
  'of another operation': (path, text) =>
    writeFileSync(path, text.replace(/"operationId": "......../, '"operationId": "00000000')),
  'a folder in its place': (path) => {
    rmSync(path);
    mkdirSync(path);
    writeFileSync(join(path, 'inside'), 'kept');
  },
  'a link in its place': (path) => {
    rmSync(path);
    symlinkSync('nowhere', path);
  },
};

function damaged(text: string): Buffer {
  const bytes = Buffer.from(text);
  bytes[text.indexOf('orders')] = 0xff;
  return bytes;
}

/** A journal with a good entry and one that is damaged, both in the same folder of it. */
async function withDamage(
  where: 'claimed' | 'open' | 'settled',
  damage: (path: string, text: string) => void,
  work: (folder: string, journal: Journal, good: Creation) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const journal = openJournal(folder, { now: () => startedAt });
    const put = async () => {
      const creation = where === 'claimed' ? await journal.claim(draft) : await send(journal);
      if (where === 'settled') await journal.close(creation, { kind: 'created', taskId: 'task-1', how: 'answered' });
      return creation;
    };
    await put();
    const [name = ''] = readdirSync(join(folder, where));
    const path = join(folder, where, name);
    const good = await put();
    damage(path, readFileSync(path, 'utf8'));
    await work(folder, journal, good);
    journal.dispose();
  });
}

const ids = (creations: readonly Creation[]) => creations.map(({ operationId }) => operationId);

describe('journal: entries that cannot be read', () => {
  for (const [what, damage] of Object.entries(damages)) {
    for (const where of ['claimed', 'open', 'settled'] as const) {
      it(`${what} (${where}): kept as it is and told, and the good one is read`, () =>
        withDamage(where, damage, async (folder, journal, good) => {
          const before = [...contentsIn(folder).values()].map(String).sort();
          const found = where === 'settled' ? await journal.createdFrom(source) : (await journal.open()).creations;
          assert.deepEqual(ids(found), [good.operationId]);

          const { setAside } = await journal.open();
          const [path = ''] = setAside;
          assert.equal(setAside.length, 1);
          assert.equal(dirname(path), join(folder, 'aside'));
          assert.deepEqual(describeAside(path), { mayBeOpen: where === 'open', startedAt });
          assert.deepEqual([...contentsIn(folder).values()].map(String).sort(), before);
          assert.equal(readdirSync(join(folder, where)).length, 1);
          // For as long as it lies there, whoever asks.
          const other = openJournal(folder, { now: () => startedAt });
          assert.deepEqual((await other.open()).setAside, setAside);
        }));
    }
  }

  it('a copy of an entry under another name is no second create', () =>
    withDamage(
      'open',
      () => undefined,
      async (folder, journal) => {
        const open = join(folder, 'open');
        const [name = ''] = readdirSync(open);
        copyFileSync(join(open, name), join(open, `Copy of ${name}`));
        const { creations, setAside } = await journal.open();
        assert.deepEqual([creations.length, new Set(ids(creations)).size, setAside.length], [2, 2, 1]);
      },
    ));

  it('what is no entry of anybody is left alone', () =>
    withDamage(
      'open',
      () => undefined,
      async (folder, journal) => {
        writeFileSync(join(folder, 'open', '.DS_Store'), 'x');
        assert.deepEqual((await journal.open()).setAside, []);
        assert.ok(readdirSync(join(folder, 'open')).includes('.DS_Store'));
      },
    ));

  it('the same name twice: both are kept', () =>
    withDamage(
      'open',
      (path) => writeFileSync(path, 'first'),
      async (folder, journal, good) => {
        const [path = ''] = (await journal.open()).setAside;
        const name = basename(path)
          .replace(/^open-/, '')
          .replace(/-[0-9a-f]{8}\.json$/, '.json');
        writeFileSync(join(folder, 'open', name), 'second');
        const { creations, setAside } = await journal.open();
        assert.deepEqual(ids(creations), [good.operationId]);
        assert.deepEqual(setAside.map((one) => readFileSync(one, 'utf8')).sort(), ['first', 'second']);
      },
    ));

  it('what may be open is told before what is settled or was never sent', () =>
    inFolder(async (folder) => {
      const journal = openJournal(folder, { now: () => startedAt });
      const spoil = (where: string) => {
        const path = join(folder, where, readdirSync(join(folder, where))[0] ?? '');
        writeFileSync(path, '');
      };
      await journal.close(await send(journal), { kind: 'created', taskId: 'task-1', how: 'found' });
      await journal.claim(draft);
      spoil('settled');
      spoil('claimed');
      await journal.createdFrom(source);
      await journal.open();
      await send(journal);
      spoil('open');
      const { setAside } = await journal.open();
      assert.deepEqual(
        setAside.map((path) => describeAside(path).mayBeOpen),
        [true, false, false],
      );
      journal.dispose();
    }));

  it('what cannot be set aside stays where it is, and is told', () =>
    withDamage(
      'open',
      (path) => writeFileSync(path, 'x'),
      async (folder, journal, good) => {
        const aside = join(folder, 'aside');
        writeFileSync(aside, 'a file in the place of the folder');
        for (let time = 0; time < 2; time += 1) {
          const { creations, setAside } = await journal.open();
          assert.deepEqual(ids(creations), [good.operationId]);
          const [path = ''] = setAside;
          assert.deepEqual(setAside, [path, aside]);
          assert.equal(dirname(path), join(folder, 'open'));
          assert.equal(readFileSync(path, 'utf8'), 'x');
        }
      },
    ));

  it('a damaged entry does not keep the creates from being settled', () =>
    withDamage(
      'open',
      (path) => writeFileSync(path, 'x'),
      async (_, journal, good) => {
        await journal.close(good, dismissed);
        const { creations, setAside } = await journal.open();
        assert.deepEqual([creations.length, setAside.length], [0, 1]);
      },
    ));

  it('a name tells when it was; one without a time tells nothing', () => {
    const id = '0000aaaa-0000-4000-8000-000000000000';
    const at = (path: string) => describeAside(path).startedAt?.toISOString();
    assert.equal(at(`/x/aside/open-20260705T101112345Z-${id}-12345678.json`), '2026-07-05T10:11:12.345Z');
    assert.equal(at(`/x/open/20260705T101112345Z-${id}.json`), '2026-07-05T10:11:12.345Z');
    assert.deepEqual(describeAside(`/x/open/20269905T101112345Z-${id}.json`), {
      mayBeOpen: true,
      startedAt: undefined,
    });
    assert.deepEqual(describeAside('/x/aside/open-notes-12345678.json'), { mayBeOpen: true, startedAt: undefined });
    assert.equal(describeAside(`/x/aside/settled-none-20260705T101112345Z-${id}-12345678.json`).mayBeOpen, false);
  });
});
