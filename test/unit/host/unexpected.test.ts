import assert from 'node:assert/strict';
import { tellUnexpected } from '../../../src/host/unexpected.ts';
import { play } from '../../support/desk/deskAndCloud.ts';

describe('what no command foresaw', () => {
  it('is told without what in it looks like a secret', () =>
    play({}, async ({ desk }) => {
      tellUnexpected(desk, new Error('cannot connect to redis://:hunter2@host'));
      tellUnexpected(desk, 'password=hunter2');
      assert.match(desk.told[0]?.message ?? '', /wrong: cannot connect to redis:\/\/••••••@host /);
      assert.match(desk.logged[0] ?? '', /^Error: cannot connect to redis:\/\/••••••@host\n\s+at /);
      assert.equal(desk.logged[1], 'password=••••••');
    }));
});
