import assert from 'node:assert/strict';
import { chartOf } from '../../../../src/views/tasks/chartData.ts';
import { ticksFor } from '../../../../src/views/tasks/chartScale.ts';
import { english } from '../../../support/desk/english.ts';
import { knownTask, now, samplesOf } from './knownTask.ts';

const zero = { leastTop: 100, fromZero: true };

describe('the chart of a task', () => {
  it('has no figure where a look failed, nor where the cloud left one out', () => {
    const chart = chartOf(knownTask({}, samplesOf([{ offset: 9 }, undefined, { target_ops: 5 }])), english);
    const values = Object.fromEntries(chart?.panels.map(({ key, lines }) => [key, lines[0]?.values]) ?? []);
    assert.deepEqual(values, { lag: [9, null, null], operations: [null, null, 5] });
  });

  it('has a gap where nobody looked', () => {
    const samples = samplesOf([{ offset: 9 }, { offset: 8 }]);
    const old = { at: now - 170_000, status: samples[0]?.status ?? '', stats: { offset: 50 } };
    const chart = chartOf(knownTask({}, [old, ...samples]), english);
    assert.deepEqual(chart?.panels[0]?.lines[0]?.values, [50, null, 9, 8]);
    assert.deepEqual(chart?.times, [now - 170_000, now - 169_999, now - 10_000, now]);
  });

  it('takes for a lag only what stands there while the task catches up', () => {
    const chart = chartOf(knownTask({}, samplesOf([{ offset: 7, source_dbsize: 5 }], 'FULLMIGRATING')), english);
    assert.deepEqual(
      chart?.panels.map(({ key }) => key),
      ['keys'],
    );
  });

  it('is not there where there is no figure', () => {
    assert.equal(chartOf(knownTask({}), english), undefined);
    assert.equal(chartOf(knownTask({}, samplesOf([undefined, undefined])), english), undefined);
  });

  it('says in words what it shows', () => {
    const samples = samplesOf([
      { source_dbsize: 1000, target_dbsize: 10 },
      { source_dbsize: 1000, target_dbsize: 900 },
    ]);
    const summary = chartOf(knownTask({}, samples), english)?.panels[0]?.summary;
    assert.equal(summary, 'Keys · Source: from 1,000 to 1,000, now 1,000 · Target: from 10 to 900, now 900');
  });
});

describe('the scale of a chart', () => {
  it('goes in round steps from below all values to above them', () => {
    for (const values of [[0], [0, 3], [97, 12_345], [0.5, 2.25], [1e9], [], [123_456, 123_460]]) {
      for (const fromZero of [true, false]) {
        const ticks = ticksFor(values, { leastTop: 10, fromZero });
        assert.ok(ticks.length >= 2 && ticks.length <= 6, `${ticks}`);
        for (const value of values) assert.ok((ticks[0] ?? 1) <= value && value <= (ticks.at(-1) ?? 0), `${ticks}`);
      }
    }
  });

  it('is round', () => {
    assert.deepEqual(ticksFor([0, 14], zero), [0, 50, 100]);
    assert.deepEqual(ticksFor([0, 4321], zero), [0, 2000, 4000, 6000]);
  });

  it('shows the difference between great numbers where it need not begin with zero', () => {
    const ticks = ticksFor([120_000, 120_300], { leastTop: 10, fromZero: false });
    assert.ok((ticks[0] ?? 0) >= 119_000, `${ticks}`);
  });
});
