import assert from 'node:assert/strict';
import { createEndsSeen } from '../../../../src/desk/cutOver/endsSeen.ts';
import { createTargetsInUse } from '../../../../src/desk/cutOver/targetsInUse.ts';
import type { TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import type { Check } from '../../../../src/task/preflight/check.ts';
import { createOwnUsedTargets, type UsedTargets } from '../../../../src/task/record/usedTargets.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const place: TaskPlace = { connection: connectionTo('https://dcs.example.com'), projectId: 'p', sandbox: false };
const elsewhere: TaskPlace = { ...place, projectId: 'another' };

function windowOf(shared: UsedTargets) {
  return createTargetsInUse({ shared, own: createOwnUsedTargets() }, () => new Date('2026-06-01T12:00:00Z'));
}

describe('targets in use', () => {
  it('are those of a project, in every window, and those of the sandbox in one', async () => {
    const shared = createOwnUsedTargets();
    const [one, other] = [windowOf(shared), windowOf(shared)];
    let told = 0;
    one.onChange(() => {
      told += 1;
    });
    await one.mark(place, 't');
    await one.mark({ ...elsewhere, sandbox: true }, 's');
    await other.read();
    assert.deepEqual([...one.at(place)], ['t']);
    assert.deepEqual([...one.at(elsewhere)], ['s']);
    assert.deepEqual([...other.at(place), ...other.at(elsewhere)], ['t']);
    await one.read();
    assert.equal(told, 2, 'told of what has changed alone');
    await other.unmark(place, 't');
    await one.read();
    assert.deepEqual([...one.at(place)], []);
  });

  it('are told of once in all windows, and in each where the disk cannot say', async () => {
    const shared = createOwnUsedTargets();
    const [one, other] = [windowOf(shared), windowOf(shared)];
    await one.mark(place, 't');
    assert.deepEqual([await other.isFirst(place, 't'), await one.isFirst(place, 't')], [true, false]);
    const broken = windowOf({ ...shared, isFirst: () => Promise.reject(new JournalProblem('EIO', 'told', 'no')) });
    assert.deepEqual([await broken.isFirst(place, 't'), await broken.isFirst(place, 't')], [true, false]);
  });
});

describe('what was seen of ends', () => {
  const checks: readonly Check[] = [{ id: 'swapPort', verdict: 'passed', evidence: {} }];

  it('is known of that task, there, to whoever asked', () => {
    const seen = createEndsSeen();
    let told = 0;
    seen.onChange(() => {
      told += 1;
    });
    seen.see(place, 't', checks);
    assert.deepEqual(
      [seen.of(place, 't'), seen.of(elsewhere, 't'), seen.of(place, 'u'), told],
      [checks, undefined, undefined, 1],
    );
  });

  it('is bounded', () => {
    const seen = createEndsSeen();
    for (let number = 0; number <= 200; number += 1) seen.see(place, String(number), checks);
    assert.deepEqual([seen.of(place, '0'), seen.of(place, '1')], [undefined, checks]);
  });
});
