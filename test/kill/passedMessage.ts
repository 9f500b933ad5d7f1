import { request as startRequest } from 'node:http';
import { http } from '../support/network/faultyServer.ts';

/** What of a message has come, or has been sent. */
export type Amount =
  | 'nothing'
  | 'one byte'
  | 'half of the head'
  | 'the head'
  | 'half of the body'
  | 'all but one byte'
  | 'all';

/** A request on its way. */
export interface PassedRequest {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Undefined as long as the request is not whole. */
export function parseRequest(bytes: Buffer): PassedRequest | undefined {
  const { head, length } = lengthsOf(bytes);
  if (length === undefined || bytes.length < length) return undefined;
  const [line = '', ...lines] = bytes.toString('latin1', 0, head - 4).split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const headers = lines.flatMap((header) => {
    const colon = header.indexOf(':');
    return [header.slice(0, colon), header.slice(colon + 1).trim()];
  });
  return { method, target, headers, body: bytes.subarray(head, length) };
}

/** Whether as much of the message as that is there; false as long as its length is not known. */
export function holds(bytes: Buffer, amount: Amount): boolean {
  const { length } = lengthsOf(bytes);
  return length !== undefined && bytes.length >= bytesOf(bytes, amount);
}

/** How many bytes of a message that is. */
export function bytesOf(bytes: Buffer, amount: Amount): number {
  const { head, length = bytes.length } = lengthsOf(bytes);
  const amounts: Readonly<Record<Amount, number>> = {
    nothing: 0,
    'one byte': 1,
    'half of the head': Math.floor(head / 2),
    'the head': head,
    'half of the body': head + Math.floor((length - head) / 2),
    'all but one byte': length - 1,
    all: length,
  };
  return amounts[amount];
}

function lengthsOf(bytes: Buffer): { readonly head: number; readonly length: number | undefined } {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return { head: bytes.length, length: undefined };
  const body = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1];
  return { head: end + 4, length: end + 4 + Number(body ?? 0) };
}

/** Hands a request to the cloud; gives the answer in bytes, the last of its connection. */
export function passOn({ method, target, headers, body }: PassedRequest, cloud: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: [...headers], setHost: false, agent: false };
    const outgoing = startRequest(`${cloud}${target}`, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const kept = ['date', 'content-type', 'x-request-id'].map((name) => `${name}: ${response.headers[name]}`);
        resolve(http(response.statusCode ?? 0, Buffer.concat(parts), kept));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
