/** The journal could not be read or written. Whoever gets it from `claim` or `markSent` must not send anything. */
export class JournalProblem extends Error {
  override readonly name = 'JournalProblem';
  /** The operating system's code, such as ENOSPC; FULL where there are too many open entries, CLOSED where another window has closed the entry. */
  readonly code: string;
  readonly path: string;

  constructor(code: string, path: string, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}: ${path}`, options);
    this.code = code;
    this.path = path;
  }
}

/** The code of what Node threw, or UNKNOWN. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** Runs work on a file or folder; whatever it throws becomes a {@link JournalProblem} about that path. */
export async function orProblem<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JournalProblem) throw error;
    throw new JournalProblem(codeOf(error), path, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
