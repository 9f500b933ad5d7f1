import type { Transport } from '../../../src/cloud/connection.ts';
import type { Fault, FaultProxy, Stage } from './faultProxy.ts';

/** A request as it is handed to the network. */
export interface Handed {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
}

/** Tells the proxy before each request what becomes of it, and sends to the port that refuses what is to be refused. */
export function throughFaults(
  transport: Transport,
  proxy: FaultProxy,
  refusingUrl: string,
  draw: (request: Handed) => { readonly fault: Fault; readonly tell?: (stage: Stage) => void },
): Transport {
  return (url, init) => {
    const { fault, tell } = draw({ method: init.method, path: new URL(url).pathname });
    proxy.use(fault, tell);
    return transport(fault.at === 'connect' ? url.replace(proxy.url, refusingUrl) : url, init);
  };
}
