import assert from 'node:assert/strict';
import { SettingProblem } from '../../../../src/desk/ports.ts';
import type { TaskSight } from '../../../../src/desk/tasks/taskSight.ts';
import { pageOf } from '../../../../src/views/tasks/pageData.ts';
import type { PageModel } from '../../../../src/views/tasks/pageModel.ts';
import { english } from '../../../support/desk/english.ts';
import { knownTask, now, samplesOf, sightOf } from './knownTask.ts';

const page = (sight: TaskSight, elsewhere = false) => pageOf(sight, { taskId: 'task-1', elsewhere }, now, english);
const commandsOf = ({ actions }: PageModel) => actions.map(({ command }) => command.replace('dcs.', ''));
const entriesOf = ({ sections }: PageModel, wanted: string) =>
  sections.flatMap((section) => (section.kind === wanted && 'entries' in section ? section.entries : []));

describe('the page of a task', () => {
  it('says how it stands, and offers what may be done', () => {
    const known = knownTask({ ecs_tenant_private_ip: '192.168.0.7' }, samplesOf([{ offset: 9000 }, { offset: 4000 }]));
    const model = page(sightOf([known]));
    assert.deepEqual([model.title, model.status?.tone], ['orders', 'busy']);
    assert.equal(model.status?.words, 'catching up, lag 4,000 falling');
    assert.deepEqual(commandsOf(model), [
      ...['cutOver', 'swapIp', 'stopMigrationTask', 'setAutoReconnect', 'deleteMigrationTask'],
      ...['showMigrationLog', 'notifyMe', 'copyTaskId', 'copyMachineAddress', 'openInConsole'],
      ...['saveTaskAsFile', 'saveReport', 'refreshMigrationTasks'],
    ]);
    assert.match(model.age, /^as of .+ · figures as of .+$/);
  });

  it('says why one falls behind, and what to do, as long as its lag grows', () => {
    const lag = (...offsets: readonly number[]) => knownTask({}, samplesOf(offsets.map((offset) => ({ offset }))));
    const growing = page(sightOf([lag(1000, 5000, 20_000)]));
    const section = growing.sections.find(({ kind }) => kind === 'cause');
    assert.equal(section?.heading, 'Why It Falls Behind');
    assert.match(entriesOf(growing, 'cause')[0]?.value ?? '', /^The source is written to faster than the link/);
    assert.equal(
      page(sightOf([lag(20_000, 5000, 1000)])).sections.some(({ kind }) => kind === 'cause'),
      false,
    );
  });

  it('says why it failed and what to do, with the words of the cloud beside it', () => {
    const message = 'ERR invalid password';
    const model = page(sightOf([knownTask({ status: 'FAILED', error_message: message })]));
    const entries = entriesOf(model, 'cause');
    assert.deepEqual(
      entries.map(({ key }) => key),
      ['cause', 'action', 'message', 'inTarget', 'anew'],
    );
    assert.equal(entries[2]?.value, message);
    assert.ok(commandsOf(model).includes('restartMigrationTask'));
  });

  it('offers beside the cause what helps with it, where the state allows that', () => {
    const helpOf = (task: Parameters<typeof knownTask>[0]) =>
      page(sightOf([knownTask({ status: 'FAILED', ...task })])).sections.flatMap((section) =>
        section.key === 'cause' && section.kind === 'cause'
          ? section.buttons.map(({ command }) => command.replace('dcs.', ''))
          : [],
      );
    const full = "OOM command not allowed when used memory > 'maxmemory'.";
    assert.deepEqual(helpOf({ error_message: full }), ['restartMigrationTask']);
    assert.deepEqual(helpOf({ error_message: full, migration_method: '' }), ['deleteMigrationTask']);
    assert.deepEqual(helpOf({ error_message: 'WRONGPASS' }), ['configureAndStart', 'openInConsole']);
    const notReached = { error_message: 'dial tcp 10.0.0.1:6379: i/o timeout' };
    assert.deepEqual(helpOf(notReached), ['openInConsole']);
    assert.deepEqual(helpOf({ ...notReached, ecs_tenant_private_ip: '10.0.0.2' }), [
      'copyMachineAddress',
      'openInConsole',
    ]);
    assert.deepEqual(helpOf({ error_message: 'nobody knows this' }), []);
  });

  it('says what a failed one has left in the target, with what begins it anew beside that', () => {
    const model = page(sightOf([knownTask({ status: 'FAILED' }, samplesOf([{ target_dbsize: 5 }], 'FULLMIGRATING'))]));
    const section = model.sections.find(({ key }) => key === 'left');
    assert.ok(section?.kind === 'cause');
    assert.deepEqual(
      section.buttons.map(({ command }) => command),
      ['dcs.restartMigrationTask', 'dcs.configureAndStart'],
    );
    const stopped = page(sightOf([knownTask({ status: 'TERMINATED' })])).sections.find(({ key }) => key === 'left');
    assert.ok(stopped?.kind === 'cause' && stopped.buttons.length === 0);
  });

  it('offers nothing that a task of an unknown status might not bear', () => {
    assert.deepEqual(commandsOf(page(sightOf([knownTask({ status: 'PONDERING' })]))), [
      'showMigrationLog',
      'notifyMe',
      'copyTaskId',
      'openInConsole',
      'saveTaskAsFile',
      'saveReport',
      'refreshMigrationTasks',
    ]);
  });

  it('offers to end what somebody is told of it', () => {
    const model = page(sightOf([{ ...knownTask({}), notified: true }]));
    const offered = commandsOf(model).filter((command) => command.startsWith('notify') || command.startsWith('stopN'));
    assert.deepEqual(offered, ['stopNotifying']);
    assert.ok(entriesOf(model, 'facts').some(({ label, value }) => label === 'Notify Me' && value === 'on'));
  });

  it('offers to set back what was changed for it, as long as there is something', () => {
    const model = page(sightOf([{ ...knownTask({ status: 'TERMINATED' }), changed: true }]));
    assert.ok(commandsOf(model).includes('setBackChanges'));
    assert.ok(
      entriesOf(model, 'facts').some(
        ({ label, value }) => `${label}: ${value}` === 'Changed at its ends: not set back yet',
      ),
    );
    assert.ok(!commandsOf(page(sightOf([knownTask({ status: 'TERMINATED' })]))).includes('setBackChanges'));
  });

  it('says of one that waits to be configured what comes next, and after a day that its machine is billed', () => {
    const hour = 60 * 60_000;
    const created_at = { text: '', time: new Date(now - 50 * hour) };
    const model = page(sightOf([knownTask({ status: 'RUNNING', migration_method: '', created_at })]));
    assert.deepEqual(
      model.notices.map(({ key, text, buttons }) => [key, text, buttons.map(({ command }) => command)]),
      [
        [
          'idle',
          'It has waited to be configured for 2 days. Its migration machine is billed until the task is deleted.',
          ['dcs.deleteMigrationTask'],
        ],
      ],
    );
    const next = model.sections.find(({ kind }) => kind === 'cause');
    assert.equal(next?.heading, 'What Comes Next');
    assert.deepEqual(next?.kind === 'cause' && next.buttons.map(({ command }) => command), ['dcs.configureAndStart']);
  });

  it('has the end of the log, and the cause that is in it', () => {
    const lines = Array.from({ length: 12 }, (_, index) => ({
      message: `line ${index}`,
      log_level: 'INFO',
      keyword: [],
    }));
    const error = { message: 'BUSYKEY Target key name already exists.', log_level: 'ERROR', keyword: [] };
    const failed = knownTask({ status: 'FAILED', error_message: '任务失败' });
    const model = page(sightOf([{ ...failed, log: [...lines, error] }]));
    const log = model.sections.find(({ key }) => key === 'log');
    const values = log?.kind === 'facts' ? log.entries.map(({ value }) => value) : [];
    assert.equal(values.length, 10);
    assert.deepEqual([values[0], values.at(-1)], ['INFO · line 3', 'ERROR · BUSYKEY Target key name already exists.']);
    assert.doesNotMatch(entriesOf(model, 'cause')[0]?.value ?? '', /no more than that it failed/);
  });

  it('says of one that was released unconfigured what to do', () => {
    const model = page(sightOf([knownTask({ status: 'RELEASED', migration_method: '' })]));
    const next = model.sections.find(({ kind }) => kind === 'cause');
    assert.equal(next?.heading, 'What Comes Next');
    assert.deepEqual(next?.kind === 'cause' && next.buttons.map(({ command }) => command), ['dcs.saveTaskAsFile']);
  });

  it('shows what cannot be seen of a name, in one line', () => {
    const { title } = page(sightOf([knownTask({ task_name: 'or\u202Eders\n\u001B[31m<b>' })]));
    assert.equal(title, 'or‹U+202E›ders ‹U+001B›[31m<b>');
  });

  it('keeps what it knew where a refresh failed, and says so', () => {
    const failure = new SettingProblem('dcs.endpoints', 'The setting is wrong.');
    const model = page(sightOf([knownTask({})], { failure }));
    assert.equal(model.title, 'orders');
    assert.deepEqual(
      model.notices.map(({ key, text }) => [key, text.startsWith('The last refresh failed: ')]),
      [['old', true]],
    );
  });
});

