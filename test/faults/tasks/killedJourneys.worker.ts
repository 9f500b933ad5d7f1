// Kills a window at each request of a journey, in a thread of its own: what the dead leave behind ends with that.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Transport } from '../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../src/commands/configure/configureAndStart.ts';
import { createConfigureAndStart } from '../../../src/commands/journey/createConfigureAndStart.ts';
import type { Desk } from '../../../src/desk/ports.ts';
import { play, type Scene, world } from '../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../support/desk/followingWindow.ts';
import { rowsOf } from '../../support/desk/rowsGiven.ts';
import { left, picked, typed } from '../../support/desk/script.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import type { VirtualClock } from '../../support/desk/virtualClock.ts';
import { hostFetch } from '../../support/network/observedCall.ts';

const minute = 60_000;

const canaries = { source: 'canary-of-the-source-77', target: 'canary-of-the-target-78' };

const asks = {
  source: 'Password of the source',
  target: 'Password of the target',
  review: 'It creates a migration machine',
};

const typedPasswords = [typed(asks.source, canaries.source), typed(asks.target, canaries.target)];

/** When a window dies: with its request number `at`, which arrives or does not. */
interface Death {
  readonly at: number;
  readonly arrives: boolean;
}

const never = () => new Promise<never>(() => undefined);

/** A window that neither gets nor does anything more once it is dead. */
function mortal({ at, arrives }: Death, clock: VirtualClock) {
  const state = { sent: 0, isDead: false };
  const transport: Transport = async (url, init) => {
    if (state.isDead) return never();
    state.sent += 1;
    if (state.sent < at) return hostFetch(url, init);
    state.isDead = true;
    if (arrives) await hostFetch(url, init).catch(() => undefined);
    return never();
  };
  const wait: VirtualClock['wait'] = (milliseconds, signal) =>
    state.isDead ? never() : clock.wait(milliseconds, signal).then(() => (state.isDead ? never() : undefined));
  return { state, transport, clock: { ...clock, now: clock.now, wait } };
}

function text(): string {
  const [vpc] = world.vpcs;
  const [group] = world.securityGroups;
  return JSON.stringify({
    name: 'killed',
    vpc_id: vpc?.id,
    subnet_id: vpc?.subnets[0]?.id,
    security_group_id: group?.id,
    migration: {
      migration_method: 'full_amount_migration',
      resume_mode: 'manual',
      source_instance: { addrs: '10.66.0.1:6379' },
      target_instance: { addrs: '10.66.0.2:6379' },
    },
  });
}

/** As the commands get it: it follows what it creates. */
function windowOf(desk: ScriptedDesk, { journalFolder }: Scene) {
  const notices = noticesOf(desk, journalFolder);
  const wired: Desk = { ...desk, taskNotices: notices };
  return { desk, notices, wired };
}

/** What was begun meanwhile is on disk, or is not, when it resolves. */
async function close({ clock }: Scene, ...windows: readonly Pick<ReturnType<typeof windowOf>, 'desk' | 'notices'>[]) {
  for (const { desk, notices } of windows) {
    notices.dispose();
    desk.tasks.dispose();
  }
  await clock.wait(1000);
}

/** How many requests a journey takes that nobody disturbs; the journey is over then. */
async function lengthOfJourney(): Promise<number> {
  let sent = 0;
  await play({}, async (scene) => {
    const { state, transport } = mortal({ at: Number.POSITIVE_INFINITY, arrives: true }, scene.clock);
    const { desk, notices, wired } = windowOf(scene.anotherDesk({ transport }), scene);
    desk.expect(...typedPasswords, picked(asks.review, 'Create, Configure and Start'));
    const uri = desk.documents.put('/workspace/killed.dcsmigration.json', text());
    await createConfigureAndStart(wired, { argument: uri, selected: undefined });
    sent = state.sent;
    assert.match(desk.told.at(-1)?.message ?? '', /The migration of task killed has started\./);
    await close(scene, { desk, notices });
  });
  return sent;
}

const startsIn = ({ cloud }: Scene) =>
  cloud.actions.filter(({ action, accepted }) => action === 'configure' && accepted).length;

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  // What is looked at is put in place of what was looked at.
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.join('\n');
}

/** A window is killed, and another one is opened, in which the person does nothing for a while. */
async function killedAt(death: Death): Promise<void> {
  await play({}, async (scene) => {
    const { clock, cloud } = scene;
    const { state, ...parts } = mortal(death, clock);
    const dead = windowOf(scene.anotherDesk(parts), scene);
    // Whether it lives to see each question is not known.
    Object.assign(dead.desk.prompter, {
      input: async () => ({ value: canaries.source }),
      pick: async () => ({ value: 'start' }),
    });
    const uri = dead.desk.documents.put('/workspace/killed.dcsmigration.json', text());
    createConfigureAndStart(dead.wired, { argument: uri, selected: undefined }).catch(() => undefined);
    while (!state.isDead) await clock.wait(1000);
    dead.desk.journal.dispose();
    // What has arrived is carried out.
    await clock.wait(1000);
    const started = startsIn(scene);

    const { desk, notices, wired } = windowOf(scene.anotherDesk(), scene);
    await notices.resume();
    await clock.wait(20 * minute);
    const { at, arrives } = death;
    const when = `request ${at}, which ${arrives ? 'arrives' : 'is lost'}`;
    assert.equal(startsIn(scene), started, `Started unasked after ${when}`);
    const created = cloud.ledger.length;
    assert.ok(created <= 1, `${created} tasks after ${when}`);
    await desk.tasks.refresh();
    const task = desk.tasks.sight().tasks.find((known) => known.task.task_name === 'killed');
    assert.equal(task !== undefined, created === 1);
    if (task !== undefined && started === 0) {
      const open = (await desk.journal.open()).creations;
      const isKnown = desk.told.some(({ message }) => /killed is ready to be configured/.test(message));
      assert.ok(isKnown || open.length === 1, `Nobody knows of the machine after ${when}`);
      // Everything but the passwords is there.
      desk.expect(typed(asks.source, canaries.source), typed(asks.target, canaries.target), left('Starting copies'));
      await configureAndStart(wired, await rowsOf(desk, 'killed'));
    }
    assert.equal(startsIn(scene), started);
    await close(scene, dead, { desk, notices });
    assert.doesNotMatch(await everythingIn(scene.journalFolder), /canary-of-the/);
  });
}

/** With each request, before it arrives and after that; gives how many deaths that were. */
async function killAll(): Promise<number> {
  const length = await lengthOfJourney();
  const deaths = Array.from({ length }, (_, index) => [
    { at: index + 1, arrives: false },
    { at: index + 1, arrives: true },
  ]).flat();
  for (const death of deaths) await killedAt(death);
  return deaths.length;
}

parentPort?.postMessage(await killAll());
