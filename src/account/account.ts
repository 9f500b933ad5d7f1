import type { KeyWatch } from '../cloud/keyWatch.ts';
import { type Service, sandboxRegion } from '../cloud/regions.ts';
import type { Session } from '../cloud/session.ts';
import type { AccessKey } from '../cloud/signing.ts';
import { forgetProfile, loadProfile, type Profile, type SecretStore, saveProfile } from './profile.ts';
import { redisPasswordsKey } from './redisPasswords.ts';
import { createSessions, leadsToSandbox, type RegionSources, type Sessions, type Standing } from './sessions.ts';

export type { RegionSources } from './sessions.ts';

/** Where somebody's requests go unless a file says otherwise. */
interface Home {
  readonly region: string;
  readonly projectId: string;
  readonly projectName?: string | undefined;
}

/** Who is calling: the saved profile, or the sandbox that runs in this window. */
export interface Account extends Home {
  readonly kind: 'profile' | 'sandbox';
  readonly session: Session;
  /** Only the sandbox brings its own. */
  readonly endpoints?: Readonly<Record<Service, string>>;
}

/** A sandbox that has been started, and the key that it knows. */
export interface SandboxAccount extends Home {
  readonly key: AccessKey;
  readonly endpoints: Readonly<Record<Service, string>>;
}

/** A small value that survives a reload of this window; another window has its own. */
export interface WindowMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): Promise<void>;
}

interface AccountStores {
  readonly secrets: SecretStore;
  readonly window: WindowMemory;
  readonly startSandbox: () => Promise<SandboxAccount>;
  /** Called when a sandbox was started because this window stayed with one that ended with a reload; once. */
  readonly onSandboxAfresh?: () => void;
  readonly keys: KeyWatch;
}

