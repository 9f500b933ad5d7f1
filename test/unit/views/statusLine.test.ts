import assert from 'node:assert/strict';
import type { FollowedStage, StatusLine, StatusText } from '../../../src/desk/statusLine.ts';
import { createStatusLine } from '../../../src/views/statusLine.ts';
import { english } from '../../support/desk/english.ts';

const focus = 'dcs.migrationTasks.focus';

const at = (name: string, stage: FollowedStage) => ({ name, stage });

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
    (line) => line.followed([at('orders', 'starting')]),
    ['DCS: orders is starting', 'sync~spin', focus, false],
  ],
  [
    'several',
    (line) => line.followed([at('orders', 'starting'), at('users', 'starting')]),
    ['DCS: 2 tasks are starting', 'sync~spin', focus, false],
  ],
  [
    'one that can be configured',
    (line) => line.followed([at('orders', 'toConfigure')]),
    ['DCS: orders can be configured', 'check', focus, false],
  ],
  [
    'one that did not start',
    (line) => line.followed([at('orders', 'notStarted')]),
    ['DCS: orders did not start', 'error', focus, false],
  ],
  [
    'a name that would fill the bar',
    (line) => line.followed([at(`a\n\u202e${'x'.repeat(5000)}`, 'starting')]),
    [`DCS: a ‹U+202E›${'x'.repeat(19)}… is starting`, 'sync~spin', focus, false],
  ],
  [
    'also at its end',
    (line) => line.followed([at('迁移'.repeat(500), 'toConfigure')]),
    [`DCS: ${'迁移'.repeat(14)}迁… can be configured`, 'check', focus, false],
  ],
  [
    'what may cost money comes first',
    (line) => {
      line.unsettled(1);
      line.followed([at('users', 'toConfigure')]);
    },
    ['DCS: 1 creation not certain', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'and hides nothing that goes on',
    (line) => {
      line.unsettled(2);
      line.followed([at('orders', 'starting')]);
    },
    ['DCS: 2 creations not certain · 1 task is starting', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'nor many',
    (line) => {
      line.followed(Array.from({ length: 30 }, (_, index) => at(`orders-${index}`, 'starting')));
      line.unsettled(1);
    },
    ['DCS: 1 creation not certain · 30 tasks are starting', 'warning', 'dcs.settleCreations', true],
  ],
  [
    'then what still goes on, which was there all the time',
    (line) => {
      line.followed([at('orders', 'starting')]);
      line.unsettled(1);
      line.unsettled(0);
    },
    ['DCS: orders is starting', 'sync~spin', focus, false],
  ],
  [
    'the most urgent of several',
    (line) =>
      line.followed([
        at('one', 'starting'),
        at('two', 'ready'),
        at('three', 'failed'),
        at('four', 'toConfigure'),
        at('five', 'failed'),
      ]),
    ['DCS: 2 tasks have failed · 1 task is starting', 'error', focus, false],
  ],
  [
    'one that is ready to cut over before one that starts',
    (line) => line.followed([at('one', 'starting'), at('two', 'ready')]),
    ['DCS: two is ready to cut over · 1 task is starting', 'pass-filled', focus, false],
  ],
  [
    'until nothing is followed',
    (line) => {
      line.followed([at('orders', 'toConfigure')]);
      line.followed([]);
    },
    undefined,
  ],
];

describe('status line', () => {
  for (const [what, act, shown] of rows) {
    it(`${what}: ${shown?.[0] ?? 'nothing'}`, () => assert.deepEqual(shownAfter(act), shown));
  }
});
