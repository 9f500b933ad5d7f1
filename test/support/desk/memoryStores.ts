import type { WindowMemory } from '../../../src/account/account.ts';
import type { SecretStore } from '../../../src/account/profile.ts';

/** A secret storage that several windows may share. `broken` makes it fail as one without a keyring does. */
export interface MemorySecrets extends SecretStore {
  readonly content: Map<string, string>;
  broken: 'reading' | 'writing' | undefined;
}

export function memorySecrets(entries: Readonly<Record<string, string>> = {}): MemorySecrets {
  const content = new Map(Object.entries(entries));
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const secrets: MemorySecrets = {
    content,
    broken: undefined,
    async get(key) {
      if (secrets.broken === 'reading') throw new Error('The name org.freedesktop.secrets was not provided');
      return content.get(key);
    },
    async store(key, value) {
      if (secrets.broken === 'writing') throw new Error('The name org.freedesktop.secrets was not provided');
      content.set(key, value);
      changed();
    },
    async delete(key) {
      content.delete(key);
      changed();
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return secrets;
}

/** What survives a reload: it comes back as JSON. */
export function memoryOfWindow(): WindowMemory {
  const content = new Map<string, string>();
  return {
    get(key) {
      const text = content.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async update(key, value) {
      if (value === undefined) content.delete(key);
      else content.set(key, JSON.stringify(value));
    },
  };
}
