import type { Choice, Desk } from '../../desk/ports.ts';
import { type Precondition, standsInTheWay, swapPreconditions, waiverOf } from '../../task/cutOver/preconditions.ts';
import type { Chosen } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { isWithheld, tellWithheld } from '../tasks/withheld.ts';
import { preconditionAdvice, preconditionFinding, preconditionTitle, readingText } from './preconditionTexts.ts';
import { type ReadSwap, readSwap } from './readSwap.ts';

/** What a person has agreed to go on with. */
export interface Agreed {
  readonly read: ReadSwap;
  /** By {@link waiverOf}. */
  readonly waived: ReadonlyMap<string, Precondition>;
  /** What a person has seen to before; nothing where absent. */
  readonly isSettled?: ((one: Precondition) => boolean) | undefined;
}

type Answer = Precondition | 'go' | 'again';

/**
 * Shows what has to hold and what was found, until nothing stands in the way; undefined for Esc, and where it cannot be read, which is
 * told. Where `isSettled` tells what a person has seen to, and nothing else is open, nobody is asked again.
 */
export async function askPreconditions(
  desk: Desk,
  chosen: Chosen,
  title: string,
  isSettled?: Agreed['isSettled'],
): Promise<Agreed | undefined> {
  const waived = new Map<string, Precondition>();
  for (;;) {
    const read = await toldWhenSlow(desk, desk.t('Reading source and target…'), readSwap(desk, chosen));
    if (isWithheld(read)) {
      tellWithheld(desk, read);
      return undefined;
    }
    const agreed = { read, waived, isSettled };
    if (isSettled !== undefined && openIn(swapPreconditions(read.facts), agreed).length === 0) return agreed;
    const answer = await askUntilAgain(desk, agreed, title);
    if (answer !== 'again') return answer === 'go' ? agreed : undefined;
  }
}

async function askUntilAgain(
  desk: Desk,
  agreed: Agreed & { readonly waived: Map<string, Precondition> },
  title: string,
): Promise<'go' | 'again' | undefined> {
  const { read, waived } = agreed;
  for (;;) {
    const answer = await askOnce(desk, agreed, title);
    if (answer === undefined || answer === 'go' || answer === 'again') return answer;
    if (await mayWaive(desk, read, answer, title)) waived.set(waiverOf(answer), answer);
  }
}

async function askOnce(desk: Desk, agreed: Agreed, title: string): Promise<Answer | undefined> {
  const { t, prompter } = desk;
  const { read } = agreed;
  const all = swapPreconditions(read.facts);
  const open = openIn(all, agreed);
  const errors = open.filter(({ verdict }) => verdict === 'error');
  const blocked =
    errors.length > 0 ? t('An error forbids the swap.') : t('Waive the warnings one by one, or mend them, first.');
  const go = { label: t('Go On…'), icon: 'arrow-swap', value: 'go' } as const;
  const reply = await prompter.pick<Answer>({
    title,
    placeholder: t('What has to hold before the IPs are swapped. Nothing has been sent yet.'),
    choices: [
      open.length === 0 ? go : { ...go, unusable: blocked },
      { label: t('Check Again'), icon: 'refresh', value: 'again' },
      ...open.map((one) => openRow(one, read, blocked, t)),
      ...all.filter((one) => !open.includes(one)).map((one) => heldRow(one, read, t)),
    ],
    isActive: (value) => value === (open.length === 0 ? 'go' : 'again'),
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}

/** What stands in the way. */
export function openIn(
  all: readonly Precondition[],
  { waived, isSettled = () => false }: Pick<Agreed, 'waived' | 'isSettled'>,
): readonly Precondition[] {
  return all.filter((one) => standsInTheWay(one, waived.has(waiverOf(one)) || isSettled(one)));
}

function openRow(one: Precondition, { source, target }: ReadSwap, blocked: string, t: Desk['t']): Choice<Answer> {
  const isError = one.verdict === 'error';
  return {
    label: preconditionFinding(one, { source: source.name, target: target.name }, t),
    detail: preconditionAdvice(one, t),
    icon: isError ? 'error' : one.verdict === 'warning' ? 'warning' : 'question',
    group: t('In the Way'),
    value: one,
    ...(isError && { unusable: blocked }),
  };
}

/** It holds, or somebody goes on with it: picked, it says no more than it does already. */
function heldRow(one: Precondition, { source, target }: ReadSwap, t: Desk['t']): Choice<Answer> {
  const isWaived = one.verdict === 'warning' || one.verdict === 'notChecked';
  const held = isWaived ? t('waived') : readingText(one, t);
  return {
    label: isWaived
      ? preconditionFinding(one, { source: source.name, target: target.name }, t)
      : preconditionTitle(one, t),
    ...(held !== '' && { description: held }),
    icon: isWaived ? 'pass' : 'check',
    group: t('Holds'),
    value: one,
    unusable: t('Nothing is to be done about it.'),
  };
}

async function mayWaive(desk: Desk, read: ReadSwap, one: Precondition, title: string): Promise<boolean> {
  const { t, prompter } = desk;
  const reply = await prompter.pick<'none' | 'waive'>({
    title,
    placeholder: preconditionFinding(one, { source: read.source.name, target: read.target.name }, t),
    choices: [
      { label: t('Change Nothing'), icon: 'arrow-left', value: 'none' },
      { label: t('Waive This Warning'), detail: preconditionAdvice(one, t), icon: 'pass', value: 'waive' },
    ],
  });
  return reply !== undefined && reply !== 'back' && 'value' in reply && reply.value === 'waive';
}
