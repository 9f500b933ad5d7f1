import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../src/account/connect.ts';
import { identityOf, keyOf } from '../../src/account/profile.ts';
import { createKeyWatch } from '../../src/cloud/keyWatch.ts';
import { createOnlineMigrationTask } from '../../src/cloud/services/migrationTasks.ts';
import { openSession } from '../../src/cloud/session.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { openNotices, ownerMark } from '../../src/task/journal/notices.ts';
import { cloudProject, cloudRegion, key, profile } from '../support/desk/deskAndCloud.ts';
import { exampleNetworks } from '../support/desk/taskAnswers.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { until } from '../support/suite/until.ts';
import { copyExtension } from './copiedExtension.ts';
import { apiOfShipped } from './replaced.ts';
import { watchStatusBar } from './watchedStatusBar.ts';

describe('a window that starts after one that was killed while a task was starting', () => {
  it('follows the task to its end, and nobody has to run anything', async () => {
    const storage = await temporaryFolder('storage');
    const cloud = await startSandbox({ ...key, machineTime: 4000 });
    const { window } = await apiOfShipped();
    const statusBar = watchStatusBar(window);
    const copy = await copyExtension();
    await leaveFollowed(storage.path, cloud.url);
    const active = copy.activate(storage.path, {
      secrets: { 'dcs.profile.default': JSON.stringify(profile) },
      globalState: { 'dcs.confirmedHosts': [new URL(cloud.url).host] },
    });
    const text = () => statusBar.items.find(({ item }) => item.name === 'DCS Migration')?.item.text;
    try {
      await until('it is followed', async () => text() === '$(sync~spin) DCS: left-starting is starting');
      await until('it is ready', async () => text() === '$(check) DCS: left-starting can be configured');
      const told = () => readdir(join(storage.path, 'journal/notices'));
      await until('it was told', async () => (await told()).some((name) => name.endsWith('.toConfigure')), told);
    } finally {
      statusBar.restore();
      await active.deactivate();
      await copy.remove();
      await cloud.close();
      storage.remove();
    }
  });
});

/** A task whose window is gone. */
async function leaveFollowed(storage: string, url: string): Promise<void> {
  const session = openSession(identityOf(profile), keyOf(profile), createKeyWatch());
  const endpoints = { dcs: url, vpc: url, iam: url };
  const now = () => new Date();
  const parts = { transport: globalThis.fetch, timeout: 10_000, now, record: () => undefined, overrides: {} };
  const connection = connect({ session, endpoints }, cloudRegion, cloudProject, parts);
  const body = { name: 'left-starting', ...exampleNetworks };
  const { instance_id, job_id } = await createOnlineMigrationTask(connection, cloudProject, body);
  const place = { region: cloudRegion, projectId: cloudProject, dcsEndpoint: url };
  await openNotices(join(storage, 'journal'), now).mark({
    ...place,
    name: body.name,
    taskId: instance_id,
    owner: ownerMark(identityOf(profile)),
    created: true,
    jobId: job_id,
    since: now().toISOString(),
  });
}
