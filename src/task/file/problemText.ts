import type { Translate } from '../../cloud/translate.ts';
import { describeFieldProblem } from './fieldProblemText.ts';
import { describeMigrationProblem } from './migration/migrationProblemText.ts';
import type { TaskFileProblem } from './taskFileProblems.ts';
import { describeTextProblem } from './textProblemText.ts';

/** One or two sentences: what is there, why that matters, what to do. */
export function describeProblem(problem: TaskFileProblem, t: Translate): string {
  if ('section' in problem) return describeMigrationProblem(problem, t);
  return 'field' in problem ? describeFieldProblem(problem, t) : describeTextProblem(problem, t);
}
