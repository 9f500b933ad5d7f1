import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepare } from '../../../../src/cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../../../src/cloud/services/migrationTasks.ts';
import type { AccessKey } from '../../../../src/cloud/signing.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { curlCommand } from '../../../../src/task/copies/curlCommand.ts';
import { sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { connectionTo, sessionOf } from '../../../support/network/observedCall.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';
import { type Environment, execute, findOnPath, withoutProxy } from '../../../support/suite/command.ts';

const key: AccessKey = { accessKeyId: 'CURLEXAMPLEKEY000001', secretAccessKey: 'sk/9+x="q\\Z-$HOME`id`-secret' };
/** What the script did with a cloud that checks signatures, and every argument that a process of it got. */
async function run(
  given: { readonly key?: AccessKey; readonly description?: string; readonly environment?: Environment },
  check: (done: { code: number | undefined; output: string; args: string; bodies: unknown[] }) => void,
): Promise<void> {
  const used = given.key ?? key;
  const cloud = await startSandbox(used);
  const folder = await temporaryFolder('curl');
  try {
    const body = { name: 'by-curl', description: given.description ?? '', ...exampleNetworks };
    const connection = connectionTo(cloud.url, {
      session: sessionOf({ ...used, secretAccessKey: 'another' }),
      projectId: sandboxProject,
    });
    const script = curlCommand(prepare(connection, createOnlineMigrationTaskRequest(sandboxProject, body)), {
      sandbox: false,
    });
    const args = join(folder.path, 'arguments');
    for (const name of ['curl', 'openssl', 'sed', 'od', 'tr']) {
      const program = join(folder.path, name);
      await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$0 $*" >>'${args}'\nexec ${await findOnPath(name)} "$@"\n`);
      await chmod(program, 0o755);
    }
    await writeFile(args, '');
    const env = {
      ...withoutProxy,
      PATH: `${folder.path}:${process.env['PATH']}`,
      HUAWEICLOUD_SDK_AK: used.accessKeyId,
      HUAWEICLOUD_SDK_SK: used.secretAccessKey,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: used.securityToken,
      ...given.environment,
    };
    const { code, output } = await execute('sh', ['-c', script], { env, timeout: 20_000 });
    check({ code, output, args: await readFile(args, 'utf8'), bodies: cloud.ledger.map((entry) => entry.body) });
  } finally {
    await cloud.close();
    folder.remove();
  }
}

describe('curlCommand', function () {
  this.timeout(30_000);
  const descriptions = {
    'plain text': 'orders to DCS',
    'quotes, a dollar and a backslash': `it's "$HOME" \`id\` $(id) \\n %s !x`,
    'Chinese, and a line break': '创建在线\n数据迁移任务',
    'its own end mark': 'x\nEND_OF_CURL\ny',
    nothing: '',
  };
  for (const [what, description] of Object.entries(descriptions)) {
    it(`creates a task whose description is ${what}, and gives no secret to any process`, () =>
      run({ description }, ({ code, output, args, bodies }) => {
        assert.match(output, /^HTTP\/1\.1 200 /, output);
        assert.equal(code, 0);
        assert.deepEqual(bodies, [{ name: 'by-curl', description, ...exampleNetworks }]);
        assert.match(args, /curl .*--config - /);
        assert.match(args, /openssl dgst/);
        assert.deepEqual(leaksOf([key.secretAccessKey], args + output), []);
        assert.doesNotMatch(args, /Signature=/);
      }));
  }

  it('signs with a temporary key, and gives its token to no process', () => {
    const securityToken = `tok/${'En+'.repeat(400)}==`;
    return run({ key: { ...key, securityToken } }, ({ output, args, bodies }) => {
      assert.match(output, /^HTTP\/1\.1 200 /, output);
      assert.equal(bodies.length, 1);
      assert.deepEqual(leaksOf([key.secretAccessKey, securityToken], args + output), []);
    });
  });

  for (const length of [1, 63, 64, 65, 200]) {
    it(`signs with a secret of ${length} bytes`, () =>
      run({ key: { ...key, secretAccessKey: 'k'.repeat(length) } }, ({ output, bodies }) => {
        assert.match(output, /^HTTP\/1\.1 200 /, output);
        assert.equal(bodies.length, 1);
      }));
  }

  for (const missing of ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK']) {
    it(`names ${missing} where it is not set, and sends nothing`, () =>
      run({ environment: { [missing]: undefined } }, ({ code, output, args, bodies }) => {
        assert.notEqual(code, 0);
        assert.match(output, new RegExp(missing));
        assert.equal(args, '');
        assert.deepEqual(bodies, []);
      }));
  }

  it('tells a refusal as the cloud put it', () =>
    run({ environment: { HUAWEICLOUD_SDK_SK: 'wrong' } }, ({ output, bodies }) => {
      assert.match(output, /^HTTP\/1\.1 401 /);
      assert.match(output, /APIGW/);
      assert.deepEqual(bodies, []);
    }));

  it('holds remarks, and neither key nor signature nor time', () => {
    const connection = connectionTo('https://dcs.cn-north-4.myhuaweicloud.com/base', {
      session: sessionOf({ ...key, securityToken: 'tok-1' }),
    });
    const prepared = prepare(
      connection,
      createOnlineMigrationTaskRequest('project-1', { name: 'n', ...exampleNetworks }),
    );
    const script = curlCommand(prepared, { sandbox: false });
    assert.match(script, /^# Each run creates an online migration task, .*billed\.\n# Set HUAWEICLOUD_SDK_AK /m);
    const signature = prepared.headers['Authorization']?.split('Signature=')[1] ?? '';
    const date = prepared.headers['X-Sdk-Date'] ?? '';
    assert.deepEqual(leaksOf([key.secretAccessKey, key.accessKeyId, 'tok-1', signature, date], script), []);
    assert.match(script, /'\/base\/v2\/project-1\/migration\/instance\/'/);
    assert.match(script, / https:\/\/dcs\.cn-north-4\.myhuaweicloud\.com\/base\/v2\/project-1\/migration\/instance$/m);
  });
});
