import assert from 'node:assert/strict';
import { newTaskFile } from '../../../../src/commands/file/newTaskFile.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { cloudProject, play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { type Answer, accepted, left, picked, saved, typed, unlisted, wentBack } from '../../../support/desk/script.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';
import { asks, exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const named = typed(asks.name, 'dcs-migration-new', ['']);
const fileName = 'dcs-migration-new.dcsmigration.json';
const leaveOut = 'Leave it empty for now';

/** What was written, and where the caret is put. */
async function written(scene: Scene, ...answers: Answer[]) {
  const { desk } = scene;
  desk.expect(...answers);
  await newTaskFile(desk);
  const text = desk.documents.savedTexts[0]?.text ?? '';
  const { offset = -1, length = -1 } = desk.documents.revealed[0] ?? {};
  return { text, before: text.slice(0, offset), length };
}

describe('new task file', () => {
  it('holds what was picked, with the names of the IDs, and opens at the description', () =>
    play({}, async (scene) => {
      const { text, before, length } = await written(
        scene,
        named,
        picked(asks.vpc, 'vpc-example'),
        picked(asks.subnet, 'subnet-example'),
        picked(asks.securityGroup, 'sg-example'),
        saved(fileName),
      );
      assert.deepEqual(parseTaskFile(text).task, {
        region: 'cn-north-4',
        project_id: cloudProject,
        name: 'dcs-migration-new',
        description: '',
        ...exampleNetworks,
      });
      assert.match(
        text,
        /^\/\/ Online migration task of DCS\..*\n\{\n {2}\/\/ Where the task is created\. Not sent\.\n/,
      );
      assert.match(text, /"vpc_id": "[0-9a-f-]+", \/\/ vpc-example\n/);
      assert.ok(before.endsWith('"description": "'), before);
      assert.equal(length, 0);
      assert.deepEqual(scene.cloud.ledger, []);
    }));

  it('opens at the first thing that was left out; without a VPC no subnet is asked for', () =>
    play({}, async (scene) => {
      const { text, before } = await written(
        scene,
        named,
        picked(asks.vpc, leaveOut),
        picked(asks.securityGroup, 'sg-example'),
        saved(fileName),
      );
      assert.ok(before.endsWith('"vpc_id": "'), before);
      const empty = parseTaskFile(text).problems.map((problem) =>
        'field' in problem ? `${problem.code} ${problem.field}` : problem.code,
      );
      assert.deepEqual(empty, ['emptyField vpc_id', 'emptyField subnet_id']);
    }));

  it('goes back over the subnet that was not asked for', () =>
    play({}, async (scene) => {
      const { before } = await written(
        scene,
        named,
        picked(asks.vpc, leaveOut),
        wentBack(asks.securityGroup),
        picked(asks.vpc, 'vpc-example'),
        picked(asks.subnet, leaveOut),
        picked(asks.securityGroup, leaveOut),
        saved(fileName),
      );
      assert.ok(before.endsWith('"subnet_id": "'), before);
    }));

  it('takes an empty ID where a list may not be read', () =>
    play({ cloud: { denied: new Set(['vpc:vpcs:list'] as const) } }, async (scene) => {
      const { before } = await written(
        scene,
        named,
        unlisted(asks.vpc),
        accepted('ID of the VPC'),
        picked(asks.securityGroup, 'sg-example'),
        saved(fileName),
      );
      assert.ok(before.endsWith('"vpc_id": "'), before);
    }));

  for (const [what, answers] of [
    ['the name', [left(asks.name)]],
    ['the VPC', [named, left(asks.vpc)]],
    ['the place', [named, picked(asks.vpc, leaveOut), picked(asks.securityGroup, leaveOut), left(fileName)]],
  ] as const) {
    it(`writes and opens nothing where ${what} is called off`, () =>
      play({}, async (scene) => {
        const { text } = await written(scene, ...answers);
        assert.deepEqual([text, scene.desk.documents.revealed], ['', []]);
      }));
  }

  it('begins with what was entered before Esc, until it is written', () =>
    play({}, async (scene) => {
      await written(scene, named, picked(asks.vpc, 'vpc-example'), left(asks.subnet));
      const again = [accepted(asks.name), picked(asks.vpc, 'vpc-example'), picked(asks.subnet, 'subnet-example')];
      const { text } = await written(scene, ...again, picked(asks.securityGroup, 'sg-example'), saved(fileName));
      assert.equal(parseTaskFile(text).task?.name, 'dcs-migration-new');
      const networks = scene.desk.asked.filter(({ words }) => words.includes(asks.vpc));
      const active = networks.map(({ choices }) => choices.find((one) => one.active)?.label);
      assert.deepEqual(active.slice(-1), ['vpc-example']);
      scene.desk.expect(left(asks.name));
      await newTaskFile(scene.desk);
      assert.notEqual(scene.desk.asked.at(-1)?.value, 'dcs-migration-new');
    }));

  const signedOut = 'You are not signed in';

  it('signed out, signs in if one likes, and ends where that is called off', () =>
    play({ signedIn: false }, async (scene) => {
      const { text } = await written(scene, picked(signedOut, 'Sign In and Pick from Lists'), left(asksSignIn.region));
      assert.equal(text, '');
      assert.equal((await written(scene, left(signedOut))).text, '');
    }));

  it('signed out, takes a name and leaves the IDs empty, and the region where no setting names one', () =>
    play({ signedIn: false }, async (scene) => {
      const answers = [picked(signedOut, 'Leave the IDs Empty for Now'), named, saved(fileName)];
      const { text, before } = await written(scene, ...answers);
      assert.ok(before.endsWith('"vpc_id": "'), before);
      assert.doesNotMatch(text, /"(?:region|project_id)":/);
      assert.match(text, /"name": "dcs-migration-new"/);
      assert.deepEqual(scene.desk.requests, []);
    }));

  it('signed out, takes region and project of the settings', () =>
    play({ signedIn: false, setting: { region: 'cn-north-4', projectId: cloudProject } }, async (scene) => {
      const { text } = await written(scene, picked(signedOut, 'Leave the IDs Empty for Now'), named, saved(fileName));
      assert.ok(text.includes(`"region": "cn-north-4",\n  "project_id": "${cloudProject}"`), text);
    }));
});
