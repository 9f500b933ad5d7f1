import { CloudError, Refused } from '../cloud/errors.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { shortened } from '../cloud/foreignText.ts';
import { isWrongPassword } from '../cloud/services/webCli.ts';
import type { Translate } from '../cloud/translate.ts';
import { RedisFailure } from './redisFailure.ts';

/** Why a Redis could not be read, and what to do: of whatever the opening or the asking of one threw. It repeats no password. */
export function redisFailureText(error: unknown, t: Translate): string {
  if (error instanceof RedisFailure) return textOf(error, t);
  if (error instanceof Refused && isWrongPassword(error.facts))
    return t('The cloud says that the password is not right. Enter that of the default account of the instance.');
  return reasonOf(error, t);
}

/** Whether it is no failure: somebody has called it off. */
export function isCalledOff(error: unknown, signal: AbortSignal | undefined): boolean {
  if (error instanceof RedisFailure && error.kind === 'cancelled') return true;
  return signal?.aborted === true && (error instanceof CloudError || error instanceof RedisFailure);
}

function textOf(failure: RedisFailure, t: Translate): string {
  const redis = shortened(failure.redis);
  return [
    ofTheWay(failure, redis, t) ?? ofTls(failure, redis, t) ?? ofTheRedis(failure, redis, t),
    failure.detail === undefined ? undefined : `(${failure.detail})`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function ofTheWay({ kind }: RedisFailure, redis: string, t: Translate): string | undefined {
  switch (kind) {
    case 'nameNotFound':
      return t('The name in {redis} is not known to this computer. Check it, and the DNS or VPN that knows it.', {
        redis,
      });
    case 'refused':
      return t(
        '{redis} refuses the connection: nothing listens at that port. Check the port, and that the Redis runs.',
        { redis },
      );
    case 'noRoute':
      return t(
        'This computer has no way to {redis}. Connect to its network, for example by a VPN or from a host in its VPC.',
        { redis },
      );
    case 'connectTimedOut':
      return t(
        '{redis} does not answer to the attempt to connect. A firewall, a security group or a whitelist may keep this computer out.',
        { redis },
      );
    case 'answerTimedOut':
      return t('{redis} took the question and did not answer in time. It may be busy; try again later.', { redis });
    case 'closedAtOnce':
      return t(
        '{redis} closes the connection without an answer. It may speak TLS only, have a whitelist, or be no Redis.',
        { redis },
      );
    case 'lost':
      return t('The connection to {redis} broke off. Check that the Redis still runs, and try again.', { redis });
    case 'closed':
      return t('The connection to {redis} is closed.', { redis });
    case 'cancelled':
      return t('Reading {redis} was called off.', { redis });
    default:
      return undefined;
  }
}

function ofTls({ kind }: RedisFailure, redis: string, t: Translate): string | undefined {
  switch (kind) {
    case 'notTls':
      return t(
        '{redis} does not answer with TLS: the port may be one without it. Nothing was sent; try without TLS if that is meant.',
        { redis },
      );
    case 'tlsOnly':
      return t('{redis} speaks TLS only. Try again with TLS.', { redis });
    case 'unknownAuthority':
      return t(
        'The certificate of {redis} is signed by an authority that this computer does not trust. Nothing was sent. Choose the file of the CA certificate that its owner gives.',
        { redis },
      );
    case 'wrongHost':
      return t(
        'The certificate of {redis} is for another host. Nothing was sent. Enter the name that the certificate is for.',
        { redis },
      );
    case 'certificateDates':
      return t(
        'The certificate of {redis} has expired or is not valid yet. Nothing was sent. Check the clock of this computer, and the certificate.',
        { redis },
      );
    case 'certificate':
      return t('The certificate of {redis} does not fit. Nothing was sent.', { redis });
    case 'clientCertificate':
      return t('{redis} demands a certificate of whoever connects, which cannot be given here.', { redis });
    default:
      return undefined;
  }
}

function ofTheRedis({ kind }: RedisFailure, redis: string, t: Translate): string {
  switch (kind) {
    case 'wrongPassword':
      return t('{redis} says that the password is not right. Enter that of its default account.', { redis });
    case 'wrongBefore':
      return t('{redis} did not take this password a short while ago, so it was not tried again.', { redis });
    case 'triedTooOften':
      return t(
        '{redis} was not asked: three passwords that were not taken were tried in the last ten minutes, and five in a row lock a DCS instance.',
        { redis },
      );
    case 'authRefused':
      return t('{redis} takes no password by AUTH: the command may be renamed there, or forbidden.', { redis });
    case 'passwordNeeded':
      return t('{redis} demands a password.', { redis });
    case 'noPasswordSet':
      return t('{redis} has no password. Leave the password empty.', { redis });
    case 'loading':
      return t('{redis} is still loading its data. Try again when it is done.', { redis });
    case 'maxClients':
      return t('{redis} has as many connections as it takes. Close some, or raise maxclients.', { redis });
    case 'protectedMode':
      return t(
        '{redis} is in protected mode: it takes connections from its own host only, since it has no password. Set one there.',
        { redis },
      );
    case 'tooLarge':
      return t('{redis} answers with more than is read at once.', { redis });
    case 'unknownCluster':
      return t('{redis} is part of a cluster and does not say which masters that has.', { redis });
    case 'garbled':
      return t('The answer of {redis} broke the protocol of Redis.', { redis });
    default:
      return t('What answers at {redis} is no Redis.', { redis });
  }
}
