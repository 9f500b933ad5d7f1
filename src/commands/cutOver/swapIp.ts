import { exchangeInstanceIp } from '../../cloud/services/taskActions.ts';
import { titleIn } from '../../desk/openConnection.ts';
import { placed } from '../../desk/placed.ts';
import type { Decision, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { swapPreconditions } from '../../task/cutOver/preconditions.ts';
import { ableOf } from '../lifecycle/act.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, mayDo } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { isWithheld, tellWithheld, type Withheld } from '../tasks/withheld.ts';
import { type Agreed, askPreconditions, openIn } from './askPreconditions.ts';
import { preconditionAdvice, preconditionFinding } from './preconditionTexts.ts';
import { type ReadSwap, readSwap, type SwapEnd } from './readSwap.ts';
import { note, sendExchange } from './sendExchange.ts';

/** What a person has seen to already; nothing where it is empty. */
type Seen = Pick<Agreed, 'isSettled'>;

/** Chooses a task and swaps the addresses of its ends. `pass`: what comes before that; undefined where the person has left it. */
export async function chooseAndSwapIp(
  desk: Desk,
  called: Called,
  pass: (about: {
    readonly place: TaskPlace;
    readonly task: ChosenTask;
  }) => Promise<Seen | undefined> = async () => ({}),
): Promise<void> {
  const { t } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Swap IP'),
    placeholder: t('Of which migration are the IPs of source and target to be swapped?'),
    fits: mayDo('swapIp'),
  });
  const able = chosen && ableOf(desk, chosen, 'swapIp');
  const [task] = able?.tasks ?? [];
  if (able === undefined || task === undefined) return;
  const seen = await pass({ place: able.place, task });
  if (seen !== undefined) await swapIp(desk, able, seen.isSettled);
}

/**
 * Swaps the addresses of source and target, so that applications go to the target without knowing it: from what has to hold to how it
 * ended, for the first of the tasks; sends once, and only where everything holds still at that moment. `isSettled`: what a person has
 * seen to already. True where it was sent, and not refused.
 */
export async function swapIp(
  desk: Desk,
  { place, tasks: [task] }: Chosen,
  isSettled?: Agreed['isSettled'],
): Promise<boolean> {
  if (task === undefined) return false;
  // Its lag is looked at as long as somebody thinks about it, so that the last look has one before it.
  const endLook = desk.tasks.look({ taskIds: [task.id] });
  try {
    return await askAndSwap(desk, { place, tasks: [task] }, task, isSettled);
  } finally {
    endLook();
  }
}

async function askAndSwap(
  desk: Desk,
  chosen: Chosen,
  task: ChosenTask,
  isSettled?: Agreed['isSettled'],
): Promise<boolean> {
  const { t } = desk;
  const { place } = chosen;
  const kind = place.sandbox ? 'sandbox' : 'profile';
  const title = titleIn(`${t('Swap IP')} · ${task.name}`, { kind }, place.connection.region, t);
  const agreed = await askPreconditions(desk, chosen, title, isSettled);
  if (agreed === undefined) return false;
  const way = await askWay(desk, agreed);
  if (way === undefined) return false;
  const last = await toldWhenSlow(desk, t('Reading source and target…'), asAgreed(desk, chosen, agreed));
  if (isWithheld(last)) {
    tellWithheld(desk, last);
    return false;
  }
  return send(desk, chosen, { ...agreed, read: last }, way === 'withDomain');
}

/** Which way; undefined where it was declined. */
async function askWay({ t, prompter }: Desk, agreed: Agreed): Promise<SwapWay | undefined> {
  const { source } = agreed.read;
  const question = questionOf(agreed, t);
  if (source.domain === undefined)
    return (await prompter.confirm({ ...question, yes: t('Swap IP') })) && 'withoutDomain';
  const ways = [
    { label: t('Swap IPs and Domain Names'), value: 'withDomain' },
    { label: t('Swap IPs Only'), value: 'withoutDomain' },
  ] as const;
  return prompter.decide<SwapWay>({ ...question, ways });
}

