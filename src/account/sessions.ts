import { createHash } from 'node:crypto';
import type { KeyWatch } from '../cloud/keyWatch.ts';
import { sandboxRegion } from '../cloud/regions.ts';
import { type Identity, isSameIdentity, type OpenSession, openSession, type Session } from '../cloud/session.ts';
import type { AccessKey } from '../cloud/signing.ts';
import { identityOf, keyOf, type Profile } from './profile.ts';

/** Who names a region for a request, as far as anybody does. */
export interface RegionSources {
  readonly file?: string | undefined;
  readonly settings: string;
}

/** What decides who is signed in. */
export interface Standing {
  /** This window stays with the sandbox. */
  readonly usesSandbox: boolean;
  readonly profile: Profile | undefined;
  /** Why the secret storage could not be read: nobody has signed out by that. */
  readonly failure?: unknown;
}

/** A session that was given out, and how long it lasts. */
interface Given {
  readonly session: OpenSession;
  readonly key: AccessKey;
  /** Whether whoever asked for it would be given the same again. */
  readonly lasts: (now: Standing) => boolean;
  /** Whether requests are made with it now; one of the saved profile lasts beside the sandbox. */
  readonly isCurrent: (now: Standing) => boolean;
}

export interface Sessions {
  /** What was found by whoever asked first; what differs from it later is told. */
  seen(now: Standing): void;
  /** The one session of a profile: as what requests are made with now, or as the saved one whatever that is. */
  ofProfile(profile: Profile, as: 'current' | 'saved', now: Standing): Session;
  ofSandbox(identity: Identity, key: AccessKey, by: RegionSources): Session;
  /** Ends what does not last; tells the listeners where somebody else, or nobody, is signed in now. */
  review(): Promise<void>;
  /** Ends all but what a file gave to the sandbox by its region. */
  endAll(): void;
  isCurrent(session: Session): Promise<boolean>;
  onChange(listener: () => void): () => void;
}

/** Whether a request goes to the sandbox, whoever else is signed in. */
export function leadsToSandbox(
  { file, settings }: RegionSources,
  { usesSandbox, profile, failure }: Standing,
): boolean {
  if (usesSandbox || file === sandboxRegion.id) return true;
  return profile === undefined && failure === undefined && file === undefined && settings === sandboxRegion.id;
}

/** `standing` reads what decides now. */
export function createSessions(keys: KeyWatch, standing: () => Promise<Standing>): Sessions {
  const given = createGiven(keys);
  const listeners = new Set<() => void>();
  let last: string | undefined;
  const review = async () => {
    const now = await standing();
    given.end(({ lasts }) => !lasts(now));
    const who = fingerprint(now);
    if (who === last || now.failure !== undefined) return now;
    last = who;
    for (const listener of listeners) listener();
    return now;
  };
  return {
    seen(now) {
      if (now.failure === undefined) last ??= fingerprint(now);
    },
    ofProfile(profile, as, now) {
      const same = ({ profile: other, failure }: Standing) =>
        failure !== undefined || (other !== undefined && isSameProfile(other, profile));
      const isCurrent = (later: Standing) => !later.usesSandbox && same(later);
      const beside = (later: Standing) => later.usesSandbox === now.usesSandbox && same(later);
      const lasts = as === 'current' ? isCurrent : beside;
      return given.give(as, identityOf(profile), { key: keyOf(profile), lasts, isCurrent });
    },
    ofSandbox(identity, key, by) {
      const lasts = (now: Standing) => leadsToSandbox(by, now);
      const use = by.file === sandboxRegion.id ? named : `sandbox ${by.settings}`;
      return given.give(use, identity, { key, lasts, isCurrent: lasts });
    },
    review: async () => void (await review()),
    endAll: () => given.end((_, use) => use !== named),
    isCurrent: async (session) => given.isCurrent(session, await review()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a file led to the sandbox by its region: it does not matter who is signed in. */
const named = 'named';

/** The sessions in use, one for each use. */
function createGiven(keys: KeyWatch) {
  const given = new Map<string, Given>();
  return {
    isCurrent(session: Session, now: Standing): boolean {
      if (now.failure !== undefined && !now.usesSandbox) throw now.failure;
      return [...given.values()].some((one) => one.session === session && one.isCurrent(now));
    },
    give(use: string, identity: Identity, one: Omit<Given, 'session'>): Session {
      const before = given.get(use);
      if (before && isSameIdentity(before.session.identity, identity) && isSameKey(before.key, one.key))
        return before.session;
      before?.session.end();
      const session = openSession(identity, one.key, keys);
      given.set(use, { ...one, session });
      return session;
    },
    end(ends: (one: Given, use: string) => boolean): void {
      for (const [use, one] of [...given]) {
        if (!ends(one, use)) continue;
        given.delete(use);
        one.session.end();
      }
    },
  };
}

function isSameProfile(one: Profile, other: Profile): boolean {
  return isSameIdentity(identityOf(one), identityOf(other)) && isSameKey(keyOf(one), keyOf(other));
}

function isSameKey(one: AccessKey, other: AccessKey): boolean {
  return one.secretAccessKey === other.secretAccessKey && one.securityToken === other.securityToken;
}

/** Holds no key, so that nobody who has signed out is kept here. */
function fingerprint({ usesSandbox, profile }: Standing): string {
  const who = profile && [identityOf(profile), keyOf(profile)];
  return createHash('sha256')
    .update(JSON.stringify([usesSandbox, who]))
    .digest('hex');
}
