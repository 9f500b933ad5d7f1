import assert from 'node:assert/strict';
import { paste, terminals } from '../../support/terminal/paste.ts';

describe('a paste into a terminal', function () {
  this.timeout(40_000);

  /** By the name of the terminal: what is between quotes, and run all the same. */
  const attacks: Readonly<Record<string, string>> = {
    dash: 'x\u0015touch pwned #',
    'bash with brackets': 'x\u001b[201~\u0015touch pwned #',
    'bash without brackets': 'x\u001b# touch pwned #',
    'bash without brackets and UTF-8': 'x)£ touch pwned #',
  };

  for (const terminal of terminals) {
    it(`into ${terminal.name} lets keys do what they do`, async () => {
      const { files, screen } = await paste(terminal, `hcloud 'a' '${attacks[terminal.name]}'`);
      assert.deepEqual(files, ['pwned'], screen);
    });

    it(`into ${terminal.name} tells every run and its arguments`, async () => {
      const { runs } = await paste(terminal, "hcloud 'a b' c\nhcloud 'd\ne'");
      assert.deepEqual(runs, [['a b', 'c'], ['d\ne']]);
    });
  }

  it('into dash loses what a line has too much', async () => {
    const [dash] = terminals;
    assert.ok(dash);
    const { runs } = await paste(dash, `hcloud ${'x'.repeat(4000)} ${'y'.repeat(4000)}`);
    assert.notEqual(runs[0]?.at(-1)?.length, 4000);
  });
});
