import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '../../../../src/cloud/connection.ts';
import { CloudError } from '../../../../src/cloud/errors.ts';
import { describeCloudError } from '../../../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import {
  createOnlineMigrationTask,
  listMigrationTasks,
  showMigrationTask,
} from '../../../../src/cloud/services/migrationTasks.ts';
import { listVpcs } from '../../../../src/cloud/services/networks.ts';
import { english } from '../../../support/desk/english.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

const runs = 600;

/** A secret that is known by both its ends, so that no part of it may come out either. */
function secretOf(signs: string): fc.Arbitrary<string> {
  const middle = fc.string({ unit: fc.constantFrom(...signs), maxLength: 30 });
  return middle.map((text) => `Zq7${text}7qZ`);
}

const lettersAndDigits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** What nobody's file format ends a password at. */
const anySecret = secretOf(`${lettersAndDigits}!#$%^*()_+-=[]{}|;:,.<>?/~&@密码`);
/** With blanks and quotes, for where it is enclosed. */
const enclosed = secretOf(`${lettersAndDigits}!#$%^*()_+-=[]{}|;:,.<>?/~&@密码 '"\\\n`);
const headerSecret = secretOf(`${lettersAndDigits}+/=_.-`);

const secretNames = fc.constantFrom(
  ...[
    'password',
    'redis_password',
    'targetPassword',
    'requirepass',
    'masterauth',
    'auth',
    'sk',
    'secret_key',
    'private_key',
  ],
  ...['X-Auth-Token', 'credential', 'pwd', 'passphrase', 'cookie', 'api_key', '密码'],
);
/** What stands under these ends at a blank and at nothing else. */
const plainNames = secretNames.filter((name) => !/^x-|cookie/i.test(name));

const quoted = JSON.stringify;
const twice = (text: string) => quoted(quoted(text).slice(1, -1)).slice(1, -1);

