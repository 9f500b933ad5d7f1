import assert from 'node:assert/strict';
import { isTrap } from '../../../../src/task/cutOver/trap.ts';
import { lifecycleOf } from '../../../../src/task/lifecycle.ts';

function trapped(status: string, { exchange, mode }: { exchange?: string; mode?: string } = {}): boolean {
  const task = { status, migration_method: 'incremental_migration', released_at: undefined, task_status: exchange };
  return isTrap(lifecycleOf({ ...task, samples: [] }, 0), mode);
}

describe('a migration that may overwrite the target', () => {
  it('goes on', () => {
    for (const status of ['INCRMIGEATING', 'INCRMIGRATING', 'FULLMIGRATING', 'MIGRATING', 'A_NEW_ONE'])
      assert.ok(trapped(status), status);
  });

  it('has ended, or is about to', () => {
    for (const status of ['TERMINATING', 'TERMINATED', 'SUCCESS', 'RELEASED', 'DELETED', 'RUNNING', 'CREATING'])
      assert.ok(!trapped(status), status);
  });

  it('has failed, and connects again by itself', () => {
    assert.ok(trapped('FAILED', { mode: 'auto' }));
    assert.ok(!trapped('FAILED', { mode: 'manual' }));
    assert.ok(!trapped('FAILED'));
  });

  it('has swapped the addresses, and was rolled back', () => {
    assert.ok(!trapped('INCRMIGEATING', { exchange: 'EXCHANGE_SUCCESS' }));
    assert.ok(!trapped('INCRMIGEATING', { exchange: 'EXCHANGING' }));
    assert.ok(trapped('INCRMIGEATING', { exchange: 'ROLLBACK_SUCCESS' }));
  });
});
