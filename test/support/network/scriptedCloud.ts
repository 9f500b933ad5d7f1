import { type FaultyServer, json, type Received, withFaultyServer } from './faultyServer.ts';

export interface ScriptedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Counts from 1. */
  readonly number: number;
}

/** A status and a body. */
export type ScriptedAnswer = readonly [status: number, body: unknown];

/** A cloud that answers as told, every time on a connection of its own; `asked` is path and query of each request. */
export function withScriptedCloud(
  script: (request: ScriptedRequest) => ScriptedAnswer,
  run: (cloud: { url: string; asked: () => string[] }) => Promise<void>,
): Promise<void> {
  let number = 0;
  const parse = ({ target }: Received): ScriptedRequest => {
    const { pathname, searchParams } = new URL(target, 'http://x');
    number += 1;
    return { path: pathname, query: searchParams, number };
  };
  const asked = ({ received }: FaultyServer) => received.map(({ target }) => target);
  return withFaultyServer(
    (socket, request) => socket.end(json(...script(parse(request)))),
    (server) => run({ url: server.url, asked: () => asked(server) }),
  );
}
