import assert from 'node:assert/strict';
import { copyRequest } from '../../../../src/commands/file/copyRequest.ts';
import { cloudProject, everythingShown, key, play } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import type { ShownChoice } from '../../../support/desk/scriptedPrompter.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const path = '/workspace/orders.dcsmigration.json';
const task = { name: 'dcs-migration-orders', description: "the shop's", ...exampleNetworks };
const text = JSON.stringify(task);
const question = 'For which tool?';

describe('copy request', () => {
  it('as cURL, without the key', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(picked(question, 'cURL (sh)'));
      await copyRequest(desk, desk.documents.put(path, text));
      const [copied = ''] = desk.copied;
      assert.match(
        copied,
        /^sh <<'END_OF_CURL'\n# Each run creates an online migration task, .*billed\.\n# Set HUAWEICLOUD_SDK_AK /,
      );
      assert.ok(copied.includes(`${cloud.url}/v2/${cloudProject}/migration/instance`));
      assert.ok(!copied.includes(key.accessKeyId));
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [['info', 'Copied for cURL (sh). Each time it is run, it creates a task, which is billed.']],
      );
      assert.equal(desk.asked[0]?.title, 'Copy Request · cn-north-4');
      assert.deepEqual([desk.exchanges, cloud.ledger], [[], []]);
    }));

  it('as a command of KooCLI', () =>
    play({}, async ({ desk }) => {
      desk.expect(picked(question, 'KooCLI (sh)'));
      await copyRequest(desk, desk.documents.put(path, text));
      assert.deepEqual(desk.copied, [
        `hcloud DCS CreateOnlineMigrationTask --cli-region=cn-north-4 --project_id=${cloudProject} --name=dcs-migration-orders --description='the shop'\\''s' --vpc_id=${task.vpc_id} --subnet_id=${task.subnet_id} --security_group_id=${task.security_group_id}`,
      ]);
    }));

  it('as a resource of Terraform, with what that requires besides', () =>
    play({}, async ({ desk }) => {
      desk.expect(picked(question, 'Terraform'));
      await copyRequest(desk, desk.documents.put(path, text));
      const [copied = ''] = desk.copied;
      assert.match(
        copied,
        /^resource "huaweicloud_dcs_online_data_migration_task" "dcs-migration-orders" \{\n {2}region +=/,
      );
      assert.match(
        copied,
        /# Terraform configures the task too, .*\n {2}# migration_method, resume_mode, source_instance/,
      );
    }));

  it('the sandbox only for what reaches it, and says nothing of a bill', () =>
    play({}, async ({ desk, sandboxes }) => {
      await desk.accounts.useSandbox();
      desk.expect(picked(question, 'cURL (sh)', ['KooCLI (sh)', 'KooCLI (PowerShell)', 'KooCLI (cmd)', 'Terraform']));
      await copyRequest(desk, desk.documents.put(path, text));
      assert.ok(desk.copied[0]?.includes(`${sandboxes[0]?.url}/v2/`));
      for (const words of [desk.copied[0], desk.told[0]?.message]) {
        assert.match(words ?? '', /in the (?:local )?sandbox/);
        assert.doesNotMatch(words ?? '', /which is billed|machine is billed/);
      }
    }));

  it('nothing of a file with mistakes, at whose first it points', () =>
    play({}, async ({ desk }) => {
      await copyRequest(desk, desk.documents.put(path, '{ "name": 7 }'));
      assert.deepEqual(desk.copied, []);
      assert.match(desk.told[0]?.message ?? '', /^orders\.dcsmigration\.json:1:\d+: .* Nothing was copied\.$/);
    }));

  it('nothing after Esc, here or in the sign-in', () =>
    play({ signedIn: false }, async ({ desk }) => {
      const uri = desk.documents.put(path, text);
      desk.expect(left(asksSignIn.region));
      await copyRequest(desk, uri);
      await desk.accounts.useSandbox();
      desk.expect(left(question));
      await copyRequest(desk, uri);
      assert.deepEqual([desk.copied, desk.told], [[], []]);
      assert.ok(!everythingShown(desk).includes('Signature='));
    }));
});

