import type { Desk, TaskFileNames } from '../../desk/ports.ts';
import { orTellProblem } from '../batch/findFiles.ts';
import { keepPasswords } from '../configure/keptPasswords.ts';
import { redisKey } from '../preflight/configureForm.ts';
import { chooseJourneys } from './chooseJourneys.ts';
import type { JourneyResult } from './journeyEnd.ts';
import { type JourneysPlan, planJourneys } from './planJourneys.ts';
import { runJourneys } from './runJourneys.ts';
import { tellJourneys } from './tellJourneys.ts';

/** Creates the tasks of many files, configures them and starts them, with one list of passwords, one table, one question and one report. */
export function startManyFiles(desk: Desk, files: TaskFileNames): Promise<void> {
  return orTellProblem(desk, () => planAndRun(desk, files));
}

async function planAndRun(desk: Desk, files: TaskFileNames): Promise<void> {
  const plan = await planJourneys(desk, files);
  if (plan === undefined) return;
  const chosen = await chooseJourneys(desk, plan);
  const results = chosen && (await runJourneys(desk, plan, chosen));
  if (results === undefined) return;
  await keepEntered(desk, plan, results);
  tellJourneys(desk, results, (again) => startManyFiles(desk, { files: again, complete: true }));
}

/** Of migrations that have started; one that was not entered is as it was. */
async function keepEntered(
  desk: Desk,
  { needs, keeps }: JourneysPlan,
  results: readonly JourneyResult[],
): Promise<void> {
  const forms = results.flatMap(({ journey, end }) => (journey && end?.kind === 'started' ? journey.form : []));
  const [first] = forms;
  if (first === undefined) return;
  const ends = forms.flatMap(({ draft: { source, target } }) => [source, target]);
  const used = new Set(ends.map((end) => end && redisKey(end.redis)));
  const entered = needs.flatMap(({ redis, state }) =>
    state.kind === 'entered' && used.has(redisKey(redis))
      ? { redis, password: keeps ? state.password : undefined }
      : [],
  );
  await keepPasswords(desk, first.place, entered);
}
