import assert from 'node:assert/strict';
import { isCloudField, isOffered, suggestAt } from '../../../../src/editor/completions.ts';
import { valueCaret } from '../../../../src/editor/valueCaret.ts';
import { play, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { english } from '../../../support/desk/english.ts';
import { applied, caretIn, scanWhole } from '../caretText.ts';
import { example, readIn, settle, vpcNamed } from '../fileScene.ts';
import {
  addressOf,
  endsWith,
  fileWith,
  idOf,
  instanceOf,
  knowing,
  listsAsked,
  withSandboxFile,
} from './instanceScene.ts';

/** What is offered at the caret of a text, with everything looked up. */
async function offeredIn(
  marked: string,
  act: (offered: {
    readonly items: ReturnType<typeof suggestAt>['items'];
    readonly names: readonly string[];
    /** The text after a suggestion was accepted. */
    readonly accept: (name: string) => string;
    readonly asked: readonly string[];
  }) => unknown,
  options: SceneOptions = {},
): Promise<void> {
  const { text, caret } = caretIn(marked);
  await withSandboxFile(
    text,
    async (file) => {
      const at = valueCaret(text, file.scanned, caret);
      assert.ok(at, marked);
      await settle(file, at);
      const { items, pending } = suggestAt(at, file.written, file.view, english);
      assert.equal(pending.length, 0);
      await act({
        items,
        names: items.map(({ name }) => name),
        asked: listsAsked(file),
        accept(name) {
          const item = items.find((one) => one.name === name);
          assert.ok(item, name);
          return applied(text, [{ ...at.replace, text: item.insert }]);
        },
      });
    },
    options,
  );
}

const ofTheVpc = [
  'carts-redis',
  'carts-redis-new',
  'catalogue-cluster-new',
  'catalogue-proxy',
  'growing-redis',
  'ledger-redis',
  'legacy-redis',
  'orders-redis',
  'orders-redis-new',
  'reports-redis',
  'sessions-redis',
  'tiny-redis',
];

describe('completion: instances', () => {
  const sourceAt = (value: string) =>
    `{"vpc_id": "${example.vpc_id}", "migration": {"source_instance": {"id": ${value}}}}`;

  for (const [before, after] of [
    ['"|"', '"ID"'],
    ['"orders|"', '"ID"'],
    ['"or|ders"', '"ID"'],
    ['orders|', '"ID"'],
    ['|', '"ID"'],
    ['192.168.0.2|', '"ID"'],
    ['"192.168.0.21:63|"', '"ID"'],
    ['nul|l', '"ID"'],
    ['"|", "password": "${env:A}"', '"ID", "password": "${env:A}"'],
    ['| "password": "${env:A}"', '"ID", "password": "${env:A}"'],
  ] as const) {
    it(`writes the ID of what is chosen: ${before}`, () =>
      offeredIn(sourceAt(before), ({ accept }) =>
        assert.equal(
          accept('orders-redis').replace(/ {2}"password/, ' "password'),
          sourceAt(after).replace('ID', idOf('orders-redis')),
        ),
      ));
  }

  it('those of the VPC of the file come first', () =>
    offeredIn(sourceAt('"|"'), ({ names, asked }) => {
      assert.deepEqual(names, [...ofTheVpc, 'dev-redis', 'prod-redis', 'staging-redis', '商品缓存']);
      assert.equal(asked.filter((one) => one === 'instances').length, 1);
    }));

  it('by name alone where the file names no VPC yet', () =>
    offeredIn('{"migration": {"target_instance": {"id": |', ({ names }) =>
      assert.deepEqual(names.slice(10, 13), ['prod-redis', 'reports-redis', 'sessions-redis']),
    ));

  it('the other end is there, and last', () =>
    offeredIn(
      fileWith(endsWith('|', idOf('carts-redis').toUpperCase()), { vpc_id: vpcNamed('vpc-prod-cache').id }),
      ({ items, names }) => {
        assert.deepEqual([names[0], names.at(-1)], ['prod-redis', 'carts-redis']);
        assert.equal(items.at(-1)?.obstacle, 'It is the other end of this migration already.');
      },
    ));

  it('tells what it knows of each: engine, type, size, VPC, state, address and password', () =>
    offeredIn(sourceAt('"|"'), ({ items }) => {
      const told = (name: string) => items.find((one) => one.name === name);
      assert.equal(told('orders-redis')?.remark, 'Redis 5.0 · master/standby · 4 GB · vpc-example');
      assert.equal(told('growing-redis')?.remark, 'state: EXTENDING · Redis 5.0 · master/standby · 4 GB · vpc-example');
      const facts = told('sessions-redis')?.facts.map(({ label, value }) => `${label}: ${value}`) ?? [];
      assert.deepEqual(facts.slice(0, -1), [
        'Engine: Redis 5.0',
        'Type: single-node',
        'Memory: 610 MB of 2 GB used',
        'VPC: vpc-example',
        `Address: ${addressOf('sessions-redis')}`,
        `Domain name: redis-${idOf('sessions-redis').slice(0, 8)}.dcs.example.com`,
        'Status: RUNNING',
        'Password: needs none',
        'Description: Sandbox: a single node without a password',
        `Instance ID: ${idOf('sessions-redis')}`,
      ]);
      assert.match(facts.at(-1) ?? '', /^As of: .*\d/);
      assert.ok(told('orders-redis')?.facts.some(({ value }) => value === 'needs one'));
    }));

  it('nothing for addresses: an instance of the account belongs there by its ID', async () => {
    for (const field of ['migration.source_instance.addrs', 'migration.target_instance.addrs']) {
      assert.deepEqual([isOffered(field), isCloudField(field)], [false, false]);
    }
    const marked = '{"migration": {"source_instance": {"addrs": "|"}}}';
    await offeredIn(marked, ({ items, asked }) => assert.deepEqual([items, asked], [[], []]));
  });

  it('nothing where the list is denied, which is asked for once', () =>
    offeredIn(
      sourceAt('"|"'),
      ({ items, asked }) => {
        assert.deepEqual(items, []);
        assert.equal(asked.filter((one) => one === 'instances').length, 1);
      },
      { sandbox: { denied: new Set(['dcs:instance:list'] as const) } },
    ));

  it('nothing of an empty project, and nothing signed out', async () => {
    await withSandboxFile('{}', ({ view, written }) => {
      const caret = caretAt('{"migration": {"source_instance": {"id": "|"}}}');
      assert.deepEqual(suggestAt(caret, written, knowing(view, []), english).items, []);
    });
    await play({ signedIn: false }, async (scene) => {
      const { text, caret } = caretIn('{"migration": {"source_instance": {"id": "|"}}}');
      const { scanned, found, written } = await readIn(scene, text);
      const at = valueCaret(text, scanned, caret);
      assert.ok(at && 'reason' in found);
      assert.deepEqual(suggestAt(at, written, undefined, english).items, []);
    });
  });

  it('what is no Redis comes last, and says so', () =>
    withSandboxFile('{}', ({ view, written }) => {
      const all = [
        instanceOf({ instance_id: 'a', name: 'a-cache', engine: 'memcached' }),
        instanceOf({ instance_id: 'b', name: 'b-redis' }),
      ];
      const caret = caretAt('{"migration": {"source_instance": {"id": "|"}}}');
      const { items } = suggestAt(caret, written, knowing(view, all), english);
      assert.deepEqual(
        items.map(({ name, obstacle }) => [name, obstacle]),
        [
          ['b-redis', undefined],
          ['a-cache', 'It is no Redis.'],
        ],
      );
    }));
});

describe('completion: thousands of instances', () => {
  const thousands = Array.from({ length: 5000 }, (_, index) =>
    instanceOf({
      instance_id: `${String(index).padStart(8, '0')}-1111-4111-8111-111111111111`,
      name: `redis-${index}`,
      ip: `10.${index >> 8}.0.${index & 255}`,
      domain_name: `redis-${index}.DCS.example.com`,
    }),
  );

  for (const [typed, first] of [
    ['', 'redis-0'],
    ['redis-4321', 'redis-4321'],
    ['DIS-4999', 'redis-4999'],
    ['10.19.0.135', 'redis-4999'],
    ['10.19.0.135:6379', 'redis-4999'],
    ['4999.dcs.example', 'redis-4999'],
    ['00004999-', 'redis-4999'],
    ['nothing like it', undefined],
  ] as const) {
    it(`gives what fits "${typed}", the best first`, () =>
      withSandboxFile('{}', ({ view, written }) => {
        const caret = caretAt(`{"migration": {"source_instance": {"id": "${typed}|"}}}`);
        const { items, chosen } = suggestAt(caret, written, knowing(view, thousands), english);
        assert.equal(items[0]?.name, first);
        assert.ok(chosen && items.length <= 200);
      }));
  }

  it('shows the first page while the others come', () =>
    withSandboxFile('{}', ({ view, written }) => {
      const page = knowing(view, thousands.slice(0, 200), { complete: false });
      const caret = caretAt('{"migration": {"source_instance": {"id": "|"}}}');
      const { items, pending } = suggestAt(caret, written, page, english);
      assert.deepEqual([items.length, pending.length], [200, 1]);
    }));
});

function caretAt(marked: string) {
  const { text, caret } = caretIn(marked);
  const at = valueCaret(text, scanWhole(text), caret);
  assert.ok(at);
  return at;
}
