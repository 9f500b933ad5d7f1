import assert from 'node:assert/strict';
import type {
  Choice,
  InputQuestion,
  ListFailure,
  Picked,
  PickQuestion,
  Prompter,
  Question,
  Reply,
  TickQuestion,
} from '../../../src/desk/ports.ts';
import type { Answer } from './script.ts';

/** A line of a list as it was shown. */
export interface ShownChoice {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly group: string;
  readonly unusable: string | undefined;
  /** Where the list starts from. */
  readonly active: boolean;
  /** Ticked when it was first seen. */
  readonly ticked: boolean;
}

/** A question as it was shown. */
export interface Asked {
  readonly title: string;
  /** `2 of 6`; empty for a question that stands alone. */
  readonly step: string;
  readonly canGoBack: boolean;
  /** Its prompt or placeholder. */
  readonly words: string;
  /** What an input proposes; a secret one's is not kept. */
  readonly value: string;
  readonly secret: boolean;
  /** Why it was asked again, or asked in this way. */
  readonly notice: string;
  readonly choices: readonly ShownChoice[];
  /** Why the list ended early. */
  readonly incomplete: string;
  /** What an input says of a value. */
  readonly remarkOf?: InputQuestion['check'] | undefined;
  /** What the list said while it was waited for. */
  readonly waits: readonly string[];
}

/** The answers still to come, taken one by one; what is not asked for in this order is a mistake. */
export interface Script {
  next(words: string): Answer;
  /** What the answer that comes next does. */
  peek(): Answer['does'] | undefined;
  expect(...answers: readonly Answer[]): void;
  /** @throws where an answer was never asked for */
  finish(): void;
}

export function createScript(): Script {
  const answers: Answer[] = [];
  return {
    next(words) {
      const answer = answers.shift();
      assert.ok(answer, `Unexpected question: ${words}`);
      assert.ok(words.includes(answer.asks), `Asked "${words}" where "${answer.asks}" was expected`);
      return answer;
    },
    peek: () => answers[0]?.does,
    expect: (...more) => void answers.push(...more),
    finish: () => assert.deepEqual(answers, [], 'Never asked'),
  };
}

/** Answers questions from a script as the real quick input would let a person do it: checks are run, pages are read, blocked lines stay. */
export function scriptedPrompter(script: Script, asked: Asked[]): Prompter {
  return {
    async input(question) {
      const answer = script.next(question.prompt);
      const { value = '', secret = false, notice, prompt } = question;
      asked.push({
        ...shown(question, prompt),
        secret,
        value: secret ? '' : value,
        notice: notice?.message ?? '',
        remarkOf: question.check,
      });
      return answerInput(question, answer);
    },
    pick: (question) => answerPick(question, script, asked),
    pickMany: (question) => answerMany(question, script, asked),
    async confirm({ message, detail, yes }) {
      const answer = script.next(message);
      const choices = [{ ...plainChoice, label: yes }];
      asked.push({ ...shown({ title: '' }, message), notice: detail, choices });
      if (answer.does === 'agree') return true;
      return answer.does === 'leave' ? undefined : misfit(answer);
    },
    async decide({ message, detail, ways }) {
      const answer = script.next(message);
      asked.push({
        ...shown({ title: '' }, message),
        notice: detail,
        choices: ways.map(({ label }) => ({ ...plainChoice, label })),
      });
      const way = answer.does === 'agreeTo' ? ways.find(({ label }) => label === answer.label) : undefined;
      return way?.value ?? (answer.does === 'leave' ? undefined : misfit(answer));
    },
  };
}

const plainChoice = {
  label: '',
  description: '',
  detail: '',
  group: '',
  unusable: undefined,
  active: false,
  ticked: false,
};

function shown({ title, step, totalSteps, canGoBack = false }: Question, words: string): Asked {
  const place = step === undefined ? '' : `${step} of ${totalSteps}`;
  const nothing = { value: '', secret: false, notice: '', choices: [], incomplete: '', waits: [] };
  return { title, step: place, canGoBack, words, ...nothing };
}

function answerInput(question: InputQuestion, answer: Answer): Reply<string> {
  if (answer.does === 'leave') return undefined;
  if (answer.does === 'goBack') return goBack(question);
  if (answer.does === 'accept') return acceptInput(question, question.value ?? '');
  if (answer.does !== 'type') return misfit(answer);
  for (const wrong of answer.refused) {
    assert.equal(question.check?.(wrong)?.severity, 'error', `"${wrong}" must be refused by: ${question.prompt}`);
  }
  return acceptInput(question, answer.value);
}

function acceptInput(question: InputQuestion, value: string): Reply<string> {
  const remark = question.check?.(value);
  assert.notEqual(remark?.severity, 'error', `"${value}" is refused by ${question.prompt}: ${remark?.message}`);
  return { value };
}

function goBack(question: Question): 'back' {
  assert.ok(question.canGoBack, `There is no way back from: ${question.title}, step ${question.step}`);
  return 'back';
}

