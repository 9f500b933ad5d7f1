import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { askPasswords } from './askPasswords.ts';
import { type Checked, withoutErrors } from './checkJourneys.ts';
import type { Journey } from './journey.ts';
import type { Ahead } from './readAhead.ts';
import { readVariables } from './readVariables.ts';
import { needsOf, passwordOf, type RedisNeed } from './redisNeeds.ts';

interface Entered extends Checked {
  readonly needs: readonly RedisNeed[];
  /** Whether the passwords that were entered are to be kept. */
  readonly keeps: boolean;
}

/**
 * Asks for the passwords, and checks with them; asks again for those that were not taken, until the person goes on without. Undefined: it
 * was called off.
 */
export async function withPasswords(
  desk: Desk,
  place: TaskPlace,
  ahead: Ahead,
  journeys: readonly Journey[],
): Promise<Entered | undefined> {
  const files = journeys.map(({ file }) => file);
  const needs = await needsOf(desk, place, ahead, files);
  await readVariables(desk, place, needs);
  let keeps = false;
  for (;;) {
    const asked = await askPasswords({ desk, place, needs, keeps });
    if (asked === undefined) return undefined;
    keeps = asked.keeps;
    enter(needs, journeys);
    const checked = await withoutErrors(desk, journeys);
    if (checked === undefined) return undefined;
    if (!markWrong(needs, journeys)) return { ...checked, needs, keeps };
  }
}

/** Puts the passwords into the drafts. */
function enter(needs: readonly RedisNeed[], journeys: readonly Journey[]): void {
  const drafts = new Map(journeys.map(({ file, form }) => [file, form.draft]));
  for (const need of needs) {
    const { side, redis, files } = need;
    for (const draft of files.flatMap((file) => drafts.get(file) ?? []))
      draft[side] = { redis, password: passwordOf(need) };
  }
}

/** True where one turned out to be wrong of which that was not known. */
function markWrong(needs: readonly RedisNeed[], journeys: readonly Journey[]): boolean {
  const checks = new Map(journeys.map(({ file, form }) => [file, form.checks.open()]));
  let isNew = false;
  for (const need of needs) {
    const { side, files, state } = need;
    if (!('password' in state) || state.kind === 'wrong') continue;
    const found = files.flatMap((file) => checks.get(file) ?? []);
    const isWrong = found.some(({ id, end, verdict }) => id === 'passwordRight' && end === side && verdict === 'error');
    if (isWrong) need.state = { kind: 'wrong', password: state.password };
    isNew ||= isWrong;
  }
  return isNew;
}
