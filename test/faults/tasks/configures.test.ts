import assert from 'node:assert/strict';
import type { ConfigureMigrationTaskBody } from '../../../src/cloud/services/configureTask.ts';
import { replaceWhitelist, showWhitelist } from '../../../src/cloud/services/whitelists.ts';
import { startConfigured } from '../../../src/commands/configure/startConfigured.ts';
import { setBackChanges } from '../../../src/commands/setBack/setBackChanges.ts';
import { type Called, chooseTasks } from '../../../src/commands/tasks/chosenTasks.ts';
import type { TaskPlace } from '../../../src/desk/tasks/taskSight.ts';
import { world } from '../../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import { creates } from '../runSettings.ts';
import { describeFaulted } from './faultedActions.ts';

const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id ?? '';

const body: ConfigureMigrationTaskBody = {
  migration_method: 'incremental_migration',
  resume_mode: 'auto',
  source_instance: { id: idOf('orders-redis'), password: 'canary-of-the-source-77' },
  target_instance: { id: idOf('orders-redis-new'), password: 'canary-of-the-target-78' },
};

async function configure(desk: ScriptedDesk, called: Called): Promise<void> {
  const chosen = await chooseTasks(desk, called, { title: '', placeholder: '', fits: () => true });
  if (chosen !== undefined) await startConfigured(desk, chosen, body);
}

describeFaulted(
  'faulted starts of migrations',
  [
    {
      name: 'configure',
      from: 'waiting',
      run: configure,
      done: /The migration of task one has started\./,
      refused: /The migration of task one was not started\./,
      mayRepeat: false,
    },
  ],
  creates,
);

const others = [{ group_name: 'appgroup', ip_list: ['10.0.0.1', '10.2.0.0/16'] }];
const ours = { group_name: 'dcsmigr', ip_list: ['192.168.30.41'] };

async function placeOf(desk: ScriptedDesk): Promise<TaskPlace> {
  await desk.accounts.useSandbox();
  while (desk.tasks.sight().place === undefined) await desk.tasks.refresh();
  const { place } = desk.tasks.sight();
  assert.ok(place);
  return place;
}

/** The machine was let in from this window. */
async function letIn(desk: ScriptedDesk, sound: ScriptedDesk): Promise<void> {
  const { connection, projectId } = await placeOf(sound);
  await replaceWhitelist(connection, projectId, idOf('orders-redis'), {
    enable_whitelist: true,
    whitelist: [...others, ours],
  });
  const id = desk.tasks.sight().tasks[0]?.task.task_id ?? '';
  const [{ group_name: group }, entry = ''] = [ours, ...ours.ip_list];
  const changes = await desk.changes.note(await placeOf(desk), {
    task: { id, name: 'one' },
    instance: { id: idOf('orders-redis'), name: 'orders-redis' },
    what: [{ kind: 'whitelist', group, entry, wasEnabled: true, before: others }],
  });
  for (const change of changes) await desk.changes.setDone(change);
}

/** Others are let in still, and what is not seen to be set back is remembered. */
async function takenOut(desk: ScriptedDesk, sound: ScriptedDesk): Promise<number> {
  const { connection, projectId } = await placeOf(sound);
  const { whitelist } = await showWhitelist(connection, projectId, idOf('orders-redis'));
  assert.deepEqual(whitelist.slice(0, 1), others);
  const isOut = whitelist.length === 1;
  const { changes } = await desk.changes.at(await placeOf(desk));
  assert.ok(isOut || changes.length === 1, 'It is forgotten and not set back');
  return isOut ? 1 : 0;
}

describeFaulted(
  'faulted set backs',
  [
    {
      name: 'setBack',
      from: 'stopped',
      run: setBackChanges,
      done: /192\.168\.30\.41 is not in the whitelist of orders-redis any more\./,
      refused: /Not set back: 192\.168\.30\.41 in the whitelist of orders-redis\./,
      mayRepeat: false,
      prepare: letIn,
      countDone: takenOut,
    },
  ],
  Math.ceil(creates / 4),
);
