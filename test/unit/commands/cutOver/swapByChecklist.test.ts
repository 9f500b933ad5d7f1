import assert from 'node:assert/strict';
import { replaceWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import { cutOver, swapByChecklist } from '../../../../src/commands/cutOver/cutOver.ts';
import { rollBackIp } from '../../../../src/commands/cutOver/rollBackIp.ts';
import type { TaskPlace } from '../../../../src/desk/tasks/taskSight.ts';
import { type Answer, agreed, agreedTo, left, picked, ticked, watched } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { keptOf, list, titleOf } from './scene.ts';
import { asks, done, messages, minute, orders, playSwapping, rowOf } from './swapScene.ts';

function placeIn(desk: ScriptedDesk): TaskPlace {
  const { place } = desk.tasks.sight();
  assert.ok(place);
  return place;
}

const isSwapOpen = (choices: readonly { label: string; unusable?: string | undefined }[]) =>
  choices.some(({ label, unusable }) => label === 'Swap IP…' && unusable === undefined);

/** Everything is ticked or gone on without. */
const passes: readonly Answer[] = [
  picked(list, titleOf('writesStopped'), ['Swap IP…']),
  picked(list, titleOf('clientsReconnect')),
  picked(list, titleOf('passwordsFit')),
  picked('the same password: not checked: a password is not', 'Tick It: I Have Seen to It'),
  picked(list, 'Go On without What Is Open…', ['Swap IP…']),
  ticked('What is not so, or not known', [], [titleOf('keysCompared')]),
  watched(list, isSwapOpen, 'Swap IP…'),
];

describe('Swap IP, after the checklist', () => {
  it('asks about nothing again that was ticked or gone on without, and swaps', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock } = scene;
      desk.expect(...passes, agreedTo(asks.swap, 'Swap IPs and Domain Names'));
      await swapByChecklist(desk, await rowOf(desk));
      await clock.wait(minute);
      assert.deepEqual(answered(scene), ['exchangeIp true']);
      assert.deepEqual(messages(scene), [done]);
      assert.deepEqual((await keptOf(desk)).slice(0, 4), [
        'ticked writesStopped',
        'ticked clientsReconnect',
        'ticked passwordsFit',
        'waived keysCompared',
      ]);
      const { choices = [] } = desk.asked[0] ?? {};
      assert.ok(!choices.some(({ label }) => label === 'Stop and Repoint…' || label === titleOf('newAddress')));
      const possible = choices.find(({ label }) => label === titleOf('swapPossible'));
      assert.equal(possible?.description, 'done');
    }));

  it('sends nothing where what was seen in the checklist is so no more at the last moment', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      const { decide } = desk.prompter;
      Object.assign(desk.prompter, {
        decide: async (asked: Parameters<typeof decide>[0]) => {
          const { connection, projectId } = placeIn(desk);
          const [{ source_instance_id: source = '', target_instance_id: target = '' } = {}] = desk.tasks
            .sight()
            .tasks.map(({ task }) => task);
          for (const [id, entry] of [
            [source, '10.1.0.0/16'],
            [target, '10.2.0.0/16'],
          ] as const)
            await replaceWhitelist(connection, projectId, id, {
              enable_whitelist: true,
              whitelist: [{ group_name: 'clients', ip_list: [entry] }],
            });
          return decide(asked);
        },
      });
      desk.expect(...passes, agreedTo(asks.swap, 'Swap IPs and Domain Names'));
      await swapByChecklist(desk, await rowOf(desk));
      assert.deepEqual(answered(scene), []);
      assert.match(messages(scene).join(), /Nothing was sent: .*The whitelist of the target lacks .*10\.1\.0\.0\/16/);
    }));

  it('is led to by Cut Over, and sends nothing where a question is left', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      desk.expect(...passes, left(asks.swap));
      await cutOver(desk, await rowOf(desk));
      desk.expect(left(list));
      await swapByChecklist(desk, await rowOf(desk));
      assert.deepEqual([answered(scene), messages(scene)], [[], []]);
    }));

  it('names the conditions that do not hold, which nobody can go on without', () =>
    playSwapping([{ ...orders, between: ['legacy-redis', 'carts-redis-new'] }], async ({ desk }) => {
      desk.expect(left(list));
      await swapByChecklist(desk, await rowOf(desk));
      const row = (label: string) => desk.asked.at(-1)?.choices.find((one) => one.label === label);
      const possible = row(titleOf('swapPossible'));
      const found = 'The source has version 3.0, the target 6.0.';
      assert.deepEqual([possible?.description, possible?.detail], ['not so', found]);
      assert.match(row(titleOf('passwordsFit'))?.detail ?? '', /not known here unless it was kept/);
      assert.match(row('Swap IP…')?.unusable ?? '', /^In the way: /);
      const waivers = 'What is not so, or not known';
      desk.expect(picked(list, 'Go On without What Is Open…'), left(waivers), left(list));
      await swapByChecklist(desk, await rowOf(desk));
      const waivable = desk.asked.find(({ words }) => words.includes(waivers))?.choices.map(({ label }) => label) ?? [];
      assert.ok(waivable.length > 0 && !waivable.includes(titleOf('swapPossible')));
    }));

  it('leads to what comes after once the addresses are swapped, and back, after which nobody uses the target', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock } = scene;
      desk.expect(...passes, agreedTo(asks.swap, 'Swap IPs and Domain Names'));
      await cutOver(desk, await rowOf(desk));
      await clock.wait(minute);
      desk.expect(picked(list, titleOf('applicationsUseTarget')), picked(list, 'Roll Back IP…'));
      await cutOver(desk, await rowOf(desk));
      const { id = '' } = desk.tasks.sight().tasks.map(({ task }) => ({ id: task.task_id }))[0] ?? {};
      assert.deepEqual(desk.ran, [`dcs.rollBackIp ${id}`]);
      assert.equal(desk.targetsInUse.at(placeIn(desk)).size, 1);
      desk.expect(agreed(asks.rollBack));
      await rollBackIp(desk, await rowOf(desk));
      await clock.wait(minute);
      assert.equal(desk.targetsInUse.at(placeIn(desk)).size, 0, 'they are led back to the source');
      assert.ok(!desk.told.some(({ message }) => message.includes('Applications use the target')));
    }));
});
