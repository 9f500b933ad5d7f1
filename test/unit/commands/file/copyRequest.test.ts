import assert from 'node:assert/strict';
import { copyRequest } from '../../../../src/commands/file/copyRequest.ts';
import { cloudProject, everythingShown, key, play } from '../../../support/desk/deskAndCloud.ts';
import { left, picked } from '../../../support/desk/script.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const path = '/workspace/orders.dcsmigration.json';
const task = { name: 'dcs-migration-orders', description: "the shop's", ...exampleNetworks };
const text = JSON.stringify(task);
const question = 'For which tool?';

describe('copy request', () => {
  it('as cURL, with the words of the person above it and without the key', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(picked(question, 'cURL'));
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
        [['info', 'Copied. Each time it is run, it creates a task, which is billed.']],
      );
      assert.equal(desk.asked[0]?.title, 'Copy Request · cn-north-4');
      assert.deepEqual([desk.exchanges, cloud.ledger], [[], []]);
    }));

  it('as a command of KooCLI', () =>
    play({}, async ({ desk }) => {
      desk.expect(picked(question, 'KooCLI'));
      await copyRequest(desk, desk.documents.put(path, text));
      assert.deepEqual(desk.copied, [
        `hcloud DCS CreateOnlineMigrationTask --cli-region=cn-north-4 --project_id=${cloudProject} --name=dcs-migration-orders --description='the shop'\\''s' --vpc_id=${task.vpc_id} --subnet_id=${task.subnet_id} --security_group_id=${task.security_group_id}\n`,
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

  it('the sandbox only for what reaches it', () =>
    play({}, async ({ desk, sandboxes }) => {
      await desk.accounts.useSandbox();
      desk.expect(picked(question, 'cURL', ['KooCLI', 'Terraform']));
      await copyRequest(desk, desk.documents.put(path, text));
      assert.ok(desk.copied[0]?.includes(`${sandboxes[0]?.url}/v2/`));
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
