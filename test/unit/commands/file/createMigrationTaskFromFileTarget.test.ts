import assert from 'node:assert/strict';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import { cloudProject, play, sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { left } from '../../../support/desk/script.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const otherProject = '0123456789abcdef0123456789abcdef';
const settingsProject = 'fedcba9876543210fedcba9876543210';
const sandbox = 'sandbox-1';

interface Row {
  readonly what: string;
  readonly file?: { readonly region?: string; readonly project_id?: string };
  readonly settings?: { readonly region?: string; readonly projectId?: string };
  /** The profile, for cn-north-4, is there either way. */
  readonly sandboxChosen?: true;
  readonly goesTo: { readonly server: 'cloud' | 'sandbox'; readonly region: string; readonly project: string };
}

const profileTarget = { server: 'cloud', region: 'cn-north-4', project: cloudProject } as const;
const sandboxTarget = { server: 'sandbox', region: sandbox, project: sandboxProject } as const;

const rows: readonly Row[] = [
  { what: 'the account, where the file says nothing', goesTo: profileTarget },
  { what: "the file's region, where it is the account's", file: { region: 'cn-north-4' }, goesTo: profileTarget },
  {
    what: "the file's project in the account's region",
    file: { project_id: otherProject },
    goesTo: { ...profileTarget, project: otherProject },
  },
  {
    what: "the file's region and project",
    file: { region: 'eu-west-101', project_id: otherProject },
    settings: { region: 'eu-west-101', projectId: settingsProject },
    goesTo: { server: 'cloud', region: 'eu-west-101', project: otherProject },
  },
  {
    what: "the file's region with the project that the settings have for it",
    file: { region: 'cn-east-3' },
    settings: { region: 'cn-east-3', projectId: settingsProject },
    goesTo: { server: 'cloud', region: 'cn-east-3', project: settingsProject },
  },
  {
    what: 'the account rather than the settings',
    settings: { region: 'cn-east-3', projectId: settingsProject },
    goesTo: profileTarget,
  },
  {
    what: 'the account rather than a project that the settings have for its region',
    settings: { region: 'cn-north-4', projectId: settingsProject },
    goesTo: profileTarget,
  },
  {
    what: 'the sandbox for a file that names it, whoever is signed in',
    file: { region: sandbox },
    goesTo: sandboxTarget,
  },
  { what: 'the sandbox where it was chosen', sandboxChosen: true, goesTo: sandboxTarget },
  {
    what: 'the sandbox where it was chosen, labelled, also for a file with region and project of the cloud',
    file: { region: 'cn-north-4', project_id: otherProject },
    sandboxChosen: true,
    goesTo: { server: 'sandbox', region: 'cn-north-4', project: otherProject },
  },
  {
    what: 'the account and not the sandbox where only the settings name the sandbox',
    settings: { region: sandbox },
    goesTo: profileTarget,
  },
];

function fileText(head: Row['file'] = {}): string {
  return JSON.stringify({ ...head, name: 'dcs-migration-orders', ...exampleNetworks });
}

const path = '/workspace/orders.dcsmigration.json';

describe('create migration task from file: where it goes', () => {
  for (const { what, file, settings = {}, sandboxChosen, goesTo } of rows) {
    it(what, () =>
      play({ setting: settings }, async ({ desk, cloud, sandboxes }) => {
        if (sandboxChosen) await desk.accounts.useSandbox();
        await createMigrationTaskFromFile(desk, desk.documents.put(path, fileText(file)));
        const server = goesTo.server === 'cloud' ? cloud : sandboxes[0];
        const base = `${server?.url}/v2/${goesTo.project}`;
        assert.deepEqual(
          desk.exchanges.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`),
          [`GET ${base}/migration-tasks`, `POST ${base}/migration/instance`],
        );
        for (const { region, projectId } of desk.exchanges)
          assert.deepEqual([region, projectId], [goesTo.region, goesTo.project]);
        assert.deepEqual([desk.told.length, desk.progresses.length], [1, 1]);
        assert.equal(/^Sandbox: /.test(desk.told[0]?.message ?? ''), goesTo.server === 'sandbox');
        assert.equal(/^Sandbox: /.test(desk.progresses[0]?.title ?? ''), goesTo.server === 'sandbox');
      }),
    );
  }

  const unknown: readonly (Omit<Row, 'goesTo'> & { readonly regions: readonly [string, string] })[] = [
    {
      what: 'a region that nobody has a project for',
      file: { region: 'cn-east-3' },
      regions: ['cn-east-3', 'cn-north-4'],
    },
    {
      what: 'a region other than that of the settings',
      file: { region: 'cn-east-3' },
      settings: { region: 'cn-south-1', projectId: settingsProject },
      regions: ['cn-east-3', 'cn-north-4'],
    },
    {
      what: 'a region of the settings without a project',
      file: { region: 'cn-east-3' },
      settings: { region: 'cn-east-3' },
      regions: ['cn-east-3', 'cn-north-4'],
    },
    {
      what: 'a region of the cloud while the sandbox is chosen',
      file: { region: 'cn-north-4' },
      sandboxChosen: true,
      regions: ['cn-north-4', 'sandbox-1'],
    },
  ];
  for (const { what, file, settings = {}, sandboxChosen, regions } of unknown) {
    it(`nowhere: ${what}`, () =>
      play({ setting: settings }, async ({ desk }) => {
        if (sandboxChosen) await desk.accounts.useSandbox();
        await createMigrationTaskFromFile(desk, desk.documents.put(path, fileText(file)));
        assert.deepEqual([desk.requests, desk.asked, desk.told.length], [[], [], 1]);
        const [told] = desk.told;
        assert.equal(told?.level, 'error');
        for (const region of regions) assert.ok(told.message.includes(region), told.message);
        assert.match(told.message, /Nothing was sent\.$/);
        assert.deepEqual(told.buttons, ['Open the File', 'Sign In…']);
        await told.press('Open the File');
        assert.equal(desk.documents.revealed[0]?.offset, fileText(file).indexOf(`"${regions[0]}"`));
      }));
  }
});

describe('create migration task from file: where it goes, signed out', () => {
  it('to the sandbox without any question, where file or settings name it', () =>
    play({ signedIn: false, setting: { region: sandbox } }, async ({ desk, cloud, sandboxes }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, fileText()));
      desk.setting = { ...desk.setting, region: '' };
      const text = fileText({ region: sandbox }).replace('orders', 'named');
      const named = desk.documents.put('/workspace/named.dcsmigration.json', text);
      await createMigrationTaskFromFile(desk, named);
      assert.deepEqual([cloud.ledger.length, sandboxes[0]?.ledger.length], [0, 2]);
    }));

  it('never to the sandbox for a file that names a region of the cloud', () =>
    play({ signedIn: false, setting: { region: sandbox } }, async ({ desk, sandboxes }) => {
      desk.expect(left(asksSignIn.region));
      const file = fileText({ region: 'cn-north-4', project_id: otherProject });
      await createMigrationTaskFromFile(desk, desk.documents.put(path, file));
      assert.deepEqual([sandboxes, desk.requests, desk.told], [[], [], []]);
    }));
});
