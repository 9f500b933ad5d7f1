import assert from 'node:assert/strict';
import { stopThenRepoint } from '../../../src/commands/cutOver/stopAndRepoint.ts';
import { chosenOf } from '../../../src/commands/tasks/chosenTasks.ts';
import type { ItemId } from '../../../src/task/cutOver/item.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import { creates } from '../runSettings.ts';
import { describeFaulted } from './faultedActions.ts';

/** A tenth of the creates: each waits until a task has stopped. */
const repoints = Math.ceil(creates / 10);

const items: readonly ItemId[] = [
  'writesStopped',
  'keysCompared',
  'whitelistFits',
  'clientsReconnect',
  'newAddress',
  'targetPassword',
];

function chosenIn(desk: ScriptedDesk) {
  const { place, tasks } = desk.tasks.sight();
  const [known] = tasks;
  assert.ok(place && known);
  return { place, task: chosenOf(known, desk.now().getTime(), desk.t) };
}

describeFaulted(
  'faulted stops before a target is written',
  [
    {
      name: 'stop',
      from: 'inSync',
      async prepare(desk) {
        const { place, task } = chosenIn(desk);
        for (const item of items) await desk.records.note(place, task.id, { kind: 'ticked', item, isTicked: true });
      },
      async run(desk) {
        await stopThenRepoint(desk, chosenIn(desk));
        const isTold = desk.told.some(({ message }) => message.includes('the target may be written now'));
        // As the cloud said it, and no sooner.
        if (isTold) assert.equal(chosenIn(desk).task.life.phase, 'stopped');
      },
      done: /Migration task one has stopped: the target may be written now\./,
      refused: /Migration task one was not stopped, and goes on writing|Nothing was sent: /,
      mayRepeat: false,
    },
  ],
  repoints,
);
