import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { createPace, type Pace } from '../../task/create/pace.ts';
import type { Place } from './batchFacts.ts';

/** Gives the pace of creates at a place, one for each address of the service; a slower one is in the log. */
export function createPaces({ t, log, wait, now }: Pick<Desk, 't' | 'log' | 'wait' | 'now'>): (place: Place) => Pace {
  const paces = new Map<string, Pace>();
  return ({ connection, sandbox }) => {
    const address = connection.endpoints.dcs;
    const onSlowed = ({ pause, rate }: { readonly pause: number; readonly rate: number }) => {
      const message = t('The cloud throttles: all wait {seconds} s and then go on with {rate} a second.', {
        seconds: (pause / 1000).toFixed(1),
        rate: rate.toFixed(1),
      });
      log.info(placed(message, { sandbox, connection }, t));
    };
    const pace = paces.get(address) ?? createPace({ wait, now, onSlowed });
    paces.set(address, pace);
    return pace;
  };
}
