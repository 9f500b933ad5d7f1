import type { RefusalFacts } from '../../../../src/cloud/errors.ts';
import { createPace, type PaceParts } from '../../../../src/task/create/pace.ts';
import type { VirtualClock } from '../../../support/desk/virtualClock.ts';
import { seededRandom } from '../../../support/suite/seededRandom.ts';

export interface GatewayLimit {
  readonly requests: number;
  /** Milliseconds of the sliding window; a second by default. */
  readonly period?: number;
  /** What a refusal says besides its status. */
  readonly says?: Partial<RefusalFacts>;
  /** Refusals use the limit up as well. */
  readonly countsRefusals?: boolean;
  /** Refuses this request, counted from 1, whatever the limit. */
  readonly hitch?: number;
  /** Milliseconds a request takes there and back, at most. */
  readonly way?: number;
}

export interface PacedRun {
  /** Milliseconds from the first turn to the last answer. */
  readonly took: number;
  readonly refusals: number;
  /** Milliseconds after the start at which each request was let through. */
  readonly passed: readonly number[];
  readonly slowed: readonly { readonly pause: number; readonly rate: number }[];
}

/** Sends that many requests, eight at a time, in one pace to a gateway that throttles; each until it is let through. */
export async function runPaced(
  clock: VirtualClock,
  count: number,
  limit: GatewayLimit,
  parts: Pick<PaceParts, 'initialRate'> = {},
): Promise<PacedRun> {
  const slowed: PacedRun['slowed'][number][] = [];
  const pace = createPace({ ...clock, ...parts, onSlowed: (state) => slowed.push(state) });
  const start = clock.now().getTime();
  const gateway = createGateway(clock, limit);
  const { next: random } = seededRandom(7, 'way');
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      for (let through = false; !through; ) {
        await pace.turn();
        await clock.wait(1 + random() * (limit.way ?? 40));
        through = gateway.letsThrough();
        await clock.wait(1 + random() * (limit.way ?? 40));
        if (through) pace.accepted();
        else pace.throttled({ status: 429, ...limit.says });
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return {
    took: clock.now().getTime() - start,
    refusals: gateway.refusals(),
    passed: gateway.passed.map((time) => time - start),
    slowed,
  };
}

function createGateway(clock: VirtualClock, { requests, period = 1000, countsRefusals = false, hitch }: GatewayLimit) {
  const passed: number[] = [];
  let counted: number[] = [];
  let refusals = 0;
  let asked = 0;
  return {
    passed,
    refusals: () => refusals,
    letsThrough() {
      const time = clock.now().getTime();
      counted = counted.filter((earlier) => earlier > time - period);
      asked += 1;
      const fits = counted.length < requests && asked !== hitch;
      if (fits || countsRefusals) counted.push(time);
      if (fits) passed.push(time);
      else refusals += 1;
      return fits;
    },
  };
}
