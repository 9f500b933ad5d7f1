import assert from 'node:assert/strict';
import { createAwaitedMachines, machineEndOf } from '../../../../src/views/notices/awaitedMachines.ts';
import type { Stage } from '../../../../src/views/notices/stageOf.ts';

describe('a machine that is awaited', () => {
  it('has ended with the first that becomes of it, and is told of again once nobody awaits it', async () => {
    const machines = createAwaitedMachines();
    const stops: boolean[] = [];
    const machine = machines.await('one', (isTold) => stops.push(isTold));
    machines.end('another', 'gone');
    machines.end('one', undefined);
    machines.end('one', 'ready');
    machines.end('one', 'gone');
    assert.equal(await machine.end, 'ready');
    assert.equal(machines.has('one'), true);
    machine.stop(true);
    machine.stop(false);
    assert.deepEqual([machines.has('one'), stops], [false, [true]]);
  });

  it('has ended for all of them with the window', async () => {
    const machines = createAwaitedMachines();
    const all = ['one', 'two'].map((id) => machines.await(id, () => undefined).end);
    machines.endAll('left');
    assert.deepEqual(await Promise.all(all), ['left', 'left']);
  });

  it('is ready, has failed, is gone, or somebody else has gone on with it', () => {
    const ends = (
      [
        [{ kind: 'starting' }, undefined],
        [{ kind: 'late' }, undefined],
        [{ kind: 'quiet', isLast: false }, undefined],
        [{ kind: 'quiet', isLast: true }, 'other'],
        // It runs, or was stopped: nobody would ever tell that it is ready.
        [{ kind: 'quiet', isLast: false, isConfigured: true }, 'other'],
        [{ kind: 'notStarted', reason: undefined }, 'failed'],
        [{ kind: 'gone' }, 'gone'],
      ] satisfies [Stage, unknown][]
    ).map(([stage, end]) => [machineEndOf(stage), end]);
    for (const [found, end] of ends) assert.equal(found, end);
  });
});