/** The one owner of who is signed in; what it gives ends with it. */
export interface Accounts {
  /** The account that a request is made with; undefined when signed out. The sandbox also where its region is named. */
  current(region: RegionSources): Promise<Account | undefined>;
  /** As `current`, for what nobody asked for: undefined too where a sandbox would have to be started because a file names it. */
  glance(region: RegionSources): Promise<Account | undefined>;
  /** The saved profile, also while the sandbox is in use; undefined when there is none. */
  saved(): Promise<Account | undefined>;
  /** Saves a profile and leaves the sandbox. */
  signIn(profile: Profile): Promise<Account>;
  /** Forgets the profile and leaves the sandbox; tells what there was to forget. */
  signOut(): Promise<'profile' | 'sandbox' | 'nothing'>;
  /** Stays with the sandbox until this window changes to another account. */
  useSandbox(): Promise<Account>;
  /** Leaves the sandbox for the saved profile. */
  useSaved(): Promise<void>;
  /** Whether this window stays with the sandbox. */
  usesSandbox(): boolean;
  /** Whether requests of this session would still be made as the same one, looked up now: a button may be pressed hours later. */
  isCurrent(session: Session): Promise<boolean>;
  /** Told when somebody else is signed in, or nobody, in whatever window that was done; gives what stops that. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}

const sandboxChosen = 'dcs.sandboxChosen';

export function createAccounts(stores: AccountStores): Accounts {
  const { secrets, window } = stores;
  const { sessions, find, saved, accountOf, sandboxAccount } = createSource(stores);
  const unlisten = secrets.onDidChange(() => void sessions.review());
  const stayWithSandbox = async (stays: true | undefined) => {
    await window.update(sandboxChosen, stays);
    await sessions.review();
  };
  return {
    current: (by) => find(by, true),
    glance: (by) => find(by, false),
    saved: () => saved('saved'),
    async signIn(profile) {
      await saveProfile(secrets, profile);
      await stayWithSandbox(undefined);
      return accountOf(profile, 'current', false);
    },
    signOut: () => signOut(stores, sessions),
    async useSandbox() {
      const by = { settings: '' };
      await sandboxAccount(by);
      await stayWithSandbox(true);
      return sandboxAccount(by);
    },
    useSaved: () => stayWithSandbox(undefined),
    usesSandbox: () => window.get(sandboxChosen) === true,
    isCurrent: sessions.isCurrent,
    onChange: sessions.onChange,
    dispose() {
      unlisten();
      sessions.endAll();
    },
  };
}

/** Who is there to be, and their sessions. */
function createSource({ secrets, window, startSandbox, keys, onSandboxAfresh }: AccountStores) {
  const theSandbox = createSandboxOnce(startSandbox);
  const standing = () => standingIn(secrets, window);
  const sessions = createSessions(keys, standing);
  const look = async () => {
    const now = await standing();
    sessions.seen(now);
    return now;
  };
  const sandboxAccount = async (by: RegionSources): Promise<Account> => {
    const { key, ...home } = await theSandbox();
    const { accessKeyId } = key;
    const identity = { kind: 'sandbox', profile: 'sandbox', projectId: home.projectId, accessKeyId } as const;
    return { kind: 'sandbox', session: sessions.ofSandbox(identity, key, by), ...home };
  };
  const accountOf = (profile: Profile, as: 'current' | 'saved', usesSandbox: boolean): Account => {
    const { region, projectId, projectName } = profile;
    const session = sessions.ofProfile(profile, as, { profile, usesSandbox });
    return { kind: 'profile', session, region, projectId, projectName };
  };
  const saved = async (as: 'current' | 'saved', now?: Standing): Promise<Account | undefined> => {
    const { profile, failure, usesSandbox } = now ?? (await look());
    if (failure !== undefined) throw failure;
    if (profile === undefined) return undefined;
    return accountOf(profile, as, usesSandbox);
  };
  const find = async (by: RegionSources, startsSandbox: boolean) => {
    const now = await look();
    if (!leadsToSandbox(by, now)) return saved('current', now);
    // Of the three that may name it, a file is the one that others write.
    const isIdle = by.file === sandboxRegion.id && !now.usesSandbox && !theSandbox.isRunning();
    if (isIdle && !startsSandbox) return undefined;
    const isAfresh = now.usesSandbox && !theSandbox.isRunning();
    const account = await sandboxAccount(by);
    if (isAfresh) onSandboxAfresh?.();
    return account;
  };
  return { sessions, find, saved, accountOf, sandboxAccount };
}

async function standingIn(secrets: SecretStore, window: WindowMemory): Promise<Standing> {
  const usesSandbox = window.get(sandboxChosen) === true;
  try {
    return { usesSandbox, profile: await loadProfile(secrets) };
  } catch (failure) {
    return { usesSandbox, profile: undefined, failure };
  }
}

/** The one sandbox of this window; a start that failed is tried again. */
function createSandboxOnce(start: () => Promise<SandboxAccount>) {
  let sandbox: Promise<SandboxAccount> | undefined;
  const once = () => {
    sandbox ??= start().catch((error: unknown) => {
      sandbox = undefined;
      throw error;
    });
    return sandbox;
  };
  return Object.assign(once, { isRunning: () => sandbox !== undefined });
}

/** Whatever is under way ends first, also where the secret storage is out of order. */
async function signOut({ secrets, window }: AccountStores, sessions: Sessions): ReturnType<Accounts['signOut']> {
  sessions.endAll();
  try {
    return await forget(secrets, window);
  } finally {
    await sessions.review();
  }
}

async function forget(secrets: SecretStore, window: WindowMemory): ReturnType<Accounts['signOut']> {
  const hadSandbox = window.get(sandboxChosen) === true;
  // First, so that the sandbox can be left where the secret storage is out of order.
  await window.update(sandboxChosen, undefined);
  const hadProfile = (await loadProfile(secrets)) !== undefined;
  await forgetProfile(secrets);
  await secrets.delete(redisPasswordsKey);
  if (hadProfile) return 'profile';
  return hadSandbox ? 'sandbox' : 'nothing';
}
