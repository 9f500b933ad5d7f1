import assert from 'node:assert/strict';
import { type Outcome, runBeside, runInOrder, type Step, summarize } from '../../support/suite/steps.ts';

describe('the steps of a run', () => {
  const step = (name: string, outcome: Outcome): Step => ({ name, run: async () => outcome });
  const broken: Step = { name: 'broken', run: async () => Promise.reject(new Error('no VS Code')) };

  it('go on after one that breaks, which counts as a failure', async () => {
    const said: string[] = [];
    const print = (text: string) => said.push(text);
    const all = await runInOrder([broken, step('unit', { passed: 3, failed: 0 })], print);
    assert.equal(summarize(all, print), 1);
    assert.ok(said.includes('no VS Code'));
    assert.match(said.at(-1) ?? '', /broken .*0 passed, 1 failed\nunit .*3 passed, 0 failed\n\n3 passed, 1 failed$/);
  });

  it('tell at the end what failed once more', () => {
    const said: string[] = [];
    const long = [...Array.from({ length: 500 }, (_, line) => `passed ${line}`), '1) the one that failed'].join('\n');
    const done = { name: 'ui', seconds: 1, passed: 500, failed: 1, output: long };
    summarize([done, { ...done, name: 'unit', failed: 0, output: 'all is well' }], (text) => said.push(text));
    assert.match(said[0] ?? '', /^\n=== ui failed\npassed 421\n[\s\S]*\n1\) the one that failed$/);
    assert.equal(said.length, 2);
    assert.match(said[1] ?? '', /\n1000 passed, 1 failed$/);
  });

  it('beside each other are as many as there is room for, and what each says stays together', async () => {
    const said: string[] = [];
    let [running, most] = [0, 0];
    const held: (() => void)[] = [];
    const slow = (name: string): Step => ({
      name,
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => {
          held.push(resolve);
          // The last one lets all go on.
          if (held.length >= 2) for (const goOn of held) goOn();
        });
        running -= 1;
        return { passed: 1, failed: 0, output: `${name} 1\n${name} 2` };
      },
    });
    const all = await runBeside([slow('a'), slow('b'), slow('c'), broken], 2, [], (text) => said.push(text));
    assert.equal(most, 2);
    for (const name of ['a', 'b', 'c']) assert.ok(said.includes(`\n=== ${name}\n${name} 1\n${name} 2`));
    assert.ok(said.includes('\n=== broken\nno VS Code'));
    assert.equal(
      summarize(all, () => {}),
      1,
    );
  });

  it('wait for the one that they need, while others run', async () => {
    const order: string[] = [];
    let letFetch: () => void = () => undefined;
    const noted = (name: string, after?: string): Step => ({
      name,
      after,
      run: async () => {
        order.push(name);
        if (name === 'fetch') await new Promise<void>((resolve) => (letFetch = resolve));
        if (name === 'unit') letFetch();
        return { passed: 1, failed: 0 };
      },
    });
    const steps = [noted('fetch'), noted('ui', 'fetch'), noted('kill', 'fetch'), noted('unit')];
    const all = await runBeside(steps, 2, [], () => {});
    assert.deepEqual(order, ['fetch', 'unit', 'ui', 'kill']);
    assert.equal(all.length, 4);
    await assert.rejects(
      runBeside([noted('ui', 'fetch')], 2, [], () => {}),
      /nothing after which ui could run/,
    );
  });

  it('are not run without the one that they need', async () => {
    const said: string[] = [];
    const ui: Step = { name: 'ui', after: 'broken', run: async () => assert.fail('It has run') };
    const beside = await runBeside([broken, ui], 2, [], (text) => said.push(text));
    const inOrder = await runInOrder([broken, ui], () => {});
    const later = await runBeside([ui], 2, await runInOrder([broken], () => {}), () => {});
    for (const all of [beside, inOrder, later])
      assert.deepEqual(
        all.map(({ failed }) => failed),
        [1, 1],
      );
    assert.ok(said.includes('\n=== ui\nNot run, since broken failed.'));
  });

  it('fail where nothing was tested', () => {
    assert.equal(
      summarize([], () => {}),
      1,
    );
  });
});
