/** How long what happens to a task takes, in milliseconds. */
export interface Pace {
  /** From the creation of a task until its machine is up or has failed. */
  readonly machine: number;
  /** From the start of a run until source and target have answered. */
  readonly connecting: number;
  /** From the start of a run until everything has been copied once. */
  readonly fullCopy: number;
  /** From there until the target is in sync. */
  readonly catchingUp: number;
  /** After so long the figures of a task are other ones. */
  readonly breath: number;
  /** Between two lines in the log of a task in sync. */
  readonly heartbeat: number;
  readonly stopping: number;
  /** From a swap of addresses, or a roll back, until it has ended. */
  readonly exchanging: number;
  /** How long the list still has a task that was deleted. */
  readonly forgetting: number;
  /** How long a machine with nothing to do is kept; the API does not tell. */
  readonly release: number;
}

/** The pace of a sandbox in which everything goes `speed` times as fast. */
export function paceAt(speed: number): Pace {
  return {
    machine: 20_000 / speed,
    connecting: 3000 / speed,
    fullCopy: 60_000 / speed,
    catchingUp: 30_000 / speed,
    breath: 5000 / speed,
    heartbeat: 60_000 / speed,
    stopping: 6000 / speed,
    exchanging: 6000 / speed,
    forgetting: 3000 / speed,
    release: (48 * 3_600_000) / speed,
  };
}

/** For who tries the sandbox out: from the creation of a task over the cut-over to the cleaning up in less than a minute. */
export function quickPaceAt(speed: number): Pace {
  return {
    ...paceAt(speed),
    machine: 10_000 / speed,
    connecting: 1500 / speed,
    fullCopy: 10_000 / speed,
    catchingUp: 8000 / speed,
    stopping: 3000 / speed,
    forgetting: 2000 / speed,
  };
}