describe('copy request: for a shell', () => {
  const rowsFor = async (shell: string, file: string = text) => {
    let rows: readonly ShownChoice[] = [];
    await play({}, async ({ desk }) => {
      desk.shell = shell;
      desk.expect(left(question));
      await copyRequest(desk, desk.documents.put(path, file));
      rows = desk.asked[0]?.choices ?? [];
    });
    return rows;
  };

  const defaults: readonly (readonly [shell: string, label: string, detail: string])[] = [
    ['/usr/bin/zsh', 'KooCLI (sh)', 'For your default terminal: zsh'],
    [
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'KooCLI (PowerShell)',
      'For your default terminal: powershell',
    ],
    ['/opt/microsoft/powershell/7/pwsh', 'KooCLI (PowerShell)', 'For your default terminal: pwsh'],
    ['C:\\Windows\\System32\\cmd.exe', 'KooCLI (cmd)', 'For your default terminal: cmd'],
    ['/usr/bin/nu', 'KooCLI (sh)', ''],
    ['', 'KooCLI (sh)', ''],
  ];
  for (const [shell, label, detail] of defaults) {
    it(`${label} stands first where the default terminal starts ${shell || 'nothing'}, and the others can be picked`, async () => {
      const rows = await rowsFor(shell);
      const forKooCli = rows.filter((row) => row.label.startsWith('KooCLI'));
      assert.deepEqual([forKooCli[0]?.label, forKooCli[0]?.detail], [label, detail]);
      assert.deepEqual(forKooCli.map((row) => row.label).toSorted(), [
        'KooCLI (PowerShell)',
        'KooCLI (cmd)',
        'KooCLI (sh)',
      ]);
      for (const row of rows) assert.equal(row.unusable, undefined);
      for (const row of forKooCli.slice(1)) assert.equal(row.detail, '');
    });
  }

  it('the words are those of the shell that was picked, which is named', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put(path, text);
      desk.expect(picked(question, 'KooCLI (PowerShell)'), picked(question, 'KooCLI (cmd)'));
      await copyRequest(desk, uri);
      await copyRequest(desk, uri);
      assert.match(desk.copied[0] ?? '', / '--description=the shop''s' '--vpc_id=/);
      assert.match(desk.copied[1] ?? '', / "--description=the shop's" "--vpc_id=/);
      assert.match(desk.told[0]?.message ?? '', /^Copied for KooCLI \(PowerShell\)\. /);
      assert.match(desk.told[1]?.message ?? '', /^Copied for KooCLI \(cmd\)\. /);
    }));

  it('what it has no word for keeps it from being picked, with the reason; cURL and Terraform stay', async () => {
    const reasons: readonly (readonly [description: string, label: string, reason: string])[] = [
      [
        'a\u007f',
        'KooCLI (sh)',
        '"description" holds U+007F, which a terminal acts on or does not show. cURL can send it.',
      ],
      [
        'a\nb',
        'KooCLI (sh)',
        '"description" holds U+000A, which a terminal acts on or does not show. cURL can send it.',
      ],
      [
        'a\u202eb',
        'KooCLI (cmd)',
        '"description" holds U+202E, which a terminal acts on or does not show. cURL can send it.',
      ],
      ['100%', 'KooCLI (cmd)', '"description" holds %, which cmd has no sure way to quote.'],
      ['say "x"', 'KooCLI (PowerShell)', '"description" holds ", which PowerShell has no sure way to quote.'],
      [
        'a b\\',
        'KooCLI (PowerShell)',
        '"description" holds blanks and ends in a backslash, which not every PowerShell passes on.',
      ],
      ['x'.repeat(9000), 'KooCLI (cmd)', 'The command is longer than the 8191 characters that cmd takes.'],
    ];
    for (const [description, label, reason] of reasons) {
      const rows = await rowsFor('/bin/sh', JSON.stringify({ ...task, description }));
      const row = rows.find((one) => one.label === label);
      assert.deepEqual([row?.unusable, row?.detail], [reason, reason]);
      for (const other of ['cURL (sh)', 'Terraform']) {
        assert.equal(rows.find((one) => one.label === other)?.unusable, undefined);
      }
    }
  });
});

describe('copy request: warnings need a yes', () => {
  const suspicious = JSON.stringify({ ...task, name: '订单', vpc_id: 'vpc-1' });

  it('Copy Anyway copies, and all of them were told', () =>
    play({}, async ({ desk }) => {
      desk.expect(picked(question, 'Terraform'), agreed('Copy the request of orders.dcsmigration.json as it is?'));
      await copyRequest(desk, desk.documents.put(path, suspicious));
      assert.equal(desk.copied.length, 1);
      assert.match(
        desk.asked[1]?.notice ?? '',
        /^orders\.dcsmigration\.json:1:\d+: .*4 to 64 letters(?:.|\n)*\n\norders\.dcsmigration\.json:1:/,
      );
      assert.deepEqual(
        desk.asked[1]?.choices.map(({ label }) => label),
        ['Copy Anyway'],
      );
    }));

  it('Esc copies nothing', () =>
    play({}, async ({ desk }) => {
      desk.expect(picked(question, 'cURL (sh)'), left('Copy the request of'));
      await copyRequest(desk, desk.documents.put(path, suspicious));
      assert.deepEqual([desk.copied, desk.told], [[], []]);
    }));
});
