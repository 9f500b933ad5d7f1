import { setMaxListeners } from 'node:events';
import type { KeyWatch } from './keyWatch.ts';
import type { AccessKey } from './signing.ts';

/** Whom requests are signed as: enough to tell one from another, and no secret. */
export interface Identity {
  readonly kind: 'profile' | 'sandbox';
  /** The name of the profile; `sandbox` for the sandbox. */
  readonly profile: string;
  readonly projectId: string;
  readonly accessKeyId: string;
}

/** Somebody's being signed in: carried by every connection, and over when they sign out or switch. */
export interface Session {
  readonly identity: Identity;
  /** Aborted when it is over: what reads ends, and nothing more is signed. */
  readonly over: AbortSignal;
  /** Undefined when it is over: nobody holds the key any longer. */
  readonly key: () => AccessKey | undefined;
  /** What is known of the key, in every window. */
  readonly keys: KeyWatch;
}

export interface OpenSession extends Session {
  readonly end: () => void;
}

export function openSession(identity: Identity, key: AccessKey, keys: KeyWatch): OpenSession {
  const over = new AbortController();
  // As many listen as requests are under way and tasks are followed.
  setMaxListeners(0, over.signal);
  let held: AccessKey | undefined = key;
  return {
    identity,
    over: over.signal,
    key: () => held,
    keys,
    end() {
      held = undefined;
      over.abort();
    },
  };
}

export function isSameIdentity(one: Identity, other: Identity): boolean {
  return (
    one.kind === other.kind &&
    one.profile === other.profile &&
    one.projectId === other.projectId &&
    one.accessKeyId === other.accessKeyId
  );
}
