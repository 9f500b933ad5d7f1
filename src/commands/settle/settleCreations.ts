import type { Account } from '../../account/account.ts';
import type { Connection } from '../../cloud/connection.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { isRegionId, sandboxRegion } from '../../cloud/regions.ts';
import { concurrently } from '../../desk/concurrently.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { openConnection } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import { followCreated } from '../../desk/tasks/following.ts';
import { isOfAnotherSandbox, refreshUnsettled, unsettledCreations } from '../../desk/unsettled.ts';
import { findTaskOf } from '../../task/create/create.ts';
import type { OpenCreation } from '../../task/journal/journal.ts';
import { isRunning } from '../../task/journal/journalPresence.ts';
import { signIn } from '../account/signIn.ts';
import type { CreateJob } from '../create/createJob.ts';
import { lookingTitle, unnoted } from '../create/lookForTask.ts';
import { runCreate } from '../create/runCreate.ts';
import { tellSetAside } from './offerToSettle.ts';
import { type LookedAt, tellAll, tellOne } from './settledCreations.ts';

/** A create of which nobody knows how it ended, and how to ask the cloud about it. */
type Case = Pick<LookedAt, 'creation' | 'job'>;

/** Creates that are looked for at a time; each look reads the whole list of a project. */
const atOnce = 8;

/** Among the files that are being created from; no URI looks like it. */
const searching = 'settle';

/** Looks for every create without a known outcome, whatever window sent it, and offers what can be done about the rest. */
export async function settleCreations(desk: Desk): Promise<void> {
  const { underWay } = desk.creations;
  // Two clicks are one search.
  if (underWay.has(searching)) return;
  underWay.add(searching);
  try {
    await settleAll(desk);
  } finally {
    underWay.delete(searching);
  }
}

async function settleAll(desk: Desk): Promise<void> {
  const { t, notifier } = desk;
  const left = await orTellTrouble(desk, () => unsettledCreations(desk));
  if (left === undefined) return;
  tellSetAside(desk, left.setAside);
  await orTellTrouble(desk, () => forgetGoneSandboxes(desk));
  const pending = left.creations;
  if (pending.length === 0) {
    // What cannot be read was told just now, and is not known.
    if (left.setAside.length === 0) notifier.tell('info', t('The outcome of every creation is known.'));
    await refreshUnsettled(desk);
    return;
  }
  const cases = await openCases(desk, pending);
  const looked = cases && (await lookForAll(desk, cases));
  await refreshUnsettled(desk);
  if (looked === undefined) return;
  const [only] = looked;
  if (only !== undefined && looked.length === 1) tellOne(desk, only);
  else tellAll(desk, looked);
}

/** A sandbox ends with its window, and its tasks with it; that of a living window is that window's matter. */
async function forgetGoneSandboxes(desk: Desk): Promise<void> {
  const { journal, log, t } = desk;
  const { creations } = await journal.open();
  for (const creation of creations) {
    if (creation.underWay || !isOfAnotherSandbox(creation) || isRunning(creation.owner.pid)) continue;
    await journal.close(creation, { kind: 'dismissed' });
    const name = shortened(creation.body.name);
    const message = t('The sandbox that migration task {name} was sent to is gone.', { name });
    log.info(t('Sandbox: {message}', { message }));
  }
}

/** What can be asked about, one by one; the rest is told. Undefined: signing in was called off. */
async function openCases(desk: Desk, pending: readonly OpenCreation[]): Promise<readonly Case[] | undefined> {
  const cases: Case[] = [];
  for (const creation of pending) {
    try {
      const account = await accountOf(desk, creation);
      if (account === undefined) return undefined;
      cases.push({ creation, job: jobOf(desk, creation, account, await connectionFor(desk, creation, account)) });
    } catch (error) {
      tellUnasked(desk, creation, error);
    }
  }
  return cases;
}

/** The cloud is asked where the create went, whatever the settings say by now: elsewhere nothing would be found, and that would be no answer. */
function connectionFor(desk: Desk, creation: OpenCreation, account: Account): Promise<Connection> {
  const { endpoints, timeout } = desk.settings();
  const { dcsEndpoint } = creation;
  const there = dcsEndpoint === undefined ? endpoints : { ...endpoints, dcs: dcsEndpoint };
  return openConnection(desk, account, creation, { endpoints: there, timeout }, desk);
}

/** One note that cannot be used, or a host that was not confirmed, is no reason to leave the others. */
function tellUnasked({ t, log, notifier }: Desk, { body, region, projectId }: OpenCreation, error: unknown): void {
  const message = t(
    'Whether migration task {name} was created in region {region}, project {project}, cannot be asked: {reason}',
    {
      name: shortened(body.name),
      region: shortened(region),
      project: shortened(projectId),
      reason: reasonOf(error, t),
    },
  );
  log.error(message);
  notifier.tell('error', message, [{ label: t('Open Log'), run: () => log.show() }]);
}

async function accountOf(desk: Desk, { profile, region }: OpenCreation): Promise<Account | undefined> {
  if (profile === 'sandbox') return desk.accounts.current({ file: sandboxRegion.id, settings: '' });
  const account = (await desk.accounts.saved()) ?? (await signIn(desk, isRegionId(region) ? region : undefined));
  return account?.kind === 'profile' ? account : undefined;
}

function jobOf(desk: Desk, creation: OpenCreation, account: Account, connection: Connection): CreateJob {
  const { projectId, region, body, source, profile } = creation;
  const job: CreateJob = {
    connection,
    projectId,
    body,
    source,
    sandbox: profile === 'sandbox',
    wanted:
      account.projectId === projectId
        ? undefined
        : desk.t('It takes an account that may list project {project} of region {region}: sign in with that one.', {
            project: shortened(projectId),
            region,
          }),
    retry: { label: desk.t('Try Again'), run: () => runCreate(desk, job) },
    signInAgain: async () => (await signIn(desk)) && (await settleCreations(desk)),
  };
  return job;
}

function lookForAll(desk: Desk, cases: readonly Case[]): Promise<readonly LookedAt[]> {
  const { t, notifier, journal } = desk;
  const [first] = cases;
  const title =
    first !== undefined && cases.length === 1
      ? lookingTitle(first.job, t)
      : t('Looking whether {count} migration tasks were created', { count: cases.length });
  return notifier.progress(title, async (signal, report) => {
    report(t('cancel to decide without the search'));
    return concurrently(cases, atOnce, async ({ creation, job }): Promise<LookedAt> => {
      const unanswered = { error: undefined, creation };
      const tools = { journal, signal, onUnnoted: unnoted(desk) };
      const outcome = await findTaskOf(job.connection, unanswered, tools);
      followCreated(desk.taskNotices, job, creation.body.name, outcome);
      return { creation, job, outcome };
    });
  });
}
