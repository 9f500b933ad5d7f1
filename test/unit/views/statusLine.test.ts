import assert from 'node:assert/strict';
import type { StatusLine, StatusText } from '../../../src/desk/statusLine.ts';
import { createStatusLine } from '../../../src/views/statusLine.ts';
import { english } from '../../support/desk/english.ts';

/** Text, icon, command and whether it warns; undefined where nothing stands there. */
function shownAfter(act: (line: StatusLine) => void): readonly unknown[] | undefined {
  let shown: StatusText | undefined;
  act(
    createStatusLine((text) => {
      shown = text;
    }, english),
  );
  if (shown === undefined) return undefined;
  const { icon, text, tooltip, command, warning } = shown;
  assert.match(tooltip, /\.$/);
  return [text, icon, command, warning];
}

const rows: readonly (readonly [
  what: string,
  act: (line: StatusLine) => void,
  shown: readonly unknown[] | undefined,
])[] = [
  ['nothing to say', (line) => line.unsettled(0), undefined],
  [
    'one create without a known outcome',
    (line) => line.unsettled(1),
    ['DCS: 1 creation not certain', 'warning', 'dcs.settleCreations', true],
  ],
  ['several', (line) => line.unsettled(3), ['DCS: 3 creations not certain', 'warning', 'dcs.settleCreations', true]],
  [
    'a task that is starting',
    (line) => line.starting(['orders']),
    ['DCS: orders is starting', 'sync~spin', 'dcs.showLog', false],
  ],
  [
    'several',
    (line) => line.starting(['orders', 'users']),
    ['DCS: 2 tasks are starting', 'sync~spin', 'dcs.showLog', false],
  ],
  [
    'one that is ready',
    (line) => line.ended({ name: 'orders', ready: true }),
    ['DCS: orders is ready', 'check', 'dcs.showLog', false],
  ],
  [
    'one that did not start',
    (line) => line.ended({ name: 'orders', ready: false }),
    ['DCS: orders did not start', 'error', 'dcs.showLog', false],
  ],
  [
    'a name that would fill the bar',
    (line) => line.starting([`a\n\u202e${'x'.repeat(5000)}`]),
    [`DCS: a ‹U+202E›${'x'.repeat(19)}… is starting`, 'sync~spin', 'dcs.showLog', false],
  ],
  [
    'also at its end',
    (line) => line.ended({ name: '迁移'.repeat(500), ready: true }),
    [`DCS: ${'迁移'.repeat(14)}迁… is ready`, 'check', 'dcs.showLog', false],
  ],
  [
    'what may cost money comes first',
    (line) => {
      line.unsettled(1);
      line.ended({ name: 'users', ready: true });
    },
    ['DCS: 1 creation not certain', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'and hides nothing that goes on',
    (line) => {
      line.unsettled(2);
      line.starting(['orders']);
    },
    ['DCS: 2 creations not certain · 1 task is starting', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'nor many',
    (line) => {
      line.starting(Array.from({ length: 30 }, (_, index) => `orders-${index}`));
      line.unsettled(1);
    },
    ['DCS: 1 creation not certain · 30 tasks are starting', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'then what still goes on, which was there all the time',
    (line) => {
      line.starting(['orders']);
      line.ended({ name: 'users', ready: true });
      line.unsettled(1);
      line.unsettled(0);
    },
    ['DCS: orders is starting', 'sync~spin', 'dcs.showLog', false],
  ],
  [
    'then how the last one ended',
    (line) => {
      line.starting(['orders']);
      line.ended({ name: 'orders', ready: true });
      line.starting([]);
    },
    ['DCS: orders is ready', 'check', 'dcs.showLog', false],
  ],
  [
    'until it is forgotten',
    (line) => {
      line.ended({ name: 'orders', ready: true });
      line.ended(undefined);
    },
    undefined,
  ],
];

describe('status line', () => {
  for (const [what, act, shown] of rows) {
    it(`${what}: ${shown?.[0] ?? 'nothing'}`, () => assert.deepEqual(shownAfter(act), shown));
  }
});
