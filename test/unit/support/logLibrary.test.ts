import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/suite/cleanup.ts';
import { createAsyncRotatingLogger, createRotatingLogger, setFlushOn } from '../../support/vscode/logLibrary.ts';

/** What VS Code sets for its log files. */
const pattern = '%Y-%m-%d %H:%M:%S.%e [%l] %v';
const stamp = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}`;

describe('the log library for a fetched VS Code', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const place = (name: string) => join(folder.path, name);
  const read = (name: string) => readFile(place(name), 'utf8');
  beforeEach(async () => {
    folder = await temporaryFolder('log');
  });
  afterEach(() => folder.remove());

  /** A log of its own: the same name would be the same log. */
  const open = (name: string, largest = 1000, older = 2) =>
    createAsyncRotatingLogger(place(name), place(name), largest, older);

  it('makes the folder and the file at once, and writes every message at once in the pattern of VS Code', async () => {
    setFlushOn(0);
    const log = await open('deep/er/a.log');
    assert.equal(await read('deep/er/a.log'), '');
    log.setPattern(pattern);
    log.setLevel(0);
    for (const method of ['trace', 'debug', 'info', 'warn', 'error', 'critical'] as const)
      log[method](`${method} 迁移 $&`);
    const lines = ['trace', 'debug', 'info', 'warning', 'error', 'critical'].map(
      (level) => String.raw`${stamp} \[${level}\] ${level === 'warning' ? 'warn' : level} 迁移 \$&\n`,
    );
    assert.match(await read('deep/er/a.log'), new RegExp(`^${lines.join('')}$`));
    log.drop();
  });

  it('tells the name of a log without a pattern', async () => {
    const log = await createRotatingLogger('of-its-own', place('a.log'), 1000, 1);
    log.info('%v said');
    log.debug('not from its level on');
    assert.match(await read('a.log'), new RegExp(String.raw`^\[${stamp}\] \[of-its-own\] \[info\] %v said\n$`));
    log.drop();
  });

  it('writes the messages alone without formatters: VS Code ends its lines itself', async () => {
    const log = await open('channel.log');
    log.clearFormatters();
    log.info('one\n');
    log.info('two');
    assert.equal(await read('channel.log'), 'one\ntwo');
    log.drop();
  });

  it('goes by its level, and writes nothing when it is off or dropped', async () => {
    const log = await open('a.log');
    log.clearFormatters();
    assert.equal(log.getLevel(), 2);
    log.setLevel(4);
    log.warn('w');
    log.error('e');
    log.setLevel(6);
    log.critical('c');
    assert.throws(() => log.setLevel(7), /Invalid level/);
    log.setLevel(0);
    log.flush();
    log.drop();
    log.error('dropped');
    assert.equal(await read('a.log'), 'e');
  });

  it('is the same log for the same name, and goes on with a file that is there', async () => {
    const [one, other] = [await open('a.log'), await open('a.log')];
    one.clearFormatters();
    one.info('1');
    other.info('2');
    one.drop();
    const later = await open('a.log');
    later.clearFormatters();
    later.info('3');
    assert.equal(await read('a.log'), '123');
    later.drop();
  });

  it('begins another file before one grows too large, and keeps as many older ones as were wanted', async () => {
    const log = await open('a.b.log', 10, 2);
    log.clearFormatters();
    for (const message of ['aaaaa', 'bbbbb', 'ccccc', 'ddddddddddddddd', 'e', 'f']) log.info(message);
    assert.deepEqual((await readdir(folder.path)).sort(), ['a.b.1.log', 'a.b.2.log', 'a.b.log']);
    assert.equal(await read('a.b.log'), 'ef');
    assert.equal(await read('a.b.1.log'), 'ddddddddddddddd');
    assert.equal(await read('a.b.2.log'), 'ccccc');
    log.drop();
  });
});
