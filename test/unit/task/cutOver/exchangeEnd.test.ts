import assert from 'node:assert/strict';
import { type ExchangeEnd, type ExchangeLook, exchangeEnd } from '../../../../src/task/cutOver/exchangeEnd.ts';
import type { AskedExchange } from '../../../../src/task/exchange.ts';

const minute = 60_000;
/** By the cloud's clock, which has nothing to do with ours. */
const before = Date.UTC(2026, 5, 1, 12);

const asked = (kind: AskedExchange['kind'], was: Partial<AskedExchange['before']> = {}): AskedExchange => ({
  kind,
  source: 'orders',
  target: 'orders-new',
  before: { taskStatus: '', message: '', logAt: before, ...was },
});

const line = (log_level: string, message: string, seconds: number) => ({
  created_at: { time: new Date(before + seconds * 1000) },
  log_level,
  message,
});

const look = (taskStatus: string, more: Partial<ExchangeLook> = {}): ExchangeLook => ({
  taskStatus,
  message: '',
  log: [],
  ...more,
});

const looks = (...states: readonly string[]) => states.map((state) => look(state));

const [going, swapped, back] = ['EXCHANGING', 'EXCHANGE_SUCCESS', 'ROLLBACK_SUCCESS'];
const done: ExchangeEnd = { kind: 'done' };
const unseen: ExchangeEnd = { kind: 'underWay', isSeen: false };
const seen: ExchangeEnd = { kind: 'underWay', isSeen: true };
const late: ExchangeEnd = { kind: 'notKnown', why: 'late' };

describe('how a swap of the addresses ended', () => {
  const cases: readonly (readonly [string, AskedExchange, readonly ExchangeLook[], ExchangeEnd])[] = [
    ['nothing was seen yet', asked('swap'), [], unseen],
    ['it is under way', asked('swap'), looks('', going), seen],
    ['it is done', asked('swap'), looks('', going, swapped), done],
    ['it was done before anybody looked', asked('swap'), looks(swapped), done],
    ['however it is written', asked('swap'), looks(' exchange_success '), done],
    ['the way back is done', asked('rollBack', { taskStatus: swapped }), looks(swapped, going, back), done],
    [
      'the way back, so quickly that nobody saw it',
      asked('rollBack', { taskStatus: swapped }),
      looks(back, back),
      done,
    ],
    ['the way back, seen for the first time', asked('rollBack', { taskStatus: swapped }), looks(swapped, back), unseen],
    ['what was before the way back says nothing', asked('rollBack', { taskStatus: swapped }), looks(swapped), unseen],
    ['nor does the other end of it', asked('rollBack', { taskStatus: swapped }), looks(going, swapped), seen],
    ['a second swap', asked('swap', { taskStatus: back }), looks(back, going, swapped), done],
    ['a second swap, and what the first one left', asked('swap', { taskStatus: back }), looks(swapped), unseen],
    ['a second swap, and that flickers', asked('swap', { taskStatus: back }), looks(swapped, back), unseen],
    ['a second swap, and that stays', asked('swap', { taskStatus: back }), looks(back, swapped, swapped), done],
    [
      'it was there when it was asked',
      asked('swap', { taskStatus: swapped }),
      looks(swapped, swapped, swapped),
      unseen,
    ],
    ['it was there, and went', asked('swap', { taskStatus: swapped }), looks(swapped, going, swapped), done],
    ['a status that nobody knows', asked('swap'), looks('EXCHANGE_PARTIAL'), unseen],
    [
      'it has failed by its status',
      asked('swap'),
      looks('EXCHANGE_FAILED'),
      { kind: 'failed', reason: 'EXCHANGE_FAILED' },
    ],
    ['it had failed before', asked('swap', { taskStatus: 'EXCHANGE_FAILED' }), looks('EXCHANGE_FAILED'), unseen],
    [
      'it has failed once more',
      asked('swap', { taskStatus: 'EXCHANGE_FAILED' }),
      looks(going, 'EXCHANGE_FAILED'),
      { kind: 'failed', reason: 'EXCHANGE_FAILED' },
    ],
    ['a message is new', asked('swap'), [look('', { message: 'no' })], { kind: 'failed', reason: 'no' }],
    ['a message was there before', asked('swap', { message: 'no' }), [look('', { message: ' no ' })], unseen],
    ['it has gone on for one look with a message', asked('swap'), [look(going, { message: 'no' })], seen],
    [
      'it goes on with a message',
      asked('swap'),
      [look(going), look(going, { message: 'no' }), look(going, { message: 'no' })],
      { kind: 'failed', reason: 'no' },
    ],
    ['it is done, whatever was said', asked('swap'), [look(swapped, { message: 'no' })], done],
    [
      'an error in the log is newer',
      asked('swap'),
      [look('', { log: [line('INFO', 'x', 1), line('error', 'refused', 2), line('INFO', 'y', 3)] })],
      { kind: 'failed', reason: 'refused' },
    ],
    [
      'an error in the log says nothing',
      asked('swap'),
      [look('', { log: [line('ERROR', ' ', 2)] })],
      { kind: 'failed', reason: 'ERROR' },
    ],
    ['an error in the log is as old', asked('swap'), [look('', { log: [line('ERROR', 'refused', 0)] })], unseen],
    ['a warning is none', asked('swap'), [look('', { log: [line('WARN', 'slow', 2)] })], unseen],
    [
      'the log was empty before',
      asked('swap', { logAt: 0 }),
      [look('', { log: [line('ERROR', 'refused', 0)] })],
      { kind: 'failed', reason: 'refused' },
    ],
    [
      'the log could not be read before',
      asked('swap', { logAt: undefined }),
      [look('', { log: [line('ERROR', 'refused', 5)] })],
      unseen,
    ],
    ['the task is gone', asked('swap'), [look(going), look('', { isGone: true })], { kind: 'notKnown', why: 'gone' }],
  ];
  for (const [name, what, since, end] of cases) {
    it(name, () => {
      assert.deepEqual(exchangeEnd(what, since, minute), end);
      const isOpen = end.kind === 'underWay';
      assert.deepEqual(exchangeEnd(what, since, 30 * minute), isOpen ? late : end, 'after half an hour');
    });
  }

  it('takes a clock that was set back for no time at all', () =>
    assert.deepEqual(exchangeEnd(asked('swap'), looks(going), -3_600_000), seen));
});
