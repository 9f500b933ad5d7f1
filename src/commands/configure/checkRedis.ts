import type { Translate } from '../../cloud/translate.ts';
import type { Remark } from '../../desk/ports.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { type AddressMistake, addressMistake } from '../../task/redisAddresses.ts';

/** What speaks against an address, or an ID, as it is typed. */
export function checkRedis(value: string, t: Translate): Remark | undefined {
  const text = value.trim();
  if (uuid.test(text)) return undefined;
  const mistake = text === '' ? undefined : addressMistake(text);
  if (text !== '' && mistake === undefined) return undefined;
  return { severity: 'error', message: mistake === undefined ? t('An address is needed.') : mistakeText(mistake, t) };
}

function mistakeText({ kind, index }: AddressMistake, t: Translate): string {
  const number = index + 1;
  switch (kind) {
    case 'empty':
      return t('Address {number} is empty: there is a comma too many.', { number });
    case 'scheme':
      return t('Address {number} begins like a URL; only ip:port is taken.', { number });
    case 'user':
      return t('Address {number} holds a user or a password; the password is asked for next.', { number });
    case 'blank':
      return t('Address {number} holds a blank.', { number });
    case 'noPort':
      return t('Address {number} has no port: it reads ip:port, such as 192.168.0.21:6379.', { number });
    case 'port':
      return t('The port of address {number} is not between 1 and 65,535.', { number });
    case 'host':
      return t('Address {number} is no IP address and no host name.', { number });
  }
}
