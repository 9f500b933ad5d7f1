import type { ConfigureMigrationTaskBody } from '../../src/cloud/services/configureTask.ts';
import { startConfigured } from '../../src/commands/configure/startConfigured.ts';
import { type Called, chooseTasks } from '../../src/commands/tasks/chosenTasks.ts';
import { world } from '../support/desk/deskAndCloud.ts';
import type { ScriptedDesk } from '../support/desk/scriptedDesk.ts';
import { describeFaulted } from './faultedActions.ts';
import { creates } from './runSettings.ts';

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
