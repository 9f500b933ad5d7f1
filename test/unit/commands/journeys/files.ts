import { type Answer, picked, typed } from '../../../support/desk/script.ts';

/** The one password of all. */
export const password = 'canary-of-them-all-79';

/** What is asked, by its first words. */
export const asks = {
  passwords: 'The passwords of all sources and targets',
  same: 'Password of all these',
};

/** The same for all, in the list of passwords. */
export function samePassword(missing: number): readonly Answer[] {
  return [
    picked(asks.passwords, `The same password for all that are missing (${missing})`, ['Go On']),
    typed(asks.same, password),
    picked(asks.passwords, 'Go On'),
  ];
}
