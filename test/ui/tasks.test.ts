import { scenarios } from './scenario.ts';

const focus = 'DCS: Focus on Migration Tasks View';

describe('the view of the tasks', () => {
  const open = scenarios();

  it('offers to sign in or to use the sandbox, which has the tasks of a team', async () => {
    const { window } = await open();
    const { tasks } = window;
    await window.runCommand(focus);
    await tasks.waitFor(/Waiting to Be Configured/);
    await tasks.waitFor(/backup import/);
    await window.screenshot('tasks');
    await tasks.toggle(/failed/);
    await window.screenshot('tasks-failed');
    console.log(await tasks.rows(), await tasks.badge());
    console.log(await tasks.hover(/in sync/));
    await window.screenshot('tasks-hover');
  });
});