describe('the page of a task that is not in sight', () => {
  const states: readonly (readonly [TaskSight['state'], boolean, string, readonly string[]])[] = [
    ['loading', false, 'loading', []],
    ['untrusted', false, 'untrusted', ['workbench.trust.manage']],
    ['signedOut', false, 'signedOut', ['dcs.signIn']],
    ['known', false, 'gone', []],
    ['known', true, 'elsewhere', ['dcs.switchProfile', 'dcs.signIn']],
    ['notPermitted', false, 'unread', ['dcs.refreshMigrationTasks', 'dcs.showLog']],
    ['keyRefused', false, 'unread', ['dcs.signIn', 'dcs.refreshMigrationTasks', 'dcs.showLog']],
    ['badSetting', false, 'unread', ['dcs.refreshMigrationTasks', 'dcs.showLog']],
    ['unreachable', false, 'unread', ['dcs.refreshMigrationTasks', 'dcs.showLog']],
  ];
  for (const [state, elsewhere, key, commands] of states) {
    it(`says so: ${state}, ${key}`, () => {
      const failure = state === 'known' ? undefined : new Error('no');
      const model = page(sightOf([knownTask({ task_id: 'task-2' })], { state, failure }), elsewhere);
      assert.deepEqual(
        [model.title, model.status, model.sections, model.actions],
        ['Migration Task', undefined, [], []],
      );
      const [notice] = model.notices;
      assert.equal(notice?.key, key);
      assert.deepEqual(
        notice?.buttons.map(({ command }) => command),
        commands,
      );
    });
  }
});
