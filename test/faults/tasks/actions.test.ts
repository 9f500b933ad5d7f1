import { deleteMigrationTask } from '../../../src/commands/lifecycle/deleteMigrationTask.ts';
import { restartMigrationTask } from '../../../src/commands/lifecycle/restartMigrationTask.ts';
import { setAutoReconnect } from '../../../src/commands/lifecycle/setAutoReconnect.ts';
import { stopMigrationTask } from '../../../src/commands/lifecycle/stopMigrationTask.ts';
import { creates } from '../runSettings.ts';
import { describeFaulted, type Kind } from './faultedActions.ts';

/** Half as many stops, restarts and deletes as there are creates: each has a window and a cloud of its own. One in seven is another. */
const actions = Math.ceil((creates / 2) * (7 / 6));

const kinds: readonly [Kind, ...Kind[]] = [
  {
    name: 'stop',
    from: 'inSync',
    run: stopMigrationTask,
    done: /Migration task one is stopping\./,
    refused: /Migration task one was not stopped\./,
    mayRepeat: false,
  },
  {
    name: 'restart',
    from: 'stopped',
    run: restartMigrationTask,
    done: /Migration task one was restarted\./,
    refused: /Migration task one was not restarted\./,
    mayRepeat: false,
  },
  {
    name: 'setResumeMode',
    from: 'inSync',
    run: setAutoReconnect,
    done: /Auto-reconnect of one is off\./,
    refused: /Auto-reconnect of one was not changed\./,
    mayRepeat: false,
  },
  {
    name: 'delete',
    from: 'stopped',
    run: deleteMigrationTask,
    done: /Migration task one was deleted\./,
    refused: /Migration task one was not deleted\./,
    mayRepeat: true,
  },
  {
    name: 'delete',
    from: 'inSync',
    run: deleteMigrationTask,
    done: /Migration task one was deleted\./,
    refused: /Migration task one was not deleted\./,
    mayRepeat: true,
  },
  {
    name: 'stop',
    from: 'inSync',
    count: 3,
    run: stopMigrationTask,
    done: /Migration tasks stopping: 3$/,
    refused: /Migration task \w+ was not stopped\..* Not done either, see the log: \w+, \w+\.$/,
    mayRepeat: false,
  },
  {
    name: 'restart',
    from: 'stopped',
    count: 3,
    run: restartMigrationTask,
    done: /Migration tasks restarted: 3$/,
    refused: /Migration task \w+ was not restarted\..* Not done either, see the log: \w+, \w+\.$/,
    mayRepeat: false,
  },
];

describeFaulted('faulted actions on tasks', kinds, actions);
