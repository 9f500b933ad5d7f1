import { type Service, sandboxRegion } from '../cloud/regions.ts';
import type { AccessKey } from '../cloud/signing.ts';
import { forgetProfile, loadProfile, type Profile, type SecretStore, saveProfile } from './profile.ts';

/** Who is calling: the saved profile, or the sandbox that runs in this window. */
export interface Account {
  readonly kind: 'profile' | 'sandbox';
  readonly key: AccessKey;
  readonly region: string;
  readonly projectId: string;
  readonly projectName?: string | undefined;
  /** Only the sandbox brings its own. */
  readonly endpoints?: Readonly<Record<Service, string>>;
}

/** A small value that survives a reload of this window; another window has its own. */
export interface WindowMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): Promise<void>;
}

export interface AccountStores {
  readonly secrets: SecretStore;
  readonly window: WindowMemory;
  readonly startSandbox: () => Promise<Account>;
}

/** Who names a region for a request, as far as anybody does. */
export interface RegionSources {
  readonly file?: string | undefined;
  readonly settings: string;
}

export interface Accounts {
  /** The account that a request is made with; undefined when signed out. The sandbox also where its region is named. */
  current(region: RegionSources): Promise<Account | undefined>;
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
}

const sandboxChosen = 'dcs.sandboxChosen';

export function createAccounts({ secrets, window, startSandbox }: AccountStores): Accounts {
  let sandbox: Promise<Account> | undefined;
  const theSandbox = () => {
    sandbox ??= startSandbox().catch((error: unknown) => {
      sandbox = undefined;
      throw error;
    });
    return sandbox;
  };
  const saved = async () => {
    const profile = await loadProfile(secrets);
    return profile && accountOf(profile);
  };
  return {
    saved,
    async current({ file, settings }) {
      if (window.get(sandboxChosen) === true || file === sandboxRegion.id) return theSandbox();
      const account = await saved();
      if (account) return account;
      return file === undefined && settings === sandboxRegion.id ? theSandbox() : undefined;
    },
    async signIn(profile) {
      await saveProfile(secrets, profile);
      await window.update(sandboxChosen, undefined);
      return accountOf(profile);
    },
    signOut: () => signOut(secrets, window),
    async useSandbox() {
      const account = await theSandbox();
      await window.update(sandboxChosen, true);
      return account;
    },
    useSaved: () => window.update(sandboxChosen, undefined),
    usesSandbox: () => window.get(sandboxChosen) === true,
  };
}

async function signOut(secrets: SecretStore, window: WindowMemory): ReturnType<Accounts['signOut']> {
  const hadSandbox = window.get(sandboxChosen) === true;
  // First, so that the sandbox can be left where the secret storage is out of order.
  await window.update(sandboxChosen, undefined);
  const hadProfile = (await loadProfile(secrets)) !== undefined;
  await forgetProfile(secrets);
  if (hadProfile) return 'profile';
  return hadSandbox ? 'sandbox' : 'nothing';
}

function accountOf({ credential: { kind: _, ...key }, ...profile }: Profile): Account {
  return { kind: 'profile', key, ...profile };
}
