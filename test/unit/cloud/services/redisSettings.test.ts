import assert from 'node:assert/strict';
import type { Patience } from '../../../../src/cloud/connection.ts';
import { CloudError, Refused, Unintelligible, Unreachable } from '../../../../src/cloud/errors.ts';
import { changeParameters, listParameters } from '../../../../src/cloud/services/parameters.ts';
import { showsSsl } from '../../../../src/cloud/services/ssl.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import { type Answer, http, json } from '../../../support/network/faultyServer.ts';
import { type Call, play } from './playedCall.ts';

interface Row {
  readonly call: Call;
  readonly line: string;
  readonly body: string;
  readonly answer: Answer;
  readonly gives: unknown;
}

const group = { group_name: 'dcsmigr', ip_list: ['192.168.30.41', '10.0.0.0/8'] };
const change = { param_id: '21', param_name: 'repl-timeout', param_value: '300' };

const reads: { readonly [name: string]: Row } = {
  whitelist: {
    call: (connection) => showWhitelist(connection, 'p/1', 'a/b'),
    line: 'GET /v2/p%2F1/instance/a%2Fb/whitelist',
    body: '',
    answer: json(200, {
      instance_id: 'a/b',
      enable_whitelist: true,
      whitelist: [{ ...group, of_tomorrow: 1 }],
      whitelist_ip_limit_num: '20',
    }),
    gives: { enable_whitelist: true, whitelist: [group], whitelist_ip_limit_num: 20 },
  },
  parameters: {
    call: (connection) => listParameters(connection, 'p/1', 'a/b'),
    line: 'GET /v2/p%2F1/instances/a%2Fb/configs',
    body: '',
    answer: json(200, { config_status: 'SUCCESS', redis_config: [{ ...change, need_restart: false }] }),
    gives: [{ ...change, need_restart: false }],
  },
  ssl: {
    call: (connection) => showsSsl(connection, 'p/1', 'a/b'),
    line: 'GET /v2/p%2F1/instances/a%2Fb/ssl',
    body: '',
    answer: json(200, { enabled: true, ip: '192.168.7.9', port: '6379' }),
    gives: true,
  },
};

const writes: { readonly [name: string]: Row } = {
  'an addition to the whitelist': {
    call: (connection) => addToWhitelist(connection, 'p/1', 'a/b', [group]),
    line: 'POST /v2/p%2F1/instance/a%2Fb/whitelist-async',
    body: JSON.stringify({ whitelist: [group] }),
    answer: json(200, { job_id: '8abf' }),
    gives: '8abf',
  },
  'another whitelist': {
    call: (connection) => {
      const whole = { enable_whitelist: true, whitelist: [group], whitelist_ip_limit_num: 20 };
      return replaceWhitelist(connection, 'p/1', 'a/b', whole);
    },
    line: 'PUT /v2/p%2F1/instance/a%2Fb/whitelist',
    body: JSON.stringify({ enable_whitelist: true, whitelist: [group] }),
    answer: http(204, ''),
    gives: undefined,
  },
  'other parameters': {
    call: (connection) => changeParameters(connection, 'p/1', 'a/b', [change]),
    line: 'PUT /v2/p%2F1/instances/a%2Fb/async-configs',
    body: JSON.stringify({ redis_config: [change] }),
    answer: json(200, { job_id: '8abf' }),
    gives: '8abf',
  },
};

/** Without the fields that are undefined. */
const said = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const patience: Patience = { wait: async () => undefined, random: () => 0 };

describe('what is set on an instance', () => {
  for (const [name, { call, line, body, answer, gives }] of Object.entries({ ...reads, ...writes })) {
    it(`${name}: is asked for as the reference prints it, and read`, async () => {
      const { outcome, sent } = await play(call, answer);
      assert.deepEqual(sent, [{ line, type: body === '' ? undefined : 'application/json', body }]);
      assert.ok(outcome.status === 'fulfilled');
      assert.deepEqual(said(outcome.value), said(gives));
    });
  }

  for (const [name, { call }] of Object.entries(writes)) {
    it(`${name}: is not sent again after a failure that may pass, which may have taken effect`, async () => {
      for (const failure of [json(503, { error_code: 'x' }), (socket: { destroy(): void }) => socket.destroy()]) {
        const { outcome, sent } = await play(call, failure, { patience });
        assert.equal(sent.length, 1);
        assert.ok(outcome.status === 'rejected');
        assert.ok(outcome.reason instanceof Refused || outcome.reason instanceof Unreachable);
        assert.equal(outcome.reason.mayHaveTakenEffect, true);
      }
    });
  }

  for (const [name, { call, answer }] of Object.entries(reads)) {
    it(`${name}: is asked for again where the failure may pass`, async () => {
      let count = 0;
      const { outcome, sent } = await play(
        call,
        (socket) => {
          count += 1;
          socket.end(count === 1 ? json(503, { error_code: 'x' }) : String(answer));
        },
        { patience },
      );
      assert.deepEqual([outcome.status, sent.length], ['fulfilled', 2]);
    });
  }

  it('a job that is not named, and changes without one, are no failure', async () => {
    for (const [name, answer] of [
      ['an addition to the whitelist', json(200, {})],
      ['other parameters', http(204, '')],
      ['another whitelist', json(200, 'done')],
    ] as const) {
      const { outcome } = await play(writes[name]?.call ?? assert.fail(name), answer);
      assert.deepEqual(outcome, { status: 'fulfilled', value: undefined });
    }
  });

  it('an addition that is answered by nothing is not taken for done', async () => {
    const { outcome } = await play(writes['an addition to the whitelist']?.call ?? assert.fail(), http(200, ''));
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof CloudError);
    assert.equal(outcome.reason.mayHaveTakenEffect, true);
  });
});

