/** A text that changes while somebody looks at it. */
export interface LiveText {
  /** As it is now. Never rejects: what it cannot read it says. */
  read(signal: AbortSignal): Promise<string>;
  /** Milliseconds until it may be another; undefined where it stays as it is. */
  pause(): number | undefined;
  /** Told when it is to be read at once; gives what stops that. */
  onChange(listener: () => void): () => void;
}
