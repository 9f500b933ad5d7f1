import assert from 'node:assert/strict';
import { logTimes } from '../../../src/task/logTimes.ts';

const line = (second: number, message: string, log_code = '') => ({
  created_at: { time: new Date(second * 1000) },
  message,
  log_code,
});

describe('the times in a log', () => {
  const cases: readonly (readonly [
    what: string,
    lines: Parameters<typeof logTimes>[0],
    times: ReturnType<typeof logTimes>,
  ])[] = [
    ['none where no line tells one', [line(1, 'incremental migration is running, offset 3.')], {}],
    ['the documented code, whatever is said', [line(1, 'up', 'migration.0026')], { machineUp: 1000 }],
    [
      'English words',
      [
        line(1, 'create migration ecs success.'),
        line(2, 'start migration task, method x.'),
        line(3, 'full migration success.'),
      ],
      { machineUp: 1000, started: 2000, copied: 3000 },
    ],
    ['Chinese words', [line(2, '开始迁移任务'), line(3, '全量迁移完成')], { started: 2000, copied: 3000 }],
    [
      'the last beginning, and no copy from before it',
      [line(1, 'start migration task.'), line(2, 'full sync finished.'), line(3, 'start migration task.')],
      { started: 3000 },
    ],
    ['nothing of a line without a time', [{ message: 'start migration task.' }], {}],
    ['nothing of a copy that did not succeed', [line(1, 'full migration failed.')], {}],
    ['nothing of a start that failed', [line(1, 'start migration task failed: no reason')], {}],
    [
      'a copy that begins anew',
      [line(1, 'full migration success.'), line(2, 'reconnect to source redis, start full migration again.')],
      { started: 2000 },
    ],
    ['nothing of words inside a line', [line(1, 'cannot start migration task')], {}],
  ];
  for (const [what, lines, times] of cases) it(what, () => assert.deepEqual(logTimes(lines), times));
});
