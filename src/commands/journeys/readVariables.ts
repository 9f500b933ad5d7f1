import type { Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { agreementTo, longestShown, namedWhole } from '../configure/fileDraft.ts';
import { isMissing, type RedisNeed } from './redisNeeds.ts';

type WithVariable = RedisNeed & { readonly variable: string };

/** Lines, and characters of them all, that a question has room for. */
const [mostShown, mostCharacters, longestVariable] = [20, 2000, 80];

/**
 * Reads the variables that files name where the person has said that their values may go to these Redis, or says so now of all that can
 * be shown: the passwords of the others are asked for.
 */
export async function readVariables(desk: Desk, place: TaskPlace, needs: readonly RedisNeed[]): Promise<void> {
  const named = needs.filter(hasVariable);
  const unanswered = named.filter((need) => agreementsTo(need, place).some((digest) => !desk.agreements.has(digest)));
  const shown = fitting(unanswered, desk.t);
  const isAgreed = shown.length > 0 && (await mayRead(desk, place, shown, unanswered.length - shown.length));
  if (isAgreed) {
    for (const digest of shown.flatMap((need) => agreementsTo(need, place))) await desk.agreements.add(digest);
  }
  const refused = new Set(unanswered.filter((need) => !(isAgreed && shown.includes(need))));
  for (const need of named) if (!refused.has(need)) take(desk, need);
}

/** What is written in a file goes before what was kept. */
function take({ environment }: Pick<Desk, 'environment'>, need: WithVariable): void {
  const value = environment(need.variable);
  if (value !== undefined && value !== '') need.state = { kind: 'variable', password: value };
  else if (isMissing(need)) need.state = { kind: 'unset' };
}

function hasVariable(need: RedisNeed): need is WithVariable {
  return need.variable !== undefined;
}

/** A yes is one to what each of the files says. */
function agreementsTo({ variable, side, redis, files }: WithVariable, place: TaskPlace): readonly string[] {
  return files.map((file) => agreementTo({ variable, side, redis }, place, file));
}

/** The first of them that a question can show in full: where something cannot be shown, nobody can say yes to it. */
function fitting(needs: readonly WithVariable[], t: Desk['t']): readonly WithVariable[] {
  let left = mostCharacters;
  return needs
    .filter(({ variable, redis }) => variable.length <= longestVariable && namedWhole(redis).length <= longestShown)
    .slice(0, mostShown)
    .filter((need) => {
      left -= lineOf(need, t).length;
      return left >= 0;
    });
}

function lineOf({ variable, side, redis, files }: WithVariable, t: Desk['t']): string {
  const values = { variable, redis: namedWhole(redis), count: files.length };
  return side === 'source'
    ? t('{variable}: of the source {redis} (files: {count})', values)
    : t('{variable}: of the target {redis} (files: {count})', values);
}

async function mayRead(
  { t, prompter }: Desk,
  place: TaskPlace,
  shown: readonly WithVariable[],
  rest: number,
): Promise<boolean> {
  const where = { region: regionLabel(place.connection.region, t), project: place.projectId };
  const variables = new Set(shown.map(({ variable }) => variable));
  const more = t('There is no room here for others that are named: {count}. Their passwords are asked for.', {
    count: rest,
  });
  const detail = [
    t('In {region}, project {project}, their values are sent to the cloud as passwords:', where),
    shown.map((need) => lineOf(need, t)).join('\n'),
    ...(rest > 0 ? [more] : []),
    t('You are not asked again while the files say the same.'),
  ].join('\n\n');
  const message = t('Read these variables of the environment, which the files name: {count}?', {
    count: variables.size,
  });
  return (
    (await prompter.confirm({ message, detail, yes: t('Read Them'), no: t('Enter the Passwords Instead') })) === true
  );
}
