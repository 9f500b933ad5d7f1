import assert from 'node:assert/strict';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import { play } from '../../../support/desk/deskAndCloud.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const path = '/workspace/teams/orders.dcsmigration.json';
const task = { name: 'dcs-migration-orders', description: 'orders', ...exampleNetworks };
const text = JSON.stringify(task, null, 2);
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

function without(field: keyof typeof task): string {
  return JSON.stringify({ ...task, [field]: undefined }, null, 2);
}

function withField(field: string, value: unknown): string {
  return JSON.stringify({ ...task, [field]: value }, null, 2);
}

describe('create migration task from file: a file with a mistake is never sent', () => {
  const mistakes: readonly (readonly [what: string, content: string | Uint8Array, place: string, words: RegExp])[] = [
    ['an empty file', '', '1:1', /The file is empty/],
    ['broken JSON', text.replace('",\n  "vpc_id"', '"\n  "vpc_id"'), '4:3', /A comma \(,\) was expected/],
    ['a file that is cut off', text.slice(0, -3), '6:24', /no closing double quote/],
    ['a list', `[${text}]`, '1:1', /The file holds a list/],
    ['a text', '"dcs-migration"', '1:1', /The file holds a text/],
    ['null', 'null', '1:1', /The file holds null/],
    ['a number for a name', withField('name', 4), '2:11', /"name" holds a number, but must be a text/],
    ['an object for a VPC', withField('vpc_id', { id: 'x' }), '4:13', /"vpc_id" holds an object/],
    ['null for a subnet', withField('subnet_id', null), '5:16', /"subnet_id" is null/],
    ['no name', without('name'), '1:1', /"name" is missing/],
    ['no VPC', without('vpc_id'), '1:1', /"vpc_id" is missing/],
    ['no subnet', without('subnet_id'), '1:1', /"subnet_id" is missing/],
    ['no security group', without('security_group_id'), '1:1', /"security_group_id" is missing/],
    ['an empty name', withField('name', ''), '2:11', /"name" is empty/],
    ['a blank VPC', withField('vpc_id', ' '), '4:13', /"vpc_id" is empty/],
    ['a misspelt field', text.replace('"subnet_id"', '"subnetid"'), '5:3', /Did you mean "subnet_id"\?/],
    [
      'a field of nothing',
      withField('quantity', 1),
      '7:3',
      /"quantity" is not a field of a migration task\. Remove it/,
    ],
    ['the same field twice', text.replace(/}$/, ',"name":"x"}'), '7:2', /"name" stands here a second time/],
    [
      '__proto__',
      text.replace('{', '{"__proto__": {"name": "x"},'),
      '1:2',
      /"__proto__" is a name that programs misuse/,
    ],
    ['a secret', withField('secret_access_key', 'x'), '7:3', /looks like a credential/],
    ['an endpoint', withField('endpoint', 'https://example.com'), '7:3', /looks like the address of a server/],
    [
      'a project that would change the URL',
      withField('project_id', '../..'),
      '7:17',
      /becomes part of the request's address/,
    ],
    [
      'a region that would change the host',
      withField('region', 'evil.com/'),
      '7:13',
      /"evil\.com\/" is not a region ID/,
    ],
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], text), '1:1', /byte order mark/],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), '1:1', /UTF-16 LE/],
    ['UTF-16 without', Buffer.from(text, 'utf16le').swap16(), '1:1', /UTF-16 BE/],
    [
      'GBK',
      bytes('{\n  "name": "', [0xb6, 0xa9, 0xb5, 0xa5], '"}'),
      '2:12',
      /is not UTF-8; the file may be saved as GBK/,
    ],
    ['a binary file', bytes([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], 'x'.repeat(600), [0, 1, 0, 0]), '1:1', /binary file/],
    ['5 MB', `${text}${' '.repeat(5 * 1024 * 1024)}`, '1:1', /This file has 5 MB; a task file may have 2 MB/],
    ['a pasted command', `curl -X POST https://x -d '${text}'`, '1:1', /This looks like a command/],
    ['deep nesting', `{"name": ${'['.repeat(5000)}${']'.repeat(5000)}}`, '1:', /nested more than 64 deep/],
  ];
  for (const [what, content, place, words] of mistakes) {
    it(what, () =>
      play({}, async ({ desk, cloud }) => {
        await createMigrationTaskFromFile(desk, desk.documents.put(path, content));
        const [told, ...more] = desk.told;
        assert.deepEqual([more, cloud.ledger, desk.requests, desk.asked], [[], [], [], []]);
        assert.equal(told?.level, 'error');
        assert.ok(told.message.startsWith(`teams/orders.dcsmigration.json:${place}`), told.message);
        assert.match(told.message, words);
        assert.match(told.message, / Nothing was sent\.$/);
        assert.ok(told.message.length < 400, told.message);
        assert.deepEqual(told.buttons, ['Open the File', 'Open Log']);
      }),
    );
  }

  it('several mistakes make one notification, and the log has them all', () =>
    play({}, async ({ desk }) => {
      const wrong = JSON.stringify({ name: '', vpc: 'x', sg: 'y', region: 'cn-north-4' }, null, 2);
      await createMigrationTaskFromFile(desk, desk.documents.put(path, wrong));
      assert.equal(desk.told.length, 1);
      assert.match(desk.told[0]?.message ?? '', /There are 3 more mistakes\. Nothing was sent\.$/);
      const lines = desk.logged
        .join('\n')
        .split('\n')
        .filter((line) => line.includes('orders.dcsmigration.json:'));
      assert.equal(lines.length, 5, desk.logged.join('\n'));
    }));

  it('Open the File puts the cursor on the mistake', () =>
    play({}, async ({ desk }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, withField('vpc_id', 7)));
      await desk.told[0]?.press('Open the File');
      const offset = withField('vpc_id', 7).indexOf('7,');
      assert.deepEqual(desk.documents.revealed, [{ path, offset, length: 1 }]);
    }));

  it('a file that was deleted meanwhile', () =>
    play({}, async ({ desk, cloud }) => {
      const uri = desk.documents.put(path, text);
      desk.documents.open(uri);
      desk.documents.remove(uri);
      await createMigrationTaskFromFile(desk, undefined);
      assert.deepEqual([cloud.ledger, desk.requests], [[], []]);
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [['error', 'teams/orders.dcsmigration.json cannot be read (There is no such file). Nothing was sent.']],
      );
    }));

  it('deep in folders is named by the end of its path', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put(`/workspace/${'teams/'.repeat(100)}orders.dcsmigration.json`, text);
      desk.documents.open(uri);
      desk.documents.remove(uri);
      await createMigrationTaskFromFile(desk, undefined);
      const [{ message = '' } = {}] = desk.told;
      assert.match(message, /^…\S{54}\/orders\.dcsmigration\.json cannot be read/);
    }));
});
