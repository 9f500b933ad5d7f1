import type { Choice, Desk } from '../../desk/ports.ts';
import type { Check } from '../../task/preflight/check.ts';
import { preflightChecks } from '../../task/preflight/preflight.ts';
import type { PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { adviceText } from './checkAdvice.ts';
import { checkReport } from './checkReport.ts';
import { type EndNames, findingText } from './checkTexts.ts';
import { type ConfigureForm, redisKey, redisName } from './configureForm.ts';
import { askWhatToDo } from './findingStep.ts';
import { openWhitelists } from './openWhitelists.ts';
import { readFacts } from './readFacts.ts';
import { setParameters } from './setParameters.ts';

/** What a row of the review asks of the checks. */
export type CheckChoice = { readonly check: Check } | 'again' | 'report';

/** Milliseconds after which what was read is read again before a start. */
const longestAge = 60_000;

/** What was found of what is about to be started, read once for the same ends. */
export interface Checks {
  /** Reads anew where the ends have changed. */
  refresh(): Promise<void>;
  /** Whether nothing stands in the way now; looks again where the last look is old. */
  confirm(): Promise<boolean>;
  /** What stands in the way: errors, and warnings that were not waived. */
  open(): readonly Check[];
  /** What a finding says, and what to do about it. */
  textOf(check: Check): string;
  /** Whether whitelists keep out a machine that is not there yet. */
  awaitMachine(): boolean;
  /** Lets the machine into the whitelists that were found to keep it out. */
  letIn(): Promise<void>;
  rows(): readonly Choice<CheckChoice>[];
  /** Does what a row asks for; where that leads to the step that a mistake is mended in, it is given. */
  take(choice: CheckChoice): Promise<{ readonly to: number } | undefined>;
}

/** The last look, and what was waived of it. */
interface Look {
  key: string;
  ends: string;
  /** Milliseconds since 1970. */
  at: number;
  facts: PreflightFacts | undefined;
  found: readonly Check[];
  readonly waived: Set<string>;
}

export function createChecks(form: ConfigureForm): Checks {
  const { desk } = form;
  const look: Look = { key: '', ends: '', at: 0, facts: undefined, found: [], waived: new Set() };
  const open = () => openIn(look);
  return {
    async refresh() {
      if (keyOf(form) !== look.key) await lookAgain(form, look);
    },
    async confirm() {
      if (desk.now().getTime() - look.at > longestAge) await lookAgain(form, look);
      return open().length === 0;
    },
    open,
    textOf: (check) => `${findingText(check, namesOf(form), desk.t)} ${adviceText(check, desk.t)}`,
    awaitMachine: () => look.found.some(({ missing }) => missing?.kind === 'noMachine'),
    async letIn() {
      const { facts } = look;
      if (facts !== undefined && (await openWhitelists(form, facts, open()))) await lookAgain(form, look);
    },
    rows: () => [...open().map((check) => rowOf(check, namesOf(form), desk)), ...summary(look.found, desk)],
    async take(choice) {
      if (choice === 'again') await lookAgain(form, look);
      else if (choice === 'report') await desk.documents.preview(...checkReport(form, look.found, namesOf(form)));
      else return mend(form, look, choice.check);
      return undefined;
    },
  };
}

async function lookAgain(form: ConfigureForm, look: Look): Promise<void> {
  const { desk } = form;
  const key = keyOf(form);
  const ends = endsOf(form);
  // What was waived was waived of these ends.
  if (ends !== look.ends) look.waived.clear();
  look.facts = await toldWhenSlow(desk, desk.t('Checking source and target…'), readFacts(form));
  look.found = look.facts === undefined ? [] : preflightChecks(look.facts);
  Object.assign(look, { key, ends });
  look.at = desk.now().getTime();
}

function openIn({ found, waived }: Look): readonly Check[] {
  return found.filter(
    (check) => check.verdict === 'error' || (check.verdict === 'warning' && !waived.has(nameOf(check))),
  );
}

async function mend(form: ConfigureForm, look: Look, check: Check): Promise<{ readonly to: number } | undefined> {
  const answer = await askWhatToDo(form, check, namesOf(form));
  if (answer === 'waive') look.waived.add(nameOf(check));
  if (answer === 'fix' && look.facts !== undefined) {
    const mendIt = check.id === 'whitelist' ? openWhitelists : setParameters;
    if (await mendIt(form, look.facts, openIn(look))) await lookAgain(form, look);
  }
  return typeof answer === 'object' ? answer : undefined;
}

/** A warning that comes again with other figures is another one. */
function nameOf({ id, end, evidence }: Check): string {
  return JSON.stringify([id, end, evidence]);
}

/** What a look is about: the ends, and whose they are to be. */
function keyOf(form: ConfigureForm): string {
  return JSON.stringify([endsOf(form), form.about.vpcId, form.task?.id]);
}

function endsOf({ draft: { source, target } }: ConfigureForm): string {
  const ends = [source, target].map(
    (end) => end && [redisKey(end.redis), end.password !== '', end.password?.includes("'")],
  );
  return JSON.stringify(ends);
}

function namesOf({ draft, desk: { t } }: ConfigureForm): EndNames {
  return {
    source: draft.source === undefined ? t('the source') : redisName(draft.source.redis),
    target: draft.target === undefined ? t('the target') : redisName(draft.target.redis),
  };
}

function rowOf(check: Check, names: EndNames, { t }: Desk): Choice<CheckChoice> {
  return {
    label: findingText(check, names, t),
    detail: adviceText(check, t),
    icon: check.verdict === 'error' ? 'error' : 'warning',
    value: { check },
  };
}

function summary(found: readonly Check[], { t }: Desk): readonly Choice<CheckChoice>[] {
  if (found.length === 0) return [];
  const count = (verdict: Check['verdict']) => found.filter((check) => check.verdict === verdict).length;
  const values = { passed: count('passed'), unchecked: count('notChecked'), all: found.length };
  return [
    { label: t('Check Again'), icon: 'refresh', value: 'again' },
    {
      label: t('Show All Checks'),
      description: t('{passed} of {all} passed, {unchecked} not checked', values),
      icon: 'checklist',
      value: 'report',
    },
  ];
}
