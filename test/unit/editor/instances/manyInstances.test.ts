import assert from 'node:assert/strict';
import type { Instance } from '../../../../src/cloud/services/instances.ts';
import type { Translate } from '../../../../src/cloud/translate.ts';
import { cloudFindings } from '../../../../src/editor/cloudFindings.ts';
import { type CloudView, writtenIn } from '../../../../src/editor/cloudView.ts';
import { suggestAt } from '../../../../src/editor/completions.ts';
import { notesOf } from '../../../../src/editor/idNotes.ts';
import { valueCaret } from '../../../../src/editor/valueCaret.ts';
import { english } from '../../../support/desk/english.ts';
import { caretIn, scanWhole } from '../caretText.ts';
import { endsWith, fileWith, instanceOf, knowing, withSandboxFile } from './instanceScene.ts';

const most = 5000;

/** Reads of one instance, or words for it, that are not too many. */
const each = 100;

/** Those of a check that goes through no list. */
const few = 300;

const idAt = (index: number) => `${String(index).padStart(8, '0')}-1111-4111-8111-111111111111`;

/** Instances that count what is read of them, and words that count how often they are asked for. */
function counted() {
  let steps = 0;
  const watched = (instance: Instance) =>
    new Proxy(instance, {
      get(one, name, self) {
        steps += 1;
        return Reflect.get(one, name, self);
      },
    });
  const all = Array.from({ length: most }, (_, index) =>
    watched(instanceOf({ instance_id: idAt(index), name: `redis-${index}`, ip: `10.${index >> 8}.0.${index & 255}` })),
  );
  const t: Translate = (message, values) => {
    steps += 1;
    return english(message, values);
  };
  return {
    all,
    t,
    /** Since the last time. */
    steps() {
      const taken = steps;
      steps = 0;
      return taken;
    },
  };
}

function check(text: string, view: CloudView, t: Translate): void {
  const scanned = scanWhole(text);
  const written = writtenIn(scanned);
  cloudFindings(scanned, written, view, t);
  notesOf(scanned, written, view, t);
}

describe('thousands of instances cost work by their number', () => {
  const files = [
    ['both IDs', endsWith(idAt(4999), idAt(4998))],
    ['IDs that are none', endsWith(idAt(6000), idAt(6001))],
    ['a name, and what is like one', endsWith('redis-4999', 'reids-4999')],
    ['addresses', { source_instance: { addrs: '10.1.0.1:6379' }, target_instance: { id: idAt(1) } }],
  ] as const;

  for (const [what, section] of files) {
    it(`${what} are checked in one pass over the list, and after that in none`, () =>
      withSandboxFile('{}', ({ view }) => {
        const { all, t, steps } = counted();
        const known = knowing(view, all);
        check(fileWith(section), known, t);
        assert.ok(steps() <= each * most);
        for (let keystroke = 0; keystroke < 10; keystroke += 1)
          check(fileWith(section, { name: `a${keystroke}` }), known, t);
        assert.ok(steps() <= 10 * few);
      }));
  }

  it('a list that comes page by page is entered once', () =>
    withSandboxFile('{}', ({ view }) => {
      const { all, t, steps } = counted();
      const come: Instance[] = [];
      const known = knowing(view, come, { complete: false });
      for (let page = 0; page < most; page += 200) {
        come.push(...all.slice(page, page + 200));
        check(fileWith(endsWith(idAt(4999), 'redis-17')), known, t);
      }
      assert.ok(steps() <= each * most);
    }));

  it('a keystroke in the list reads nothing again', () =>
    withSandboxFile('{}', ({ view }) => {
      const { all, t, steps } = counted();
      const known = knowing(view, all);
      const offer = (typed: string) => {
        const { text, caret } = caretIn(`{"migration": {"target_instance": {"id": "${typed}|"}}}`);
        const scanned = scanWhole(text);
        const at = valueCaret(text, scanned, caret);
        assert.ok(at);
        return suggestAt(at, writtenIn(scanned), known, t).items.length;
      };
      assert.equal(offer(''), 200);
      assert.ok(steps() <= each * most);
      for (const typed of ['r', 're', 'red', 'redis-49', '10.1', '00004']) assert.ok(offer(typed) > 0);
      assert.equal(steps(), 0);
    }));
});
