import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type ClosedCreation, type OpenCreation, openJournal } from '../../src/task/journal/journal.ts';
import type { HostAtWork } from './control.ts';
import type { Passage, Plan } from './gate.ts';
import type { Lane } from './lane.ts';
import type { Done, Order } from './messages.ts';
import type { End, Point } from './points.ts';

/** What is known of a point's task after the kill, the new start and the settling. */
interface Known {
  readonly taskIds: readonly string[];
  readonly open: readonly OpenCreation[];
  readonly settled: readonly ClosedCreation[];
  readonly setAside: readonly string[];
}

interface Subject {
  readonly lane: Lane;
  readonly point: Point;
  readonly name: string;
  readonly storage: string;
  readonly file: string;
}

/**
 * Kills the host in the middle of a create, starts another and has it settle. Throws where anything said or noted is not what the cloud
 * knows; else gives what came of it, and the new host.
 */
export async function runPoint(
  lane: Lane,
  host: HostAtWork,
  point: Point,
  name: string,
): Promise<{ readonly end: End; readonly host: HostAtWork }> {
  const subject = { lane, point, name, ...(await lane.prepare(name)) };
  const passage = await createUntilKilled(subject, host);
  assert.ok(passage.creates <= 1, `${passage.creates} creates were sent`);
  if (passage.creates > 0) await assertNoted(subject);
  if (point.arrives === 'at once') await passage.deliver();
  if (point.again !== undefined) await settleUntilKilled(subject, point.again);

  const next = await lane.nextHost();
  let done = await settle(subject, next);
  if (point.arrives === 'late') {
    assert.equal(endOf(await lookUp(subject), done), 'open');
    await passage.deliver();
    done = await settle(subject, next);
  }
  const known = await lookUp(subject);
  const end = endOf(known, done);
  if (point.end !== 'any') assert.equal(end, point.end);
  if (end === 'nothing') assert.equal(passage.creates, 0, 'a create was sent that nobody knows of');
  else await askForAnother(subject, next, known);
  return { end, host: next };
}

async function createUntilKilled(subject: Subject, host: HostAtWork): Promise<Passage> {
  const { point, lane } = subject;
  const passage = lane.gate.begin(point.plan ?? {});
  const order = orderFor('create', subject, point.holdAt);
  const over = new AbortController();
  try {
    await workUntil(host, order, momentOf(subject, passage, over.signal), point.after === undefined);
  } finally {
    over.abort();
  }
  await host.kill();
  return passage;
}

async function settleUntilKilled(subject: Subject, again: { readonly holdAt: string } | { readonly plan: Plan }) {
  const host = await subject.lane.nextHost();
  const passage = subject.lane.gate.begin('plan' in again ? again.plan : {});
  const holdAt = 'holdAt' in again ? again.holdAt : undefined;
  await workUntil(host, orderFor('settle', subject, holdAt), passage.stopped);
  await host.kill();
  assert.equal(passage.creates, 0, 'settling has sent a create');
}

/** The step that the order names, else the event; where nothing holds the host it may be quicker than we are. */
async function workUntil(host: HostAtWork, order: Order, event: Promise<void>, isHeld = true): Promise<void> {
  if (order.holdAt !== undefined) return host.holdIn(order);
  const work = host.carryOut(order).then(({ told, asked }) => {
    if (isHeld) throw new Error(`it ended before: ${[...told, ...asked].join()}`);
  });
  await Promise.race([event, work]);
}

/** A file may come and go between two looks: then it is the work that ends first, and `over` ends the looking. */
async function momentOf({ point: { after }, storage }: Subject, passage: Passage, over: AbortSignal): Promise<void> {
  if (after === undefined) return passage.stopped;
  if (after.event === 'request') await passage.createCame;
  else while (!over.aborted && (await namesIn(storage, after.event)).length === 0) await delay(1);
  await delay(after.delay);
}

function namesIn(storage: string, folder: string): Promise<string[]> {
  return readdir(join(storage, 'journal', folder)).catch(() => []);
}

async function settle(subject: Subject, host: HostAtWork): Promise<Done> {
  const passage = subject.lane.gate.begin({});
  const done = await host.carryOut(orderFor('settle', subject));
  assert.equal(passage.creates, 0, 'settling has sent a create');
  return done;
}

function orderFor(work: Order['work'], { storage, file, lane }: Subject, holdAt?: string): Order {
  const common = { storage, profile: lane.profile, ...(holdAt === undefined ? {} : { holdAt }) };
  return work === 'create' ? { ...common, work, file } : { ...common, work };
}

/** Whatever has left this computer was noted before. */
async function assertNoted({ storage }: Subject): Promise<void> {
  const names = await Promise.all(['open', 'settled'].map((folder) => namesIn(storage, folder)));
  assert.ok(names.flat().length > 0, 'the create left before it was noted');
}

async function lookUp({ storage, file, name, lane }: Subject): Promise<Known> {
  const journal = openJournal(join(storage, 'journal'), { now: () => new Date() });
  const { creations, setAside } = await journal.open();
  journal.dispose();
  return {
    taskIds: lane.ledger.filter(({ body }) => body['name'] === name).map(({ taskId }) => taskId),
    open: creations,
    settled: await journal.createdFrom(pathToFileURL(file).href),
    setAside,
  };
}

const allKnown = 'The outcome of every creation is known.';

/** What the journal says, after it was compared with what the cloud knows and the person was told. */
function endOf({ taskIds, open, settled, setAside }: Known, { told }: Done): End {
  assert.deepEqual(setAside, []);
  assert.ok(taskIds.length <= 1, `there are ${taskIds.length} tasks`);
  assert.equal(told.length, 1);
  const [message = ''] = told;
  const [taskId] = taskIds;
  if (taskId === undefined) {
    assert.deepEqual(settled, []);
    assert.ok(open.length <= 1);
    if (open.length === 0) assert.equal(message, allKnown);
    else assert.match(message, /not certain/);
    return open.length === 0 ? 'nothing' : 'open';
  }
  assert.deepEqual(open, []);
  assert.equal(settled.length, 1);
  const ending = settled[0]?.ending;
  assert.ok(ending?.kind === 'created');
  assert.equal(ending.taskId, taskId);
  // Where the killed host had settled it, there is nothing to tell any more.
  assert.ok(message === allKnown || message.includes(taskId), message);
  return ending.how;
}

/** Asked for the same file once more, the extension sends nothing before the person has seen what there is already. */
async function askForAnother(subject: Subject, host: HostAtWork, { taskIds: [taskId] }: Known): Promise<void> {
  const passage = subject.lane.gate.begin({});
  const { asked } = await host.carryOut(orderFor('create', subject));
  assert.equal(asked.length, 1);
  assert.match(asked.join(), taskId === undefined ? /Without a known outcome/ : new RegExp(taskId));
  assert.equal(passage.creates, 0);
}