type SwapWay = 'withDomain' | 'withoutDomain';

function questionOf({ read, waived }: Agreed, t: Desk['t']): Omit<Decision<SwapWay>, 'ways'> {
  const { source, target, task } = read;
  const names = { source: source.name, target: target.name };
  const { domain } = source;
  return {
    message: t('Swap the IPs of {source} and {target}?', names),
    detail: [
      `${task.name} · ${task.state}`,
      t('Source: {what}', { what: placeText(source) }),
      t('Target: {what}', { what: placeText(target) }),
      ...[...waived.values()].map((one) => t('Waived: {what}', { what: preconditionFinding(one, names, t) })),
      '',
      ...(domain === undefined
        ? []
        : [
            t(
              'Applications that use the domain name {domain} go to the target only where the names are swapped, too.',
              {
                domain,
              },
            ),
          ]),
      t(
        'For about a minute the instances can only be read, and connections break for seconds: applications have to connect again.',
      ),
      t('Addresses of standbys are not swapped. The migration ends with the swap.'),
      t('Roll Back IP… gives both their own addresses again, as long as the task is there.'),
    ].join('\n'),
    no: t('Do Not Swap'),
  };
}

export function placeText({ name, addresses, domain = '' }: SwapEnd): string {
  return [name, addresses.join(', '), domain].filter((part) => part !== '').join(' · ');
}

/** Reads all of it once more; nothing is sent where anything is other than what was agreed to. */
async function asAgreed(desk: Desk, chosen: Chosen, { read, ...agreed }: Agreed): Promise<ReadSwap | Withheld> {
  const { t } = desk;
  const now = await readSwap(desk, chosen);
  if (isWithheld(now)) return now;
  const { name } = now.task;
  const [open] = openIn(swapPreconditions(now.facts), agreed);
  const names = { source: now.source.name, target: now.target.name };
  if (open !== undefined) {
    const found = `${preconditionFinding(open, names, t)} ${preconditionAdvice(open, t)}`;
    const message = t(
      'Nothing was sent: something of migration task {name} has changed since you were asked. {found}',
      {
        name,
        found,
      },
    );
    return { withheld: placed(message, chosen.place, t), level: 'warning' };
  }
  if (isSameEnd(read.source, now.source) && isSameEnd(read.target, now.target)) return now;
  const message = t('Nothing was sent: the addresses of source or target have changed since you were asked.');
  return { withheld: placed(message, chosen.place, t), level: 'warning' };
}

function isSameEnd(one: SwapEnd, other: SwapEnd): boolean {
  return one.domain === other.domain && one.addresses.join() === other.addresses.join();
}

async function send(desk: Desk, { place }: Chosen, { read, waived }: Agreed, withDomain: boolean): Promise<boolean> {
  const { t } = desk;
  const { task, source, target, before } = read;
  const { name } = task;
  const names = { source: source.name, target: target.name };
  for (const one of waived.values()) {
    await note(desk, { place, task }, { kind: 'waived', what: preconditionFinding(one, names, t).slice(0, 1000) });
  }
  const what = { exchangedIp: source.addresses, isExchangeDomain: withDomain };
  return sendExchange(desk, {
    place,
    task,
    asked: { kind: 'swap', source: source.name, target: target.name, before },
    send: () => exchangeInstanceIp(place.connection, place.projectId, task.id, what),
    words: {
      sending: t('Asking for the IP swap…'),
      following: t('The IPs of migration task {name} are being swapped…', { name }),
      refused: (reason) =>
        t('This swap of the IPs of migration task {name} was not carried out: {reason}', { name, reason }),
      unclear: (reason) =>
        t(
          'It is not known whether the IPs of migration task {name} are being swapped; it is followed, and you are told. {reason}',
          {
            name,
            reason,
          },
        ),
      left: t(
        'The IP swap of migration task {name} is watched no longer; you are told how it ended as soon as that is known.',
        { name },
      ),
    },
  });
}
