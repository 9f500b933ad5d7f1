import assert from 'node:assert/strict';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { everythingShown, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between, passwords, start, wholeAnswers } from './wholeAnswers.ts';

const playing = (answers: readonly Answer[], check: (scene: Scene) => void) =>
  playWithTasks([{ name: 'orders', state: 'waiting' }], async (scene) => {
    scene.desk.expect(...answers);
    await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
    check(scene);
    for (const password of Object.values(passwords)) assert.ok(!everythingShown(scene.desk).includes(password));
  });

const shows = picked(asks.review, 'Show All Checks');
const summaries = ({ desk }: Scene) =>
  desk.asked.flatMap(({ choices }) =>
    choices.filter(({ label }) => label === 'Show All Checks').map((one) => one.description),
  );

describe('what a swap wants later', () => {
  it('is in the report, and keeps nothing from starting', () =>
    playing([...wholeAnswers, shows, start], (scene) => {
      assert.deepEqual(answered(scene), ['configure true']);
      assert.match(
        scene.desk.documents.previews.at(-1)?.text ?? '',
        /^i for the IP swap: the same password: The two have different passwords\. Make them equal before the swap; .* \(/m,
      );
    }));

  it('comes and goes with the method, for which nothing is read again', () =>
    playing(
      [
        ...between('carts-redis', 'carts-redis-new'),
        picked(asks.review, 'Method'),
        picked(asks.method, 'Full Copy and Incremental Migration'),
        left(asks.review),
      ],
      (scene) => {
        assert.deepEqual(summaries(scene), [
          '28 of 35 passed, 0 not checked',
          '34 of 35 passed, 0 not checked, 1 to know for later',
        ]);
        assert.equal(scene.desk.requests.filter((request) => request.endsWith('/ssl')).length, 2);
      },
    ));

  it('names what is different of two that cannot swap as they are', () =>
    playing(
      [
        picked(asks.method, 'Full Copy and Incremental Migration'),
        ...between('staging-redis', 'dev-redis').slice(1, -1),
        picked(asks.reconnect, 'Auto-Reconnect Off'),
        typed(asks.bandwidth, ''),
        shows,
        left(asks.review),
      ],
      (scene) => {
        const text = scene.desk.documents.previews.at(-1)?.text ?? '';
        assert.match(
          text,
          /^i .*the same port: The source listens on port 6380, the target on 6379\. Change the port/m,
        );
        assert.match(text, /^i .*no public access: The target has public access\. Turn it off before the swap\./m);
        assert.match(text, /^i .*the same subnet: The two are in different subnets\./m);
        assert.match(text, /^✓ for the IP swap: types that can be swapped: passed/m);
      },
    ));
});
