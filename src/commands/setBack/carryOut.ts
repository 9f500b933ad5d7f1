import { shortened } from '../../cloud/foreignText.ts';
import { changeParameters, type ParameterChange } from '../../cloud/services/parameters.ts';
import { replaceWhitelist, type Whitelist } from '../../cloud/services/whitelists.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type Change, olderFirst } from '../../task/journal/changeNotes.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';
import { entriesOf } from '../../task/preflight/whitelistFix.ts';
import { whitelistRemoval } from '../../task/preflight/whitelistRemoval.ts';
import { type Sent, sendOne } from '../lifecycle/sent.ts';
import { untilJobEnds } from '../preflight/untilJobEnds.ts';
import type { FoundChange } from './changeTexts.ts';
import { type ChangeEnd, seeSetBack } from './seeSetBack.ts';
import { readSettings, type Settings, type Standing, standingOf } from './standing.ts';

/** Changes of one instance that one request sets back. */
type Batch = readonly [FoundChange, ...FoundChange[]];

/** One request for each whitelist entry, and one for all parameters of an instance; the newest of a parameter goes first. */
export function batchesOf(accepted: readonly FoundChange[]): readonly Batch[] {
  const batches: Batch[] = [];
  for (const one of accepted.toSorted((one, other) => olderFirst(other.change, one.change))) {
    const { instance, what } = one.change;
    const isOther = ({ change }: FoundChange) =>
      change.what.kind === 'parameter' && what.kind === 'parameter' && change.what.name !== what.name;
    const index = batches.findIndex(([first, ...rest]) => {
      return first.change.instance.id === instance.id && [first, ...rest].every(isOther);
    });
    const batch = batches[index];
    if (batch === undefined) batches.push([one]);
    else batches[index] = [...batch, one];
  }
  return batches;
}

/** While no other window changes the instance: reads again, sends once, and looks at what became of it. */
export async function carryOut(desk: Desk, place: TaskPlace, batch: Batch): Promise<readonly ChangeEnd[]> {
  const { t, changes } = desk;
  const [{ change: first }] = batch;
  const refuse = (reason: string) => batch.map(({ change }): ChangeEnd => ({ change, kind: 'refused', reason }));
  try {
    const ends = await changes.alone(first, async () => {
      if (await hasAccountChanged(desk, place)) return refuse(signedOut(t));
      const left = new Set((await changes.at(place)).changes.map(({ id }) => id));
      const open = batch.filter(({ change }) => left.has(change.id));
      const closed = batch.filter((one) => !open.includes(one));
      return [...(await closedEnds(place, closed, t)), ...(await send(desk, place, open))];
    });
    return ends ?? refuse(t('Another window is changing this instance. Run the command again in a moment.'));
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    return refuse(journalProblemText(error, t));
  }
}

function signedOut(t: Desk['t']): string {
  return t('You have signed out, or switched to another account.');
}

/** Of what another window has closed meanwhile: what is there by now may be as somebody wants it. */
async function closedEnds(
  place: TaskPlace,
  closed: readonly FoundChange[],
  t: Desk['t'],
): Promise<readonly ChangeEnd[]> {
  const [first] = closed;
  if (first === undefined) return [];
  const settings = await readSettings(place, first.change, t);
  const reason = t('It was set back from another window meanwhile.');
  return closed.map(({ change }): ChangeEnd => {
    const isBack = standingOf(change, settings).kind === 'setBack';
    return isBack ? { change, kind: 'done' } : { change, kind: 'refused', reason };
  });
}

async function send(desk: Desk, place: TaskPlace, open: readonly FoundChange[]): Promise<readonly ChangeEnd[]> {
  const [first] = open;
  if (first === undefined) return [];
  let asAsked: readonly FoundChange[] = [];
  let now: Settings | undefined;
  let back: SentBack = {};
  const sent = await sendOne(
    place,
    async () => {
      // What is sent is made of what stands there now, also when it is tried again.
      const settings = await readSettings(place, first.change, desk.t);
      now = settings;
      asAsked = open.filter(({ change, standing }) => isSame(standingOf(change, settings), standing));
      back = whatToSend(asAsked, settings);
      logBefore(desk, place, asAsked, settings);
      back.job = await sendBack(place, first.change, back);
    },
    desk.t,
  );
  if (back.job !== undefined) await untilJobEnds(desk, place, back.job);
  const sentIds = new Set(asAsked.map(({ change }) => change.id));
  const untouched = open.filter(({ change }) => !sentIds.has(change.id));
  const seen = await seeSetBack(desk, place, asAsked, { sent, whitelist: back.whitelist });
  return [...untouched.map(({ change }) => untouchedEnd(change, now, sent, desk.t)), ...seen];
}

interface SentBack {
  readonly whitelist?: Whitelist | undefined;
  readonly parameters?: readonly ParameterChange[] | undefined;
  job?: string | undefined;
}

/** The whole whitelist without the entry, and of parameters those that change, by the IDs that the service gives now. */
function whatToSend(wanted: readonly FoundChange[], settings: Settings): SentBack {
  if (settings.kind === 'whitelist') {
    const [what] = wanted.map(({ change }) => change.what);
    return { whitelist: what?.kind === 'whitelist' ? whitelistRemoval(settings.whitelist, what)?.left : undefined };
  }
  const present = settings.kind === 'parameter' ? settings.parameters : [];
  const parameters = wanted.flatMap(({ change: { what } }) => {
    if (what.kind !== 'parameter') return [];
    const found = present.find(({ param_name: name }) => name === what.name);
    return found === undefined ? [] : [{ param_id: found.param_id, param_name: what.name, param_value: what.from }];
  });
  return { parameters };
}

async function sendBack(
  { connection, projectId }: TaskPlace,
  { instance: { id } }: Change,
  { whitelist, parameters = [] }: SentBack,
): Promise<string | undefined> {
  if (whitelist !== undefined) return replaceWhitelist(connection, projectId, id, whitelist);
  return parameters.length === 0 ? undefined : changeParameters(connection, projectId, id, parameters);
}

function logBefore({ t, log }: Desk, place: TaskPlace, wanted: readonly FoundChange[], settings: Settings): void {
  const before = settings.kind === 'whitelist' ? entriesOf(settings.whitelist).join(', ') : '';
  for (const { change, standing } of wanted) {
    if (standing.kind !== 'asLeft' && standing.kind !== 'otherwise') continue;
    const { instance, what } = change;
    const name = shortened(instance.name || instance.id);
    const text =
      what.kind === 'whitelist'
        ? t('Whitelist of {name}: {address} is taken out of {group}; until now it has {before}.', {
            ...{
              name,
              address: shortened(what.entry),
              group: shortened(standing.now),
              before: shortened(before, 1000),
            },
          })
        : t('{name}: {parameter} is set to {value}; until now it is {old}.', {
            ...{ name, parameter: shortened(what.name), value: shortened(what.from), old: shortened(standing.now) },
          });
    log.info(placed(text, place, t));
  }
}

function isSame(one: Standing, other: Standing): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Of what was not sent, since it is not any more what was asked about. */
function untouchedEnd(change: Change, now: Settings | undefined, sent: Sent, t: Desk['t']): ChangeEnd {
  const standing = now && standingOf(change, now);
  if (standing?.kind === 'setBack') return { change, kind: 'done' };
  if (standing?.kind === 'unread') return { change, kind: 'refused', reason: standing.reason };
  if (sent.kind !== 'accepted') return { change, kind: 'refused', reason: sent.reason };
  return { change, kind: 'refused', reason: t('It has changed since you were asked. Run the command again.') };
}
