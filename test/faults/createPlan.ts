import type { Fault } from '../support/network/faultProxy.ts';
import { clean, faults, kept } from '../support/network/faults.ts';
import { type SeededRandom, seededRandom } from '../support/suite/seededRandom.ts';

/** When the person calls it off; the last two end the looking for what had no answer. */
export const cancels = ['before', 'touched', 'passedOn', 'pause', 'looking', 'thirdLook'] as const;
export type Cancel = (typeof cancels)[number];

/** What happens to one create. Nothing of it depends on anything but the seed and its number. */
export interface CreatePlan {
  readonly number: number;
  readonly name: string;
  readonly transport: 'host' | 'undici';
  /** Another task of the same name: from long before, or made by somebody else in other networks at the same moment. */
  readonly namesake: 'older' | 'elsewhere' | undefined;
  readonly cancel: Cancel | undefined;
  /** The fault of its POST, from 1; only what cannot have been carried out has a next one. */
  readonly post: (attempt: number) => Fault;
  /** The fault of its reads, from 1. */
  readonly read: (attempt: number) => Fault;
}

const faultsOfReads = 0.12;

export function planCreate(seed: number, number: number): CreatePlan {
  const random = seededRandom(seed, 'create', number);
  const post = (attempt: number) => {
    const drawn = seededRandom(seed, 'post', number, attempt);
    return drawn.chance(attempt === 1 ? 0.92 : 0.7) ? anyOf(drawn) : clean;
  };
  // The race needs a connection that was kept.
  const sound = post(1).at === 'idle' ? kept : clean;
  const read = (attempt: number) => {
    const drawn = seededRandom(seed, 'read', number, attempt);
    return drawn.chance(faultsOfReads) ? anyOf(drawn) : sound;
  };
  return {
    number,
    name: `fault-${number}`,
    transport: random.chance(0.5) ? 'host' : 'undici',
    namesake: random.chance(0.2) ? random.pick(['older', 'elsewhere']) : undefined,
    cancel: random.chance(0.2) ? random.pick(cancels) : undefined,
    post,
    read,
  };
}

function anyOf(random: SeededRandom): Fault {
  return faults[random.below(faults.length)] ?? clean;
}

/** The cloud and the clocks that some creates share. */
export interface ShardPlan {
  /** Milliseconds until a new task is in the list. */
  readonly listLag: number;
  /** Milliseconds that the clock of this computer is ahead of the cloud's. */
  readonly ahead: number;
  readonly denied: 'dcs:migrationTask:list' | 'dcs:migrationTask:get' | undefined;
}

export function planShard(seed: number, shard: number): ShardPlan {
  const random = seededRandom(seed, 'shard', shard);
  return {
    listLag: random.pick([0, 1000, 15_000, 60_000]),
    ahead: random.pick([0, 0, 420_000, -420_000]),
    denied: random.pick([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'dcs:migrationTask:list',
      'dcs:migrationTask:get',
    ]),
  };
}
