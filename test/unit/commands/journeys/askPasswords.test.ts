import assert from 'node:assert/strict';
import { readSettings } from '../../../../src/commands/configure/fileSettings.ts';
import { askPasswords } from '../../../../src/commands/journeys/askPasswords.ts';
import { readAhead } from '../../../../src/commands/journeys/readAhead.ts';
import { readVariables } from '../../../../src/commands/journeys/readVariables.ts';
import { needsOf, passwordOf } from '../../../../src/commands/journeys/redisNeeds.ts';
import { picked } from '../../../support/desk/script.ts';
import { fileText, playJourney, putFile } from '../journey/scene.ts';
import { asks, password, samePassword } from './files.ts';

describe('one list of passwords', () => {
  it('has each Redis once for each side, and asks once for those that have the same', () =>
    playJourney(async (window) => {
      const { desk } = window;
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const names = ['task-1', 'task-2', 'task-3'];
      const sources = ['carts-redis', 'carts-redis', 'sessions-redis'];
      const texts = names.map((name, at) => fileText(sources[at] ?? '', 'carts-redis-new', { name }));
      const found = await Promise.all(texts.map((text, at) => readSettings(desk, putFile(window, text, names[at]))));
      const files = found.flatMap((one) => one?.settings ?? []);
      const ahead = await readAhead(desk, place, files);
      assert.ok(ahead);
      const needs = await needsOf(desk, place, ahead, files);
      await readVariables(desk, place, needs);
      const [same, typing, goOn] = samePassword(2);
      assert.ok(same && typing && goOn);
      desk.expect(same, typing, picked(asks.passwords, 'Keep the passwords'), goOn);
      assert.deepEqual(await askPasswords({ desk, place, needs, keeps: false }), { keeps: true });
      assert.deepEqual(
        needs.map((need) => [need.side, need.files.length, passwordOf(need)]),
        [
          ['source', 2, password],
          ['source', 1, ''],
          ['target', 3, password],
        ],
      );
      // Nothing is asked where all is known.
      assert.deepEqual(await askPasswords({ desk, place, needs, keeps: false }), { keeps: false });
    }));
});
