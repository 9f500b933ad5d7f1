import assert from 'node:assert/strict';
import { createMigrationTaskFromFile } from '../../../src/commands/file/createMigrationTaskFromFile.ts';
import { settleCreations } from '../../../src/commands/settle/settleCreations.ts';
import { confirmHosts } from '../../../src/desk/foreignHosts.ts';
import type { ConfirmedHosts } from '../../../src/desk/ports.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { leaveOpen } from '../../support/desk/createJob.ts';
import { key, play } from '../../support/desk/deskAndCloud.ts';
import { agreed, left } from '../../support/desk/script.ts';
import { connectionTo, sessionOf, testKey } from '../../support/network/observedCall.ts';
import { putTasks } from '../commands/batch/batchFiles.ts';
import { readIn } from '../editor/fileScene.ts';

const question = 'Send signed requests to';

function memoryOfHosts(): ConfirmedHosts & { readonly hosts: Set<string> } {
  const hosts = new Set<string>();
  return {
    hosts,
    isConfirmed: (host) => hosts.has(host),
    confirm: async (more) => void more.map((host) => hosts.add(host)),
  };
}

describe('a host that is not the cloud', () => {
  it('is asked about once, with what tells the account and no more of the key, and then used', () => {
    const hosts = memoryOfHosts();
    return play({ hosts }, async ({ desk, cloud, anotherDesk }) => {
      const [first, second] = putTasks(desk, 'task-one', 'task-two');
      desk.expect(agreed(question));
      await createMigrationTaskFromFile(desk, first);
      await createMigrationTaskFromFile(desk, second);
      assert.equal(cloud.ledger.length, 2);
      const [asked] = desk.asked;
      const { accessKeyId } = key;
      const short = `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
      assert.match(
        asked?.notice ?? '',
        new RegExp(`cn-north-4, project [0-9a-f]{32}, with the access key ${short}\\.`),
      );
      assert.ok(!JSON.stringify(desk.asked).includes(accessKeyId));
      assert.deepEqual([...hosts.hosts], [new URL(cloud.url).host]);
      const other = anotherDesk();
      await createMigrationTaskFromFile(other, putTasks(other, 'task-three')[0]);
      assert.equal(cloud.ledger.length, 3);
    });
  });

  it('is asked about without any part of a secret that was typed as the access key ID', () =>
    play({}, async ({ desk }) => {
      const accessKeyId = key.secretAccessKey.slice(0, 39);
      desk.expect(left(question));
      const connection = connectionTo('https://dcs.example', { session: sessionOf({ ...testKey, accessKeyId }) });
      await assert.rejects(confirmHosts({ ...desk, hosts: memoryOfHosts() }, connection, desk));
      assert.match(desk.asked[0]?.notice ?? '', /with the access key …\./);
    }));

  it('gets nothing, not even a signature, when the person says no', () =>
    play({ hosts: memoryOfHosts() }, async ({ desk }) => {
      desk.expect(left(question));
      await assert.rejects(
        createMigrationTaskFromFile(desk, putTasks(desk, 'task-one')[0]),
        /is not Huawei Cloud and has not been confirmed/,
      );
      assert.deepEqual(desk.requests, []);
    }));

  it('is not asked about for what nobody asked for: the editor says why it knows nothing', () =>
    play({ hosts: memoryOfHosts() }, async (scene) => {
      const { found } = await readIn(scene, '{"vpc_id": "5e37b3be-950a-48e1-b498-65b63d336481"}');
      assert.ok('reason' in found && found.remedy === 'settings');
      assert.match(found.reason ?? '', /has not been confirmed/);
      assert.deepEqual([scene.desk.asked, scene.desk.requests], [[], []]);
    }));

  it('that only the note of a create names is asked about before it is looked at', () => {
    const hosts = memoryOfHosts();
    return play({ hosts }, async (scene) => {
      const elsewhere = await startSandbox(key);
      try {
        hosts.hosts.add(new URL(scene.cloud.url).host);
        await leaveOpen(scene, { dcsEndpoint: elsewhere.url });
        const { desk } = scene;
        desk.expect(left(question));
        await settleCreations(desk);
        assert.deepEqual(desk.requests, []);
        assert.match(desk.told[0]?.message ?? '', /cannot be asked: .*not been confirmed/);
        desk.expect(agreed(question));
        await settleCreations(desk);
        assert.ok(desk.exchanges.length > 0 && desk.exchanges.every(({ url }) => url.startsWith(elsewhere.url)));
      } finally {
        await elsewhere.close();
      }
    });
  });

  it('is none in the sandbox, which is on this computer', () =>
    play({ hosts: memoryOfHosts(), signedIn: false }, async ({ desk, sandboxes }) => {
      await desk.accounts.useSandbox();
      await createMigrationTaskFromFile(desk, putTasks(desk, 'task-one')[0]);
      assert.equal(sandboxes[0]?.ledger.length, 1);
    }));
});
