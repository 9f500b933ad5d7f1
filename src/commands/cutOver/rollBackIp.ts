import { rollBackInstanceIp } from '../../cloud/services/taskActions.ts';
import { placed } from '../../desk/placed.ts';
import type { Confirmation, Desk } from '../../desk/ports.ts';
import { askedBefore } from '../../task/cutOver/preconditions.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, mayDo } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { isWithheld, tellWithheld, type Withheld } from '../tasks/withheld.ts';
import { preconditionAdvice, preconditionFinding } from './preconditionTexts.ts';
import { type ReadSwap, readSwap } from './readSwap.ts';
import { sendExchange } from './sendExchange.ts';
import { placeText } from './swapIp.ts';

/** Gives source and target the addresses that they had before they were swapped. */
export async function rollBackIp(desk: Desk, called: Called): Promise<void> {
  const { t, prompter } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Roll Back IP'),
    placeholder: t('Of which migration are the IPs to be rolled back?'),
    fits: (task) => mayDo('rollBackIp')(task) || mayBeSwapped(task),
  });
  const [task] = chosen?.tasks ?? [];
  if (chosen === undefined || task === undefined) return;
  const one: Chosen = { place: chosen.place, tasks: [task] };
  const read = await readSwapped(desk, one);
  if (read === undefined || (await prompter.confirm(questionOf(read, t))) !== true) return;
  const last = await readSwapped(desk, one);
  if (last === undefined) return;
  const { askedAt } = last.facts;
  if (askedAt === undefined || askedAt === read.facts.askedAt) return send(desk, one, last);
  const message = t('Nothing was sent: something of migration task {name} has changed since you were asked. {found}', {
    name: last.task.name,
    found: askedText(last, t),
  });
  tellWithheld(desk, { withheld: placed(message, one.place, t), level: 'warning' });
}

/** One that was asked for before, whose end nobody knows. */
function askedText({ facts, source, target }: ReadSwap, t: Desk['t']): string {
  const asked = askedBefore(facts);
  const names = { source: source.name, target: target.name };
  return `${preconditionFinding(asked, names, t)} ${preconditionAdvice(asked, t)}`;
}

/** Of one whose detail nobody has read yet only the cloud knows. */
function mayBeSwapped({ known, life }: ChosenTask): boolean {
  const isOpen = ['stopped', 'catchingUp', 'inSync', 'ready', 'finished', 'released'].includes(life.phase);
  return known.detail === undefined && isOpen;
}

/** As it is now; undefined where there is nothing to be rolled back, or that is not known, which is told. */
async function readSwapped(desk: Desk, chosen: Chosen): Promise<ReadSwap | undefined> {
  const { t } = desk;
  const read = await toldWhenSlow(desk, t('Reading source and target…'), readSwap(desk, chosen));
  const found = isWithheld(read) ? read : withheldOf(desk, chosen, read);
  if (!isWithheld(found)) return found;
  tellWithheld(desk, found);
  return undefined;
}

function withheldOf({ t }: Desk, { place }: Chosen, read: ReadSwap): ReadSwap | Withheld {
  const { name, life, state } = read.task;
  if (life.may.includes('rollBackIp')) return read;
  const message = t('Nothing was sent: the IPs of migration task {name} are not swapped ({state}).', { name, state });
  return { withheld: placed(message, place, t), level: 'warning' };
}

function questionOf(read: ReadSwap, t: Desk['t']): Confirmation {
  const { source, target, task, facts } = read;
  const names = { source: source.name, target: target.name };
  return {
    message: t('Roll back the IPs of {source} and {target}?', names),
    detail: [
      `${task.name} · ${task.state}`,
      t('Source: {what}', { what: placeText({ ...source, domain: undefined }) }),
      t('Target: {what}', { what: placeText({ ...target, domain: undefined }) }),
      '',
      t(
        'Both get the addresses again that they had before the swap. Connections break for seconds: applications have to connect again.',
      ),
      t('What was written to {target} since the swap is not in {source}.', names),
      t('The migration stays stopped.'),
      ...(facts.askedAt === undefined ? [] : [askedText(read, t)]),
    ].join('\n'),
    yes: t('Roll Back IP'),
    no: t('Do Not Roll Back'),
  };
}

async function send(desk: Desk, { place }: Chosen, { task, source, target, before }: ReadSwap): Promise<void> {
  const { t } = desk;
  const { name } = task;
  await sendExchange(desk, {
    place,
    task,
    asked: { kind: 'rollBack', source: source.name, target: target.name, before },
    send: () => rollBackInstanceIp(place.connection, place.projectId, task.id),
    words: {
      sending: t('Asking for the IP roll back…'),
      following: t('The IPs of migration task {name} are being rolled back…', { name }),
      refused: (reason) =>
        t('This roll back of the IPs of migration task {name} was not carried out: {reason}', { name, reason }),
      unclear: (reason) =>
        t(
          'It is not known whether the IPs of migration task {name} are being rolled back; it is followed, and you are told. {reason}',
          {
            name,
            reason,
          },
        ),
      left: t(
        'The IP roll back of migration task {name} is watched no longer; you are told how it ended as soon as that is known.',
        { name },
      ),
    },
  });
}
