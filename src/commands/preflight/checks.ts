import type { Choice, Desk } from '../../desk/ports.ts';
import type { Check } from '../../task/preflight/check.ts';
import { preflightChecks } from '../../task/preflight/preflight.ts';
import type { PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { adviceText } from './checkAdvice.ts';
import { checkReport } from './checkReport.ts';
import { checkTitle, type EndNames, findingText } from './checkTexts.ts';
import { type ConfigureForm, redisKey, redisName } from './configureForm.ts';
import { openWhitelists } from './openWhitelists.ts';
import { readFacts } from './readFacts.ts';
import { changesIn, setParameters } from './setParameters.ts';

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
  rows(): readonly Choice<CheckChoice>[];
  /** Does what a row asks for; where that leads to the step that a mistake is mended in, it is given. */
  take(choice: CheckChoice): Promise<{ readonly to: number } | undefined>;
}

/** The last look, and what was waived of it. */
interface Look {
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  facts: PreflightFacts | undefined;
  found: readonly Check[];
  readonly waived: Set<string>;
}

export function createChecks(form: ConfigureForm): Checks {
  const { desk } = form;
  const look: Look = { key: '', at: 0, facts: undefined, found: [], waived: new Set() };
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
  // What was waived was waived of these ends.
  if (key !== look.key) look.waived.clear();
  look.facts = await toldWhenSlow(desk, desk.t('Checking source and target…'), readFacts(form));
  look.found = look.facts === undefined ? [] : preflightChecks(look.facts);
  look.key = key;
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

function keyOf({ draft: { source, target } }: ConfigureForm): string {
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

type Answer = 'waive' | 'fix' | 'none' | { readonly to: number };

/** What can be done about it from here. */
function fixOf(check: Check, t: Desk['t']): Choice<'fix'> | undefined {
  if (check.id === 'whitelist' && check.isFixable) {
    return {
      label: t('Add the Machine to the Whitelist'),
      detail: t('At source and target, beside what stands there; the log says what was changed.'),
      icon: 'add',
      value: 'fix',
    };
  }
  const changes = changesIn(check);
  if (changes.length === 0) return undefined;
  return {
    label: t('Set It at the Source'),
    detail: t('{changes}, with what else of this kind was found. The log says what it was before.', {
      changes: changes.map(({ param_name: name, param_value: value }) => `${name} = ${value}`).join(', '),
    }),
    icon: 'settings-gear',
    value: 'fix',
  };
}

/** Asks what is to be done about a finding; the harmless row comes first. */
async function askWhatToDo(form: ConfigureForm, check: Check, names: EndNames): Promise<Answer | undefined> {
  const { desk, title } = form;
  const { t, prompter } = desk;
  const fix = fixOf(check, t);
  const step = check.end === 'target' ? 2 : 1;
  const reply = await prompter.pick<Answer>({
    title: `${title} · ${checkTitle(check, t)}`,
    placeholder: findingText(check, names, t),
    choices: [
      { label: t('Change Nothing'), icon: 'arrow-left', value: 'none' },
      ...(fix === undefined ? [] : [fix]),
      { label: step === 1 ? t('Change the Source') : t('Change the Target'), icon: 'edit', value: { to: step } },
      ...(check.verdict === 'warning'
        ? [
            {
              label: t('Waive This Warning'),
              detail: t('For this start only.'),
              icon: 'pass',
              value: 'waive' as const,
            },
          ]
        : []),
    ],
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}