/** Texts in which a secret stands in a shape that gives it away. */
const shapes: fc.Arbitrary<string> = fc.oneof(
  anySecret.map((secret) => `redis://:${secret.replaceAll(/[\s]/g, '')}@10.0.0.1:6379/0`),
  anySecret.map((secret) => `https://user:${secret}@host/path`),
  anySecret.map((secret) => `redis%3A%2F%2F%3A${encodeURIComponent(secret)}%40host`),
  fc.tuple(plainNames, anySecret).map(([name, secret]) => `${name}=x${secret} next`),
  fc.tuple(plainNames, anySecret).map(([name, secret]) => `${name}: x${secret}`),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => `{${quoted(name)}:${quoted(secret)},"a":1}`),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => quoted(quoted({ a: { [name]: secret } }))),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => `{\\"${name}\\": \\"${twice(secret)}\\", \\"a\\": 1}`),
  fc
    .tuple(secretNames, enclosed, fc.nat(200))
    .map(([name, secret, cut]) => `{${quoted(name)}:${quoted(secret + 'x'.repeat(cut))}`),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => quoted({ key: name, type: 'string', value: secret })),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => quoted([{ value: secret, name }, { a: 1 }])),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => quoted(['config', 'set', name, secret])),
  fc.tuple(secretNames, enclosed).map(([name, secret]) => encodeURIComponent(quoted({ [name]: secret }))),
  fc
    .constantFrom('requirepass ', 'CONFIG SET masterauth ', '--requirepass ', 'redis-cli -a ', 'AUTH default ')
    .chain((before) => anySecret.map((secret) => `${before}x${secret}`)),
  headerSecret.map((secret) => `verify fail, canonicalRequest:GET|/|x-security-token:${secret}|host:h`),
  headerSecret.map((secret) => `Authorization: SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=${secret}`),
  headerSecret.map((secret) => `Authorization: Bearer ${secret}`),
  headerSecret.map((secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`),
);

const between = fc.constantFrom('', 'x', 'failed to connect to ', '从 ', '\n', '{"a":"b"} ', '<p>');
const givenAway = fc
  .tuple(between, shapes, between)
  .map(([before, text, after]) => `${before}${before === 'x' ? ' ' : ''}${text} ${after}`);

const names = fc.constantFrom(
  ...[
    'task_id',
    'task_name',
    'description',
    'error_message',
    'source_instance',
    'migration_tasks',
    'vpcs',
    'id',
    'name',
  ],
  ...['error_code', 'error_msg', 'message', 'code', 'error', 'request_id', 'title', 'instance_id'],
  ...['extra', 'data', 'list', 'a b', '__proto__', 'x'],
);

/** An answer with texts like these at any place, a declared one or not. */
function answerWith(secret: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      secret,
      fc.dictionary(names, fc.oneof(secret, tie('tree')), { maxKeys: 4 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.constantFrom(1, true, null, 'kept'),
    ),
  }));
  return tree;
}

const calls: readonly ((connection: Connection) => Promise<unknown>)[] = [
  (connection) => showMigrationTask(connection, 'p', 't'),
  (connection) => listMigrationTasks(connection, 'p').next(),
  (connection) => listVpcs(connection, 'p').next(),
  (connection) =>
    createOnlineMigrationTask(connection, 'p', { name: 'n', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' }),
];

interface Shown {
  readonly info: string;
  readonly trace: string;
  readonly failure: readonly unknown[];
}

/** All that comes out of a call that is answered so, but for its value. */
async function shownOf(call: number, status: number, text: string): Promise<Shown> {
  const shown: { info: string; trace: string }[] = [];
  const connection = connectionTo('https://dcs.example', {
    transport: async () => new Response(text, { status }),
    record: (exchange) =>
      void shown.push({ info: exchangeText(exchange, english), trace: exchangeText(exchange, english, true) }),
  });
  const failure: unknown[] = [];
  await calls[call]?.(connection).catch((error: unknown) => {
    assert.ok(error instanceof CloudError);
    failure.push(error, describeCloudError(error, english));
  });
  return { info: shown.map(({ info }) => info).join(), trace: shown.map(({ trace }) => trace).join(), failure };
}

const call = fc.nat(calls.length - 1);
const status = fc.constantFrom(200, 200, 200, 202, 301, 400, 401, 403, 404, 500, 502);

function assertHidden(shown: unknown): void {
  assert.deepEqual(leaksOf(['Zq7', '7qZ'], shown), []);
}

describe(`any secret in any answer (${runs} of each)`, function () {
  this.timeout(120_000);
  const settings = { numRuns: runs };

  it('in a shape that gives it away: at no level, in no error', () =>
    fc.assert(
      fc.asyncProperty(call, status, answerWith(givenAway), async (which, code, answer) => {
        assertHidden(await shownOf(which, code, JSON.stringify(answer)));
      }),
      settings,
    ));

  it('in text, or in JSON that is cut off', () =>
    fc.assert(
      fc.asyncProperty(
        call,
        status,
        givenAway,
        answerWith(givenAway),
        fc.nat(400),
        async (which, code, text, answer, cut) => {
          assertHidden(await shownOf(which, code, text));
          const json = JSON.stringify(answer);
          if (json.length > cut) assertHidden(await shownOf(which, code, json.slice(0, -1 - (cut % json.length))));
        },
      ),
      settings,
    ));

  it('under the name of a secret, whatever it looks like', () =>
    fc.assert(
      fc.asyncProperty(
        call,
        status,
        answerWith(fc.dictionary(secretNames, fc.oneof(enclosed, fc.array(enclosed)))),
        async (which, code, answer) => {
          assertHidden(await shownOf(which, code, JSON.stringify(answer)));
        },
      ),
      settings,
    ));

  it('beside the name of a secret', () => {
    const pair = fc.tuple(fc.constantFrom('key', 'name', 'param_name', 'x'), secretNames, enclosed);
    const pairs = fc.oneof(
      pair.map(([key, name, secret]) => ({ [key]: name, value: secret })),
      pair.map(([key, name, secret]) => ({ param_value: { of: [secret] }, [key]: name })),
      pair.map(([, name, secret]) => ['set', name, secret]),
    );
    return fc.assert(
      fc.asyncProperty(
        call,
        fc.constantFrom(200, 202),
        fc.dictionary(fc.constantFrom('extra', 'data'), fc.oneof(pairs, fc.array(pairs))),
        async (which, code, answer) => {
          assertHidden(
            await shownOf(
              which,
              code,
              JSON.stringify({ task_id: 't', instance_id: 'i', count: 0, vpcs: [], ...answer }),
            ),
          );
        },
      ),
      settings,
    );
  });

  it('under any name that is not declared, whatever it looks like: not at Info', () => {
    const undeclared = fc.dictionary(
      fc.constantFrom('extra', 'hint', 'of_tomorrow', 'text'),
      fc.oneof(enclosed, fc.array(enclosed)),
      { minKeys: 1 },
    );
    const places = fc.tuple(undeclared, undeclared, undeclared);
    return fc.assert(
      fc.asyncProperty(call, status, places, async (which, code, [top, inner, deep]) => {
        const item = { id: 'i', task_id: 't', ...inner, source_instance: { ip: '10.0.0.1', ...deep } };
        const answer = {
          ...item,
          instance_id: 'i',
          ...top,
          count: 1,
          migration_tasks: [item],
          vpcs: [item],
          error: inner,
        };
        const { info, failure } = await shownOf(which, code, JSON.stringify(answer));
        assertHidden([info, failure]);
        assert.match(info, code === 301 ? /characters\)/ : /\(text\)|\(list of \d+\)|\(object\)/);
      }),
      settings,
    );
  });
});
