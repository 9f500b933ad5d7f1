import assert from 'node:assert/strict';
import { findingsIn } from '../../../../src/editor/findings.ts';
import { editsOf } from '../../../../src/editor/fixEdits.ts';
import { english } from '../../../support/desk/english.ts';
import { applied, scanWhole } from '../caretText.ts';
import { endsWith, fileWith } from './instanceScene.ts';

const id = '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';
const other = '2b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';

/** `severity code "what is marked"`. */
function linesOf(text: string): string[] {
  return findingsIn(text, scanWhole(text), english).map(
    ({ severity, code, offset, length }) => `${severity} ${code} ${text.slice(offset, offset + length)}`,
  );
}

describe('findings: settings that do not go together', () => {
  const addrs = (source: string, target: string) => ({
    source_instance: { addrs: source },
    target_instance: { addrs: target },
  });
  const full = { ...endsWith(id, other), migration_method: 'full_amount_migration' };

  for (const [what, section, wanted] of [
    ['two IDs', endsWith(id, other), []],
    ['the same ID', endsWith(id, id), [`warning sameRedis "${id}"`]],
    ['the same ID in capitals', endsWith(id, id.toUpperCase()), [`warning sameRedis "${id.toUpperCase()}"`]],
    ['two addresses', addrs('10.0.0.1:6379', '10.0.0.2:6379'), []],
    ['two ports', addrs('10.0.0.1:6379', '10.0.0.1:6380'), []],
    ['the same address', addrs('10.0.0.1:6379', '10.0.0.1:6379'), ['warning sameRedis "10.0.0.1:6379"']],
    [
      'an address among several',
      addrs('10.0.0.1:6379,10.0.0.2:6379', '10.0.0.2:6379'),
      ['warning sameRedis "10.0.0.2:6379"'],
    ],
    ['the same name of a host', addrs('a.example:6379', 'A.example:6379'), ['warning sameRedis "A.example:6379"']],
    ['an ID and an address', { source_instance: { id }, target_instance: { addrs: '10.0.0.1:6379' } }, []],
    ['a limit for an incremental migration', { ...endsWith(id, other), bandwidth_limit_mb: '10' }, []],
    ['a limit for a full copy', { ...full, bandwidth_limit_mb: '10' }, ['information bandwidthUnused "10"']],
    ['a number for a full copy', { ...full, bandwidth_limit_mb: 10 }, ['information bandwidthUnused 10']],
    ['no limit for a full copy', { ...full, bandwidth_limit_mb: null }, []],
  ] as const) {
    it(`${what}: ${wanted.join() || 'nothing'}`, () => assert.deepEqual(linesOf(fileWith(section)), wanted));
  }

  it('a fix takes the limit out', () => {
    const text = fileWith({ ...full, bandwidth_limit_mb: '10' });
    const scanned = scanWhole(text);
    const [fix] = findingsIn(text, scanned, english)[0]?.fixes ?? [];
    assert.ok(fix?.title === 'Remove this field');
    const after = applied(text, editsOf(fix, text, scanned, { tabSize: 2, insertSpaces: true, eol: '\n' }));
    assert.deepEqual(JSON.parse(after), JSON.parse(fileWith(full)));
  });

  it('takes no longer for eighty thousand addresses', () => {
    const many = (first: number) =>
      Array.from({ length: 40_000 }, (_, index) => `10.${first}.${index >> 8}.${index & 255}:6379`).join();
    assert.deepEqual(linesOf(fileWith(addrs(many(1), many(2)))), []);
  });
});
