import { randomInt } from 'node:crypto';

/** What `--seed` and `--runs` of the command line have come to; a seed of its own for every run without one. */
export const seed = wholeNumber('FAULT_SEED') ?? randomInt(2 ** 31);

/** Faulted creates. */
export const creates = wholeNumber('FAULT_RUNS') ?? 2000;

/** The fuzz grows and shrinks with the creates. */
export const taskFiles = creates * 50;
export const answers = creates * 10;

/** What repeats this very run. */
export const repeatedBy = `npm run test:faults -- --seed ${seed} --runs ${creates}`;

function wholeNumber(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`${variable} takes a whole number, not ${text}.`);
}
