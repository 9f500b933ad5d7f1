import assert from 'node:assert/strict';
import { kooCliCommand } from '../../../../src/task/copies/kooCliCommand.ts';
import type { Shell } from '../../../../src/task/copies/shell.ts';
import { readableTexts, textsOfKeys } from '../../../support/terminal/foreignTexts.ts';
import { paste, terminals } from '../../../support/terminal/paste.ts';

const networks = { vpc_id: 'v-1', subnet_id: 's-1', security_group_id: 'g-1' };
const target = { region: 'cn-north-4', projectId: '0123' };
const allShells: readonly Shell[] = ['sh', 'powerShell', 'cmd'];

const make = (description: string, shell: Shell = 'sh') =>
  kooCliCommand({ name: 'orders', description, ...networks }, target, shell);

function commandOf(description: string, shell: Shell = 'sh'): string {
  const made = make(description, shell);
  assert.ok('command' in made, JSON.stringify(made));
  return made.command;
}

describe('kooCliCommand', () => {
  const tables: Readonly<Record<Shell, string>> = {
    sh: 'hcloud DCS CreateOnlineMigrationTask --cli-region=cn-north-4 --project_id=0123 --name=orders --vpc_id=v-1 --subnet_id=s-1 --security_group_id=g-1',
    powerShell:
      "hcloud DCS CreateOnlineMigrationTask '--cli-region=cn-north-4' '--project_id=0123' '--name=orders' '--vpc_id=v-1' '--subnet_id=s-1' '--security_group_id=g-1'",
    cmd: 'hcloud DCS CreateOnlineMigrationTask "--cli-region=cn-north-4" "--project_id=0123" "--name=orders" "--vpc_id=v-1" "--subnet_id=s-1" "--security_group_id=g-1"',
  };
  for (const shell of allShells) {
    it(`names region and project, and the fields by the names of the API, in ${shell}`, () =>
      assert.deepEqual(kooCliCommand({ name: 'orders', ...networks }, target, shell), { command: tables[shell] }));
  }

  for (const [what, text] of textsOfKeys) {
    it(`refuses ${what}, in every field and for every shell`, () => {
      for (const shell of allShells) {
        const found = /U\+[0-9A-F]{4,6}/;
        const described = make(text, shell);
        assert.ok('refused' in described && described.refused.code === 'unseen', JSON.stringify(described));
        assert.equal(described.refused.field, 'description');
        assert.match(described.refused.character, found);
        for (const field of ['name', 'vpc_id', 'subnet_id', 'security_group_id']) {
          const made = kooCliCommand({ name: 'orders', ...networks, [field]: `x${text}` }, target, shell);
          assert.ok('refused' in made && made.refused.code === 'unseen' && made.refused.field === field, field);
        }
      }
    });
  }

  it('lets no character reach a terminal that acts on it, whichever it is', () => {
    const ranges = [
      [0, 0x3200],
      [0xd7f0, 0xe010],
      [0xf8f0, 0x10010],
      [0xe0000, 0xe0200],
    ] as const;
    const acting = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
    for (const [first, last] of ranges) {
      for (let code = first; code <= last; code += 1) {
        const text = `a${String.fromCodePoint(code)}b`;
        for (const shell of allShells) {
          const made = make(text, shell);
          if ('command' in made) assert.doesNotMatch(made.command, shell === 'sh' ? /[^\x20-\x7e]/ : acting);
          else assert.ok(made.refused.code !== 'unseen' || acting.test(text), code.toString(16));
        }
      }
    }
  });

  it('for sh has lines that no terminal cuts off, also where nothing but quotes is to be said', () => {
    for (const [, text] of readableTexts) {
      for (const line of commandOf(text).split('\n')) assert.ok(line.length < 1024, String(line.length));
    }
  });

  it('is refused where Windows takes no line of that length', () => {
    const limits = { powerShell: 32_000, cmd: 8191 } as const;
    for (const shell of ['powerShell', 'cmd'] as const) {
      const limit = limits[shell];
      const room = limit - commandOf('', shell).length;
      assert.equal(commandOf('x'.repeat(room), shell).length, limit);
      assert.deepEqual(make('x'.repeat(room + 1), shell), { refused: { shell, code: 'tooLong', limit } });
    }
  });
});

describe('kooCliCommand, pasted', function () {
  this.timeout(40_000);
  const argumentsFor = (description: string) => [
    'DCS',
    'CreateOnlineMigrationTask',
    '--cli-region=cn-north-4',
    '--project_id=0123',
    '--name=orders',
    `--description=${description}`,
    '--vpc_id=v-1',
    '--subnet_id=s-1',
    '--security_group_id=g-1',
  ];
  const short = readableTexts.map(([, text]) => text).filter((text) => text.length < 1000);
  const pastes: readonly (readonly [what: string, descriptions: readonly string[]])[] = [
    ['what a shell takes for itself', short],
    ...readableTexts.filter(([, text]) => text.length >= 1000).map(([what, text]) => [what, [text]] as const),
  ];
  for (const terminal of terminals) {
    for (const [what, descriptions] of pastes) {
      it(`into ${terminal.name}: ${what} is one argument of one command, and nothing else is run`, async () => {
        const commands = descriptions.map((description) => commandOf(description));
        const { runs, files, screen } = await paste(terminal, commands.join('\n'));
        assert.deepEqual(runs, descriptions.map(argumentsFor), screen.slice(0, 4000));
        assert.deepEqual(files, []);
      });
    }
  }

  it('runs nothing by itself', async () => {
    for (const terminal of terminals) {
      // Ctrl+C in place of Enter.
      const { runs } = await paste(terminal, `${commandOf('x')}\u0003`);
      assert.deepEqual(runs, [], terminal.name);
    }
  });

  it('in brackets that dash did not ask for runs nothing', async () => {
    for (const [, description] of readableTexts.slice(0, 6)) {
      const [dash] = terminals;
      assert.ok(dash);
      const { runs, files } = await paste(dash, commandOf(description), { strayBrackets: true });
      assert.deepEqual([runs, files], [[], []]);
    }
  });
});
