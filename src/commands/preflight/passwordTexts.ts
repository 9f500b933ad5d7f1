import type { Translate } from '../../cloud/translate.ts';
import type { Check } from '../../task/preflight/check.ts';

export type OfPassword = Extract<Check, { readonly id: `password${string}` }>;

export function isOfPassword(check: Check): check is OfPassword {
  return check.id.startsWith('password');
}

export function passwordTitle({ id }: OfPassword, t: Translate): string {
  switch (id) {
    case 'passwordGiven':
      return t('a password as it is wanted');
    case 'passwordRight':
      return t('the password is right');
    case 'passwordQuote':
      return t('a password without a single quote');
  }
}

export function passwordFinding(check: OfPassword, name: string, t: Translate): string {
  switch (check.id) {
    case 'passwordGiven':
      return check.evidence.isWanted
        ? t('{name} demands a password, and none was entered.', { name })
        : t('{name} has no password, and one was entered.', { name });
    case 'passwordRight':
      return t('The password of {name} is wrong.', { name });
    case 'passwordQuote':
      return t('The password of {name} has a single quote, which older instances fail with.', { name });
  }
}

export function passwordAdvice({ id }: OfPassword, t: Translate): string {
  switch (id) {
    case 'passwordGiven':
      return t('Enter it again, or leave it empty.');
    case 'passwordRight':
      return t('Enter it again. A wrong one is tried once.');
    case 'passwordQuote':
      return t('Change the password of the instance where the migration fails for it.');
  }
}
