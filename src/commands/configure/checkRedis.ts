import type { Translate } from '../../cloud/translate.ts';
import type { Remark } from '../../desk/ports.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { type AddressMistake, addressMistakes } from '../../task/redisAddresses.ts';

/** What speaks against an address, or an ID, as it is typed. */
export function checkRedis(value: string, t: Translate): Remark | undefined {
  const text = value.trim();
  if (uuid.test(text)) return undefined;
  if (text === '') return { severity: 'error', message: t('An address is needed.') };
  // Blanks beside a comma are dropped.
  const [found] = addressMistakes(joinedText(text), 1);
  if (found === undefined) return undefined;
  const number = joinedText(text).slice(0, found.from).split(',').length;
  return { severity: 'error', message: mistakeText(found.mistake, number, t) };
}

/** Addresses without blanks beside their commas. */
export function joinedText(text: string): string {
  return text
    .split(',')
    .map((part) => part.trim())
    .join();
}

function mistakeText(mistake: AddressMistake, number: number, t: Translate): string {
  switch (mistake) {
    case 'emptyPart':
      return t('Address {number} is empty: there is a comma too many.', { number });
    case 'fullWidth':
      return t('Address {number} has full-width signs; write those of the keyboard.', { number });
    case 'scheme':
      return t('Address {number} begins like a URL; only ip:port is taken.', { number });
    case 'credentials':
      return t('Address {number} holds a user or a password; the password is asked for next.', { number });
    case 'blank':
      return t('Address {number} holds a blank.', { number });
    case 'missingPort':
    case 'missingHost':
      return t('Address {number} reads ip:port, such as 192.168.0.21:6379.', { number });
    case 'port':
      return t('The port of address {number} is not between 1 and 65,535.', { number });
    case 'host':
      return t('Address {number} is no IP address and no host name.', { number });
  }
}
