import assert from 'node:assert/strict';
import { prepare } from '../../../../src/cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../../../src/cloud/services/migrationTasks.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { curlCommand } from '../../../../src/task/copies/curlCommand.ts';
import { sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { connectionTo, sessionOf } from '../../../support/network/observedCall.ts';
import { readableTexts, textsOfKeys } from '../../../support/terminal/foreignTexts.ts';
import { paste, terminals } from '../../../support/terminal/paste.ts';

const key = { accessKeyId: 'CURLEXAMPLEKEY000001', secretAccessKey: 'sk/9+x="q-of-curl-pasted' };
const texts = [...textsOfKeys, ...readableTexts];
const short = readableTexts.map(([, text]) => text).filter((text) => text.length < 1000);

function scriptFor(url: string, description: string): string {
  const connection = connectionTo(url, { session: sessionOf(key), projectId: sandboxProject });
  const body = { name: 'by-curl', description, ...exampleNetworks };
  return curlCommand(prepare(connection, createOnlineMigrationTaskRequest(sandboxProject, body)), { sandbox: false });
}

describe('curlCommand, as a text', () => {
  it('is ASCII without control characters, in lines that no terminal cuts off, and ends in no break', () => {
    for (const [what, description] of texts) {
      const script = scriptFor('https://dcs.cn-north-4.myhuaweicloud.com', description);
      assert.match(script, /^[\n\x20-\x7e]*END_OF_CURL$/, what);
      for (const line of script.split('\n')) assert.ok(line.length < 1024, `${what}: ${line.length}`);
    }
  });

  it('spells what is not for a terminal as JSON does, and the value is the same', () => {
    const script = scriptFor('https://dcs.cn-north-4.myhuaweicloud.com', 'a\u007f\u0003\n!\u202e数🚀');
    assert.ok(script.includes('"description":"a\\u007f\\u0003\\n\\u0021\\u202e\\u6570\\ud83d\\ude80"'), script);
  });
});

/** Together, since each takes its time. */
const descriptions: readonly (readonly [what: string, text: string])[] = [
  ['of what a terminal takes for keys', textsOfKeys.map(([, text]) => text).join(' ')],
  ['of what a shell takes for itself', short.join(' ')],
  // The longest that the cloud takes.
  ...readableTexts.filter(([, text]) => text.length === 1024),
];

describe('curlCommand, pasted', function () {
  this.timeout(40_000);
  for (const terminal of terminals) {
    for (const [what, description] of descriptions) {
      it(`into ${terminal.name}: creates the task whose description is ${what}, and runs nothing else`, async () => {
        const cloud = await startSandbox(key);
        try {
          const { files, screen } = await paste(terminal, scriptFor(cloud.url, description), {
            environment: { HUAWEICLOUD_SDK_AK: key.accessKeyId, HUAWEICLOUD_SDK_SK: key.secretAccessKey },
          });
          assert.deepEqual(
            cloud.ledger.map(({ body }) => body),
            [{ name: 'by-curl', description, ...exampleNetworks }],
            screen.slice(0, 4000),
          );
          assert.deepEqual(files, []);
          assert.ok(!screen.includes(key.secretAccessKey));
        } finally {
          await cloud.close();
        }
      });
    }
  }
});
