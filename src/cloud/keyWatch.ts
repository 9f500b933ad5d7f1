import { Refused } from './errors.ts';

export interface KeyWatch {
  /** Resolves when this key may be used; whoever used it tells what came of it. @throws {Refused} where the key was refused */
  turn(accessKeyId: string): Promise<(error?: unknown) => void>;
  clear(): void;
}

/**
 * Five failed signatures lock a key for five minutes. Until a key has proven good it makes one request at a time, and after a
 * 401 none until the person acts.
 */
export function createKeyWatch(): KeyWatch {
  const good = new Set<string>();
  const refused = new Map<string, Refused>();
  const first = new Map<string, Promise<void>>();
  return {
    async turn(id) {
      for (let before = first.get(id); before && !good.has(id) && !refused.has(id); before = first.get(id))
        await before;
      const refusal = refused.get(id);
      if (refusal !== undefined) throw refusal;
      let over = () => {};
      if (!good.has(id)) {
        const turn = new Promise<void>((resolve) => {
          over = () => {
            if (first.get(id) === turn) first.delete(id);
            resolve();
          };
        });
        first.set(id, turn);
      }
      return (error) => {
        if (error instanceof Refused && error.facts.status === 401) refused.set(id, error);
        else if (error === undefined || error instanceof Refused) good.add(id);
        over();
      };
    },
    clear() {
      for (const known of [good, refused, first]) known.clear();
    },
  };
}
