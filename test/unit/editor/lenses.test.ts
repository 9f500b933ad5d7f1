import assert from 'node:assert/strict';
import { lensesOf } from '../../../src/editor/lenses.ts';
import type { ClosedCreation } from '../../../src/task/journal/journal.ts';
import { english } from '../../support/desk/english.ts';
import { projectNamed, textOf, withFile } from './fileScene.ts';

function lenses(values: object, wanted: readonly string[], signedIn = true) {
  return withFile(textOf(values), { signedIn }, async ({ found }) => {
    const all = lensesOf(found, [], english).map(({ text, act }) => `${text} ${JSON.stringify(act)}`);
    assert.deepEqual(all.slice(0, 2), ['Create Task "create"', 'Preview Request "preview"']);
    assert.deepEqual(all.slice(2), wanted);
  });
}

const done = (ending: ClosedCreation['ending'], closedAt: string): ClosedCreation => ({
  operationId: 'o',
  profile: 'default',
  knownTaskIds: [],
  startedAt: closedAt,
  owner: { pid: 1, window: 'w' },
  region: 'cn-north-4',
  projectId: 'p',
  body: { name: 'n', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' },
  ending,
  closedAt,
});

describe('lenses of a file', () => {
  it('whom and where it would be created as', async () => {
    await lenses({}, ['cn-north-4 "account"']);
    await lenses({ region: 'sandbox-1' }, ['Local Sandbox "account"'], false);
    const { id } = projectNamed('sandbox-1');
    await lenses({ project_id: id }, [`cn-north-4 · ${id} "account"`]);
    await lenses({ region: 'cn-east-3', project_id: 'abc' }, ['cn-east-3 · abc "account"']);
  });

  it('that no project is known where it would be created, and why', async () => {
    await lenses({ region: 'no region' }, ['no region: no project "account"']);
    await lenses({ region: 'cn-east-3' }, ['cn-east-3: no project "account"']);
    await withFile(textOf({ region: 'cn-east-3' }), {}, async ({ found }) =>
      assert.match(lensesOf(found, [], english)[2]?.tooltip ?? '', /^No project of cn-east-3 is known; your profile/),
    );
  });

  it('signing in where nobody is signed in', () => lenses({}, ['Sign In "signIn"'], false));

  it('checking and configuring, where the file says what is to be migrated', () =>
    withFile('{}', {}, async ({ found }) => {
      const [, , check, lens, account] = lensesOf(found, [], english, true);
      assert.deepEqual([check?.text, check?.act], ['Check Before Start', 'check']);
      assert.deepEqual([lens?.text, lens?.act, account?.act], ['Create, Configure and Start…', 'journey', 'account']);
      const created = [done({ kind: 'created', taskId: 'task-1', how: 'answered' }, '2026-03-04T05:06:07.000Z')];
      const [, , , configure] = lensesOf(found, created, english, true);
      assert.deepEqual([configure?.text, configure?.act], ['Configure and Start…', 'configure']);
    }));

  it('the task that was created last, to be copied', () =>
    withFile('{}', {}, async ({ found }) => {
      const created = [
        done({ kind: 'created', taskId: 'task-2', how: 'answered' }, '2026-03-05T05:06:07.000Z'),
        done({ kind: 'created', taskId: 'task-1', how: 'found' }, '2026-03-04T05:06:07.000Z'),
      ];
      const [, , , last, ...more] = lensesOf(found, created, english);
      assert.match(last?.text ?? '', /^Created Mar \d, 2026, .*: task-2$/);
      assert.deepEqual([last?.act, more], [{ copy: 'task-2' }, []]);
      const open = [done({ kind: 'several', taskIds: ['a', 'b'] }, '2026-03-05T05:06:07.000Z')];
      assert.equal(lensesOf(found, open, english).length, 3);
    }));
});
