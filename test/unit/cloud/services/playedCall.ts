import type { Connection } from '../../../../src/cloud/connection.ts';
import { type Answer, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

export type Call = (connection: Connection) => Promise<unknown>;

/** What a call sends, in the wire's words, and what it gives or fails with. */
export async function play(call: Call, answer: Answer, changes: Partial<Connection> = {}) {
  return withFaultyServer(answer, async (server) => {
    const [outcome] = await Promise.allSettled([call(connectionTo(server.url, changes))]);
    const sent = server.received.map(({ method, target, headers, body }) => ({
      line: `${method} ${target}`,
      type: headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1],
      body: body.toString(),
    }));
    return { outcome, sent };
  });
}