describe('a whitelist as it comes', () => {
  const show = reads['whitelist']?.call ?? assert.fail();
  const rows: readonly [what: string, answer: object, gives: object][] = [
    ['one object in place of a list', { enable_whitelist: true, whitelist: group }, { whitelist: [group] }],
    [
      'truths as texts',
      { enable_whitelist: 'false', whitelist: [group] },
      { enable_whitelist: false, whitelist: [group] },
    ],
    ['nothing set', { enable_whitelist: true, whitelist: null }, { whitelist: [] }],
    [
      'a group without entries',
      { enable_whitelist: true, whitelist: [{ group_name: 'g', ip_list: null }] },
      { whitelist: [{ group_name: 'g', ip_list: [] }] },
    ],
    [
      'a limit as a number',
      { enable_whitelist: true, whitelist: [], whitelist_ip_limit_num: 30 },
      { whitelist: [], whitelist_ip_limit_num: 30 },
    ],
    [
      'a limit that is none',
      { enable_whitelist: true, whitelist: [], whitelist_ip_limit_num: 'many' },
      { whitelist: [] },
    ],
  ];
  for (const [what, answer, gives] of rows) {
    it(`is read with ${what}`, async () => {
      const { outcome } = await play(show, json(200, answer));
      assert.ok(outcome.status === 'fulfilled', String(outcome.status === 'rejected' && outcome.reason));
      assert.deepEqual(said(outcome.value), { enable_whitelist: true, ...gives });
    });
  }

  it('is not read by half: what is not understood would be deleted by who writes it back', async () => {
    for (const answer of [
      { enable_whitelist: true, whitelist: [group, { ip_list: ['10.0.0.1'] }] },
      { enable_whitelist: true, whitelist: [{ group_name: 'g', ip_list: [7] }] },
      { whitelist: [group] },
      [],
    ]) {
      const { outcome } = await play(show, json(200, answer));
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Unintelligible, JSON.stringify(answer));
    }
  });
});

describe('parameters as they come', () => {
  it('are one object, have numbers for texts, and are left out without a name or an ID', async () => {
    const list = reads['parameters']?.call ?? assert.fail();
    const given = { param_id: 1, param_name: 'timeout', param_value: 0, default_value: null, need_restart: 'true' };
    const read = { param_id: '1', param_name: 'timeout', param_value: '0', need_restart: true };
    for (const [redis_config, gives] of [
      [given, [read]],
      [[given, { param_name: 'x' }, { param_id: '2', param_name: '' }], [read]],
    ]) {
      const { outcome } = await play(list, json(200, { redis_config }));
      assert.ok(outcome.status === 'fulfilled');
      assert.deepEqual(said(outcome.value), gives);
    }
    const { outcome } = await play(list, json(200, { config_status: 'SUCCESS' }));
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Unintelligible);
  });
});

describe('SSL as it comes', () => {
  const show = reads['ssl']?.call ?? assert.fail();
  const off: readonly [what: string, answer: Answer][] = [
    ['nothing at all', http(204, '')],
    ['no word of it', json(200, { ip: '10.0.0.1' })],
    ['false', json(200, { enabled: false })],
    ['false as a text', json(200, { enabled: 'false' })],
    ['that it cannot be', json(400, { error_code: 'DCS.4201', error_msg: 'Do not support SSL.' })],
  ];
  for (const [what, answer] of off) {
    it(`is off where the service says ${what}`, async () => {
      assert.deepEqual((await play(show, answer)).outcome, { status: 'fulfilled', value: false });
    });
  }

  it('is not known after any other failure', async () => {
    for (const [status, code] of [
      [400, 'DCS.4800'],
      [403, 'DCS.4201'],
      [403, 'DCS.2007'],
      [404, 'DCS.3022'],
      [500, 'DCS.5010'],
    ] as const) {
      const { outcome } = await play(show, json(status, { error_code: code }));
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Refused, code);
    }
  });
});
