/** Why a Redis cannot be asked, or any more. */
export type RedisFailureKind =
  | 'nameNotFound'
  | 'refused'
  | 'noRoute'
  | 'connectTimedOut'
  | 'answerTimedOut'
  | 'closedAtOnce'
  | 'lost'
  | 'notTls'
  | 'tlsOnly'
  | 'unknownAuthority'
  | 'wrongHost'
  | 'certificateDates'
  | 'certificate'
  | 'clientCertificate'
  | 'wrongPassword'
  | 'wrongBefore'
  | 'triedTooOften'
  | 'authRefused'
  | 'passwordNeeded'
  | 'noPasswordSet'
  | 'loading'
  | 'maxClients'
  | 'protectedMode'
  | 'notRedis'
  | 'garbled'
  | 'tooLarge'
  | 'unknownCluster'
  | 'closed'
  | 'cancelled';

/** Its message is for the log; what people read is made by `redisFailureText`. It holds no password and no value of a key. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
  readonly kind: RedisFailureKind;
  /** Whom it is about: `host:port`, or the name of an instance. */
  readonly redis: string;
  /** The network's or the server's own word for it, where there is one: a code. */
  readonly detail: string | undefined;

  constructor(kind: RedisFailureKind, redis: string, detail?: string) {
    super([`${redis}: ${kind}`, detail].filter(Boolean).join(', '));
    this.kind = kind;
    this.redis = redis;
    this.detail = detail;
  }
}
