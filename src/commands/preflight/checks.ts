import { asSentence } from '../../cloud/foreignText.ts';
import { missingText } from '../../desk/cutOver/missingText.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import type { Check } from '../../task/preflight/check.ts';
import { preflightChecks } from '../../task/preflight/preflight.ts';
import type { PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { stoppableWhenSlow } from '../tasks/toldWhenSlow.ts';
import { adviceText } from './checkAdvice.ts';
import { checkReport } from './checkReport.ts';
import { type CheckChoice, rowOf, summary } from './checkRows.ts';
import { checkTitle, type EndNames, endNames } from './checkTexts.ts';
import { type ConfigureForm, type EndDraft, redisKey } from './configureForm.ts';
import { askWhatToDo } from './findingStep.ts';
import { findingText } from './findingText.ts';
import { openWhitelists } from './openWhitelists.ts';
import { passwordTriesOf } from './reading/passwordTries.ts';
import { readFacts } from './reading/readFacts.ts';
import { setParameters } from './setParameters.ts';

/** Milliseconds after which what was read is read again before a start. */
const longestAge = 60_000;

/** What was found of what is about to be started, read once for the same ends. */
export interface Checks {
  /** Reads anew where the ends have changed; false where the person has stopped that. */
  refresh(): Promise<boolean>;
  /** Whether nothing stands in the way now; looks again where the last look is old. */
  confirm(): Promise<boolean>;
  /** What the last look has found, and what it could not read. */
  all(): readonly Check[];
  /** What stands in the way: errors, and warnings that were not waived. */
  open(): readonly Check[];
  /** Warnings of the last look that a person has gone on with. */
  waived(): readonly Check[];
  /** What a finding says, and what to do about it; or why something was not checked. */
  textOf(check: Check): string;
  /** Whether whitelists keep out a machine that is not there yet. */
  awaitMachine(): boolean;
  /** From now on no warning of what was found stands in the way. */
  waive(): void;
  /** Lets the machine into the whitelists that were found to keep it out; gives what was not done, or perhaps not. */
  letIn(): Promise<readonly string[]>;
  rows(): readonly Choice<CheckChoice>[];
  /** Does what a row asks for; where that leads to the step that a mistake is mended in, it is given. */
  take(choice: CheckChoice): Promise<{ readonly to: number } | undefined>;
}

/** The last look, and what was waived of it. */
interface Look {
  /** Whose they are to be. */
  key: string;
  ends: readonly (EndDraft | undefined)[];
  /** Milliseconds since 1970. */
  at: number;
  facts: PreflightFacts | undefined;
  found: readonly Check[];
  readonly waived: Set<string>;
}

/** `read`: how what they judge is read. */
export function createChecks(form: ConfigureForm, read = readFacts): Checks {
  const { desk } = form;
  const look: Look = { key: '', ends: [], at: 0, facts: undefined, found: [], waived: new Set() };
  const [open, again] = [() => openIn(form, look), () => lookAgain(form, look, read)];
  return {
    async refresh() {
      if (keyOf(form) !== look.key || !isOfSameEnds(form, look)) return again();
      const { method } = form.draft;
      if (look.facts !== undefined && method !== undefined) judge(look, { ...look.facts, method });
      return true;
    },
    async confirm() {
      // A clock that was set back says nothing about how old it is.
      const isOld = () => Math.abs(desk.now().getTime() - look.at) > longestAge;
      if (isOld()) await again();
      return !isOld() && open().length === 0;
    },
    all: () => look.found,
    open,
    waived: () => waivedIn(form, look),
    textOf: (check) => textOf(check, endNames(form), desk),
    awaitMachine: () => look.found.some(({ missing }) => missing?.kind === 'noMachine'),
    waive() {
      for (const check of look.found) if (check.verdict === 'warning') look.waived.add(nameOf(form, check));
    },
    async letIn() {
      if (look.facts === undefined) return [];
      const { isChanged, troubles } = await openWhitelists(form, look.facts, open());
      if (isChanged) await again();
      return troubles;
    },
    rows: () => [...open().map((check) => rowOf(check, endNames(form), desk)), ...summary(look.found, desk)],
    async take(choice) {
      if (choice === 'again') await again();
      else if (choice === 'report') await desk.documents.preview(...checkReport(form, look.found, endNames(form)));
      else return mend(form, look, choice.check, again);
      return undefined;
    },
  };
}

export function textOf(check: Check, names: EndNames, { t }: Pick<Desk, 't'>): string {
  return check.verdict === 'notChecked' || check.verdict === 'notApplicable'
    ? asSentence(`${checkTitle(check, t)}: ${missingText(check.missing, t)}`)
    : `${findingText(check, names, t)} ${adviceText(check, t)}`;
}

/** Where the person stops it, which gives false, the look at the same before it stays. */
async function lookAgain(form: ConfigureForm, look: Look, read: typeof readFacts): Promise<boolean> {
  const { desk, draft, isOneOfMany } = form;
  const { t, now } = desk;
  const key = keyOf(form);
  const isSame = isOfSameEnds(form, look);
  const reading = async (signal?: AbortSignal) =>
    [await read(form, passwordTriesOf(desk), signal), signal?.aborted === true] as const;
  const [facts, isStopped] = isOneOfMany
    ? await reading()
    : await stoppableWhenSlow(desk, t('Checking source and target…'), reading);
  if (isStopped && isSame && key === look.key) return false;
  // What was waived was waived of these ends.
  if (!isSame) look.waived.clear();
  judge(look, facts);
  Object.assign(look, { key, ends: [draft.source, draft.target] });
  look.at = isStopped ? 0 : now().getTime();
  return !isStopped;
}

function judge(look: Look, facts: PreflightFacts | undefined): void {
  look.facts = facts;
  look.found = facts === undefined ? [] : preflightChecks(facts);
}

function openIn(form: ConfigureForm, { found, waived }: Look): readonly Check[] {
  return found.filter(
    (check) => check.verdict === 'error' || (check.verdict === 'warning' && !waived.has(nameOf(form, check))),
  );
}

function waivedIn(form: ConfigureForm, { found, waived }: Look): readonly Check[] {
  return found.filter((check) => check.verdict === 'warning' && waived.has(nameOf(form, check)));
}

async function mend(
  form: ConfigureForm,
  look: Look,
  check: Check,
  again: () => Promise<unknown>,
): Promise<{ readonly to: number } | undefined> {
  const answer = await askWhatToDo(form, check, openIn(form, look), endNames(form));
  if (answer === 'waive') look.waived.add(nameOf(form, check));
  if (answer === 'fix' && look.facts !== undefined && (await change(form, look.facts, check, openIn(form, look))))
    await again();
  return typeof answer === 'object' ? answer : undefined;
}

/** True where something may have changed. */
async function change(
  form: ConfigureForm,
  facts: PreflightFacts,
  { id }: Check,
  found: readonly Check[],
): Promise<boolean> {
  if (id !== 'whitelist') return setParameters(form, facts, found);
  const { isChanged, troubles } = await openWhitelists(form, facts, found);
  for (const trouble of troubles) form.desk.notifier.tell('warning', trouble);
  return isChanged;
}

/** A warning that comes again with other figures is another one, and so is one of other networks of the task. */
function nameOf({ about }: ConfigureForm, { id, end, evidence }: Check): string {
  const networks = id === 'egress' || id === 'sameVpc' ? networksOf(about) : [];
  return JSON.stringify([id, end, evidence, networks]);
}

function keyOf({ about, task }: ConfigureForm): string {
  return JSON.stringify([...networksOf(about), task?.id]);
}

function networksOf({ vpcId, subnetId, securityGroupId }: ConfigureForm['about']): readonly (string | undefined)[] {
  return [vpcId, subnetId, securityGroupId];
}

function isOfSameEnds({ draft }: ConfigureForm, { ends }: Look): boolean {
  return [draft.source, draft.target].every((end, index) => {
    const before = ends[index];
    return end && before && redisKey(end.redis) === redisKey(before.redis) && end.password === before.password;
  });
}
