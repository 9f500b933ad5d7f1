import assert from 'node:assert/strict';
import { isKeyRefusal } from '../../../../src/cloud/certainty.ts';
import type { Connection, Exchange } from '../../../../src/cloud/connection.ts';
import { CloudError, Refused, Unintelligible } from '../../../../src/cloud/errors.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import { askWebCli, closeWebCli, isWrongPassword, openWebCli } from '../../../../src/cloud/services/webCli.ts';
import { english } from '../../../support/desk/english.ts';
import { type Answer, http, json } from '../../../support/network/faultyServer.ts';
import { type Call, play } from './playedCall.ts';

const password = 'canary-of-the-web-cli-55';
const clientId = 'c0ffee5ecret'.repeat(4);
const cli = { instanceId: 'a/b', clientId, databases: 256, unshown: [clientId, password] };
const opens: Call = (connection) => openWebCli(connection, 'p/1', 'a/b', password);

describe('the Web CLI', () => {
  const rows: readonly [what: string, call: Call, line: string, body: object, answer: Answer, gives: unknown][] = [
    ['opens with a password', opens, 'auth', { password }, json(200, { client_id: clientId, databases: 256 }), cli],
    [
      'opens without one',
      (connection) => openWebCli(connection, 'p/1', 'a/b', undefined),
      ...([
        'auth',
        {},
        json(200, { client_id: clientId }),
        { ...cli, databases: undefined, unshown: [clientId] },
      ] as const),
    ],
    [
      'reads which databases there are',
      (connection) => askWebCli(connection, 'p/1', cli, ['INFO', 'keyspace']),
      'command',
      { client_id: clientId, command: 'INFO keyspace', database: 0 },
      json(200, { response: '# Keyspace\r\n' }),
      '# Keyspace\r\n',
    ],
    [
      'reads how many keys there are',
      (connection) => askWebCli(connection, 'p/1', cli, ['DBSIZE'], { database: 3 }),
      'command',
      { client_id: clientId, command: 'DBSIZE', database: 3 },
      json(200, { response: null }),
      '',
    ],
    [
      'closes',
      (connection) => closeWebCli(connection, 'p/1', cli),
      ...(['logout', { client_id: clientId }, http(204, ''), undefined] as const),
    ],
  ];
  for (const [what, call, line, body, answer, gives] of rows) {
    it(what, async () => {
      const { outcome, sent } = await play(call, answer);
      assert.deepEqual(outcome, { status: 'fulfilled', value: gives });
      assert.deepEqual(sent, [
        {
          line: `POST /v2/p%2F1/instances/a%2Fb/webcli/${line}`,
          type: 'application/json',
          body: JSON.stringify(body),
        },
      ]);
    });
  }

  it('sends nothing but what is on its list, whatever it is given', async () => {
    const forged: readonly unknown[] = [
      ...['FLUSHALL', 'GET a', 'constructor', '__proto__', 'toString', ''].map((name) => [name]),
      ...[['dbsize'], ['DBSIZE', 'x'], ['SET', 'a', 'b'], ['GET'], ['CONFIG', 'SET', 'timeout', '1'], [], [7]],
    ];
    for (const name of forged) {
      const { sent, outcome } = await play(
        async (connection) => {
          const given: Parameters<typeof askWebCli> = [connection, 'p', cli, ['DBSIZE']];
          return Reflect.apply(askWebCli, undefined, [...given.slice(0, 3), name]);
        },
        json(200, { response: 'OK' }),
      );
      assert.deepEqual(sent, [], String(name));
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof RangeError);
    }
  });

  it('is sent once, whatever comes of it', async () => {
    for (const answer of [
      json(500, { error_code: 'DCS.5000' }),
      json(429, { error_code: 'APIGW.0308' }),
      http(503, ''),
    ]) {
      assert.equal((await play(opens, answer)).sent.length, 1);
    }
  });

  it('is not open where nothing says as whom', async () => {
    for (const answer of [json(200, {}), json(200, { client_id: 7 }), json(200, { client_id: '' })]) {
      const { outcome } = await play(opens, answer);
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Unintelligible);
    }
  });

  it('shows no password and no way in, in the log, at the level Trace, nor in an error that repeats them', async () => {
    const texts: string[] = [];
    const record: Connection['record'] = (exchange: Exchange) => {
      texts.push(exchangeText(exchange, english), exchangeText(exchange, english, true));
    };
    const echo = `the password ${password} of ${clientId} is not right`;
    const calls: readonly [Call, Answer][] = [
      [opens, json(200, { client_id: clientId, databases: 256, note: password })],
      [opens, json(400, { error_code: 'DCS.4080', error_msg: echo.replace(clientId, '') })],
      [
        (connection) => askWebCli(connection, 'p', cli, ['DBSIZE']),
        json(400, { error_code: 'DCS.4800', error_msg: echo }),
      ],
      [(connection) => askWebCli(connection, 'p', cli, ['DBSIZE']), json(200, { response: echo, client_id: clientId })],
      [
        (connection) => closeWebCli(connection, 'p', cli),
        json(400, { error_msg: `of ${password}: ${clientId}`, client_id: clientId }),
      ],
    ];
    for (const [call, answer] of calls) {
      const { outcome } = await play(call, answer, { record });
      if (outcome.status === 'rejected') {
        assert.ok(outcome.reason instanceof CloudError);
        texts.push(String(outcome.reason), JSON.stringify(outcome.reason));
      }
    }
    assert.equal(texts.filter((text) => text.includes('webcli/')).length >= 10, true);
    for (const text of texts) assert.ok(!text.includes(password) && !text.includes(clientId), text);
  });
});

describe('a wrong password', () => {
  const rows: readonly [code: string | undefined, words: string, isWrong: boolean][] = [
    ['DCS.4080', 'The password verification failed.', true],
    ['DCS.4845', 'The instance password is missing or invalid.', true],
    ['dcs. 4845', '', true],
    ['111400080', '', true],
    ['DCS.4800', 'WRONGPASS invalid username-password pair or user is disabled.', true],
    [undefined, 'ERR invalid password', true],
    ['DCS.5000', 'Wrong password', true],
    ['DCS.4800', 'The password is incorrect.', true],
    ['DCS.4800', '密码错误', true],
    ['DCS.4049', 'The instance is not in the running state.', false],
    ['DCS.4231', 'An offline key analysis is running.', false],
    ['DCS.4850', 'Password-free access is enabled.', false],
    ['DCS.2003', 'This role does not have the permission to perform this operation.', false],
    ['DCS.4800', 'NOAUTH Authentication required.', false],
    ['APIGW.0308', 'throttled', false],
    [undefined, '', false],
  ];
  for (const [code, cloudMessage, isWrong] of rows) {
    it(`${isWrong ? 'is' : 'is not'} what ${code} says: ${cloudMessage}`, () => {
      const facts = { status: 400, cloudMessage, ...(code === undefined ? {} : { code }) };
      assert.equal(isWrongPassword(facts), isWrong);
    });
  }

  it('does not count as a refused key, whatever its status', () => {
    const name = { method: 'POST', url: 'https://dcs.example' };
    for (const code of ['DCS.4080', 'DCS.4845']) {
      assert.equal(isKeyRefusal(new Refused(name, { status: 401, code })), false);
    }
    assert.equal(isKeyRefusal(new Refused(name, { status: 401, code: 'APIGW.0301' })), true);
    assert.equal(isKeyRefusal(new Refused(name, { status: 401 })), true);
  });
});
