import type { Desk } from '../../desk/ports.ts';

/** What speaks against a value: the verdict fits in one row of a list, what is beside it may be cut. */
export interface Verdict {
  readonly verdict: string;
  readonly detail?: string;
}

/** Looks at a value while the next questions are asked, so that the review can say what it found. */
export interface ReviewWatch {
  begin(value: string): void;
  /** What speaks against the value; undefined where nothing does, or that may not be read. */
  remark(): Promise<Verdict | undefined>;
  stop(): void;
}

/** Looks something up while the next questions are asked. */
interface Ahead<T> {
  /** Asks, save where it has just done so for this key; what was begun for another one does not matter any more. */
  begin(key: string): void;
  /** `late` where the answer is still to come; undefined where nothing was begun, or there is no answer. */
  answer(): Promise<T | 'late' | undefined>;
  stop(): void;
}

/** Milliseconds that a question waits for an answer that is still to come. */
const patience = 1500;

/** Milliseconds for which an answer holds: a person may change in the console what it says. */
const fresh = 20_000;

interface Look<T> {
  readonly key: string;
  readonly at: number;
  readonly answer: Promise<T | undefined>;
  /** What was answered; until then what was known of this key before. */
  known: T | undefined;
}

export function lookAhead<T extends object>(
  { wait, now }: Pick<Desk, 'wait' | 'now'>,
  ask: (key: string, signal: AbortSignal) => Promise<T>,
): Ahead<T> {
  const over = new AbortController();
  let current: Look<T> | undefined;
  return {
    begin(key) {
      const at = now().getTime();
      const same = current?.key === key ? current : undefined;
      if (same && at - same.at < fresh) return;
      const known = same?.known;
      // What is no answer of the cloud is told when the create meets it again.
      const look: Look<T> = { key, at, known, answer: ask(key, over.signal).catch(() => known) };
      current = look;
      void look.answer.then((answer) => {
        look.known = answer;
      });
    },
    async answer() {
      if (current === undefined) return undefined;
      const look = current;
      const waited = new AbortController();
      const late = wait(patience, waited.signal).then(() => look.known ?? ('late' as const));
      const answer = await Promise.race([look.answer, late]);
      waited.abort();
      return answer;
    },
    stop: () => over.abort(),
  };
}
