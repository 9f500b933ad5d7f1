import assert from 'node:assert/strict';
import { type KnownTask, lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import type { RecordNote } from '../../../../src/task/record/recordNotes.ts';
import { pageOf } from '../../../../src/views/tasks/pageData.ts';
import { rowsOf } from '../../../../src/views/tasks/taskRows.ts';
import { tooltipOf } from '../../../../src/views/tasks/taskTooltip.ts';
import { english } from '../../../support/desk/english.ts';
import { knownTask, now, samplesOf, sightOf } from './knownTask.ts';

const level = samplesOf([{ offset: 0 }, { offset: 0 }, { offset: 0 }]);
const ready = knownTask({}, level);

const page = (known: KnownTask) => pageOf(sightOf([known]), { taskId: 'task-1', elsewhere: false }, now, english);

function sectionOf(known: KnownTask) {
  const section = page(known).sections.find(({ key }) => key === 'cutOver');
  return section?.kind === 'steps' ? section : undefined;
}

const commandsOf = (known: KnownTask) => sectionOf(known)?.buttons.map(({ command }) => command.replace('dcs.', ''));

const note = (item: string, isTicked = true): RecordNote => ({
  at: new Date(now - 5000).toISOString(),
  profile: 'cn-north-4 · p',
  kind: 'ticked',
  item,
  isTicked,
});

describe('the cut-over on the page of a task', () => {
  it('has the checklist while the migration is incremental, with what leads on', () => {
    const section = sectionOf(ready);
    assert.equal(section?.heading, 'Cut-Over');
    const first = section?.steps[0];
    assert.deepEqual([first?.key, first?.state], ['inSync', 'done']);
    assert.ok((section?.steps.length ?? 0) >= 7);
    assert.deepEqual(commandsOf(ready), ['cutOver', 'swapIp', 'stopAndRepoint']);
    assert.equal(sectionOf(knownTask({ status: 'FULLMIGRATING' })), undefined);
    assert.equal(sectionOf(knownTask({ status: 'RUNNING' })), undefined);
  });

  it('takes readiness back with the next look, and says what is wrong', () => {
    const grown = knownTask({}, samplesOf([{ offset: 0 }, { offset: 0 }, { offset: 5000 }]));
    assert.deepEqual(sectionOf(grown)?.steps[0]?.state, 'failed');
    const unseen = knownTask({}, samplesOf([{ offset: 0 }, { offset: 0 }, undefined]));
    assert.deepEqual(sectionOf(unseen)?.steps[0]?.state, 'open');
  });

  it('shows who ticked what, and when', () => {
    const record = { notes: [note('newAddress')], samples: [], unread: 0 };
    const step = sectionOf({ ...ready, record })?.steps.find(({ key }) => key === 'newAddress');
    assert.equal(step?.state, 'done');
    assert.match(step?.note ?? '', /^ticked: .* · cn-north-4 · p$/);
  });

  it('has what comes next after it was stopped', () => {
    const stopped = knownTask({ status: 'TERMINATED' });
    assert.equal(sectionOf(stopped)?.heading, 'After the Cut-Over');
    assert.deepEqual(
      sectionOf(stopped)?.steps.map(({ key }) => key),
      ['applicationsUseTarget', 'changesSetBack', 'taskDeleted', 'reportKept'],
    );
    const next = [
      'cutOver',
      'stopAndRepoint',
      'compareSourceAndTarget',
      'cleanUp',
      'deleteMigrationTask',
      'saveReport',
    ];
    assert.deepEqual(commandsOf(stopped), next);
    assert.ok(commandsOf({ ...stopped, changed: true })?.includes('setBackChanges'));
    assert.equal(sectionOf(knownTask({ status: 'TERMINATED', migration_method: 'full_amount_migration' })), undefined);
  });

  it('has the way back while the addresses are swapped', () => {
    const swapped = knownTask({}, level, 'EXCHANGE_SUCCESS');
    assert.equal(sectionOf(swapped)?.heading, 'After the Cut-Over');
    assert.ok(commandsOf(swapped)?.includes('rollBackIp'));
    assert.ok(!commandsOf(swapped)?.includes('stopAndRepoint'));
    assert.equal(sectionOf(knownTask({}, level, 'ROLLBACK_SUCCESS'))?.heading, 'Cut-Over');
  });
});

describe('a migration that may overwrite a target in use', () => {
  const trapped: KnownTask = { ...ready, inUse: true };
  const rowFor = (known: KnownTask) => rowsOf(sightOf([known]), { by: 'none', only: [] }, now, english)[0];
  const noticesOf = (known: KnownTask) => page(known).notices.filter(({ key }) => key === 'trap');
  const tipOf = (known: KnownTask) => tooltipOf(known, lifeOf(known, now), sightOf([known]), english);

  it('says so in its row, in the tooltip and on its page', () => {
    assert.match(rowFor(trapped)?.description ?? '', /^may overwrite the target that is in use · ready to cut over/);
    assert.equal(rowFor(trapped)?.icon?.name, 'warning');
    assert.match(tipOf(trapped), /Applications use the target of migration task orders, and the migration goes on/);
    const [notice] = noticesOf(trapped);
    assert.equal(notice?.tone, 'bad');
    assert.deepEqual(
      notice?.buttons.map(({ command }) => command),
      ['dcs.stopMigrationTask', 'dcs.cutOver'],
    );
  });

  it('says what may overwrite it, and leads to what its state allows', () => {
    const cases = [
      [{ resume_mode: 'manual' }, /goes on: .*written to the source .*Stop it\./, 'dcs.stopMigrationTask'],
      [
        { status: 'FAILED', resume_mode: 'auto' },
        /has failed, .*connects again by itself.*Delete it\./,
        'dcs.deleteMigrationTask',
      ],
      [{ status: 'A_NEW_ONE' }, /Look at it in the console\./, 'dcs.openInConsole'],
    ] as const;
    for (const [task, text, command] of cases) {
      const known: KnownTask = { ...knownTask(task), inUse: true };
      const [notice] = noticesOf(known);
      assert.match(notice?.text ?? '', text);
      assert.match(tipOf(known), text);
      assert.equal(notice?.buttons[0]?.command, command);
    }
  });

  it('says nothing of it where it has ended, is swapped, or nobody uses the target', () => {
    for (const known of [
      ready,
      { ...knownTask({ status: 'TERMINATED' }), inUse: true } as const,
      { ...knownTask({}, level, 'EXCHANGE_SUCCESS'), inUse: true } as const,
    ]) {
      assert.ok(!rowFor(known)?.description?.includes('may overwrite'));
      assert.notEqual(rowFor(known)?.icon?.name, 'warning');
      assert.ok(!tipOf(known).includes('Applications use the target'));
      assert.deepEqual(noticesOf(known), []);
    }
  });

  it('offers the cut-over in the menu where it comes next, or was', () => {
    const has = (known: KnownTask) => rowFor(known)?.context.split(' ').includes('cutOver');
    assert.ok(has(ready) && has(trapped) && has(knownTask({ status: 'TERMINATED' })));
    assert.ok(!has(knownTask({ status: 'FULLMIGRATING' })) && !has(knownTask({ status: 'RUNNING' })));
  });
});