async function answerPick<T>(
  question: PickQuestion<T>,
  script: Script,
  asked: Asked[],
): Promise<Picked<T> | ListFailure> {
  const stop = new AbortController();
  try {
    const early = script.peek() === 'leaveEarly';
    const reading = readPages(question, stop.signal);
    if (early) stop.abort();
    const { listed, remarks: waits, failed } = await reading;
    const isEmpty = !early && question.pages !== undefined && listed.length === 0 && failed === undefined;
    const words = (isEmpty ? question.emptyPlaceholder : undefined) ?? question.placeholder;
    const answer = script.next(words);
    const isMarked = ({ value }: Choice<T>) => question.isActive?.(value) === true;
    const choices = [...listed, ...question.choices.filter((one) => !(isMarked(one) && listed.some(isMarked)))];
    const incomplete = failed === undefined ? '' : (question.describeFailure?.(failed.failure) ?? '');
    asked.push({ ...shown(question, words), choices: showChoices(choices, question), incomplete, waits });
    if (early) return undefined;
    if (failed && question.mayRetry?.(failed.failure) === true) {
      if (answer.does === 'readAgain') {
        answer.meanwhile();
        return answerPick(question, script, asked);
      }
    } else if (failed && listed.length === 0) return answer.does === 'findListFailed' ? failed : misfit(answer);
    if (answer.does === 'leave') return undefined;
    if (answer.does === 'goBack') return goBack(question);
    if (answer.does === 'watch') {
      const now = await watch(question, answer.until);
      asked.push({ ...shown(question, words), choices: showChoices(now, question) });
      return answer.label === undefined
        ? undefined
        : { value: pickFrom(now, { ...answer, does: 'pick', label: answer.label, unusable: [], filter: '' }) };
    }
    if (answer.does === 'pickBeginning') {
      const row = choices.find(({ label }) => label.startsWith(answer.words));
      assert.ok(row && row.unusable === undefined, `No line begins with "${answer.words}"`);
      return { value: row.value };
    }
    return answer.does === 'pick' ? { value: pickFrom(choices, answer), typed: answer.filter } : misfit(answer);
  } finally {
    stop.abort();
  }
}

/** The choices as soon as they are what is waited for. */
function watch<T>(
  { choices, renew }: PickQuestion<T>,
  until: (choices: readonly Choice<T>[]) => boolean,
): Promise<readonly Choice<T>[]> {
  return new Promise((resolve) => {
    let unrenew: (() => void) | undefined;
    const see = (now: readonly Choice<T>[]) => {
      if (!until(now)) return;
      resolve(now);
      unrenew?.();
    };
    unrenew = renew?.(see);
    see(choices);
  });
}

async function readPages<T>(
  question: PickQuestion<T>,
  signal: AbortSignal,
): Promise<{ listed: readonly Choice<T>[]; remarks: readonly string[]; failed?: ListFailure }> {
  const remarks: string[] = [];
  const byLabel = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const listed: Choice<T>[] = [];
  try {
    for await (const page of question.pages?.(signal, (remark) => remarks.push(remark)) ?? []) listed.push(...page);
  } catch (failure) {
    return { listed, remarks, failed: { failure } };
  }
  return { listed: listed.sort((a, b) => byLabel.compare(a.label, b.label)), remarks };
}

function showChoices<T>(choices: readonly Choice<T>[], { isActive }: PickQuestion<T>): ShownChoice[] {
  const wanted = isActive === undefined ? undefined : choices.find(({ value }) => isActive(value));
  const active = wanted ?? choices.find(({ unusable }) => unusable === undefined);
  return choices.map((choice) => ({
    label: choice.label,
    description: choice.description ?? '',
    detail: choice.detail ?? '',
    group: choice.group ?? '',
    unusable: choice.unusable,
    active: choice === active,
    ticked: false,
  }));
}

async function answerMany<T>(
  question: TickQuestion<T>,
  script: Script,
  asked: Asked[],
): Promise<readonly T[] | undefined> {
  const { placeholder, choices, aside } = question;
  const answer = script.next(placeholder);
  const rows = choices.map((choice) => ({
    ...plainChoice,
    label: choice.label,
    description: choice.description ?? '',
    detail: choice.detail ?? '',
    group: choice.group ?? '',
    unusable: choice.unusable,
    ticked: choice.ticked && choice.unusable === undefined,
  }));
  asked.push({ ...shown(question, placeholder), choices: rows });
  if (answer.does === 'leave') return undefined;
  if (answer.does !== 'tick') return misfit(answer);
  if (answer.aside) await aside?.run();
  const first = rows.filter((row) => row.ticked).map(({ label }) => label);
  assert.deepEqual(first, answer.expected, `Ticked in: ${question.title}`);
  for (const label of answer.changed)
    assert.equal(find(choices, label).unusable, undefined, `"${label}" cannot be ticked`);
  const changed = new Set(answer.changed);
  return choices
    .filter(({ label, ticked, unusable }) => unusable === undefined && ticked !== changed.has(label))
    .map(({ value }) => value);
}

function pickFrom<T>(choices: readonly Choice<T>[], answer: Extract<Answer, { does: 'pick' }>): T {
  for (const label of answer.unusable) assert.ok(find(choices, label).unusable, `"${label}" must not be pickable`);
  const choice = find(choices, answer.label);
  assert.equal(choice.unusable, undefined, `"${answer.label}" cannot be picked`);
  return choice.value;
}

function find<T>(choices: readonly Choice<T>[], label: string): Choice<T> {
  const found = choices.filter((choice) => choice.label === label);
  const [choice] = found;
  const labels = choices.slice(0, 20).map((one) => one.label);
  assert.ok(choice, `No "${label}" among ${labels.join(', ')} …`);
  assert.equal(found.length, 1, `"${label}" stands in the list ${found.length} times`);
  return choice;
}

function misfit({ asks, does }: Answer): never {
  assert.fail(`"${does}" is no answer to: ${asks}`);
}
