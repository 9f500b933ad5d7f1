import assert from 'node:assert/strict';
import { createMigrationTasks } from '../../../src/commands/batch/createMigrationTasks.ts';
import { createMigrationTask } from '../../../src/commands/create/createMigrationTask.ts';
import { createMigrationTaskFromFile } from '../../../src/commands/file/createMigrationTaskFromFile.ts';
import { settleCreations } from '../../../src/commands/settle/settleCreations.ts';
import { connectionOf, exampleBody, leaveOpen } from '../../support/desk/createJob.ts';
import { play, type Scene, world } from '../../support/desk/deskAndCloud.ts';
import { accepted, left, unlisted } from '../../support/desk/script.ts';
import { putTasks, taskText } from './batch/batchFiles.ts';

/** The cloud knows another secret for the key by now, as after a rotation. */
const rotated = { cloud: { secretAccessKey: 'r'.repeat(40) } };

function lookAtAll({ desk }: Scene, connection: Awaited<ReturnType<typeof connectionOf>>): Promise<unknown> {
  const { lookUps } = desk;
  const looks = [
    lookUps.vpcs(connection),
    lookUps.subnets(connection),
    lookUps.securityGroups(connection),
    lookUps.projects(connection),
  ];
  return Promise.all(looks.map(({ done }) => done));
}

describe('a rotated key is signed with once, whoever asks, in whatever window', () => {
  const flows: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
    'the lists of the editor': async (scene) => lookAtAll(scene, await connectionOf(scene.desk)),
    'the flow beside the editor': async (scene) => {
      const { desk } = scene;
      desk.expect(
        accepted('Name of the online migration task'),
        accepted('Description; may be empty'),
        unlisted('Pick the VPC'),
        left('ID of the VPC'),
      );
      const looks = lookAtAll(scene, await connectionOf(desk));
      await createMigrationTask(desk);
      await looks;
    },
    'a file, again and again': async ({ desk }) => {
      const [uri] = putTasks(desk, 'task-one');
      for (let count = 0; count < 5; count += 1) await createMigrationTaskFromFile(desk, uri);
    },
    'a batch over five projects': async ({ desk }) => {
      const uris = world.projects
        .filter(({ name }) => !name.startsWith('sandbox-1'))
        .slice(0, 5)
        .map(({ id, name }, index) => {
          const region = name.split('_')[0];
          const text = taskText(`task-${index}`, { project_id: id, ...(region === undefined ? {} : { region }) });
          return desk.documents.put(`/workspace/task-${index}.dcsmigration.json`, text);
        });
      desk.expect(left('None of these files can be created from as it is'));
      await createMigrationTasks(desk, undefined, uris);
    },
    'settling six creates': async (scene) => {
      for (let count = 0; count < 6; count += 1) await leaveOpen(scene, { body: exampleBody(`task-${count}`) });
      await settleCreations(scene.desk);
    },
  };
  for (const [what, run] of Object.entries(flows)) {
    it(`${what}, and then another window`, () =>
      play(rotated, async (scene) => {
        await run(scene);
        const other = scene.anotherDesk();
        await createMigrationTaskFromFile(other, putTasks(other, 'task-two')[0]);
        assert.deepEqual([scene.desk.requests.length, other.requests.length], [1, 0]);
        assert.match(other.told[0]?.message ?? '', /not sent, since the key was refused before/);
        assert.equal(scene.cloud.ledger.length, 0);
      }));
  }
});
