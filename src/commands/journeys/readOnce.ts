import type { Connection } from '../../cloud/connection.ts';
import { atMost } from '../../desk/concurrently.ts';

/** Requests at a time. */
const requestsAtOnce = 6;

/** The same connection, which reads what is at an address once, however many ask for it; what failed is read again. */
export function readingOnce(connection: Connection): Connection {
  const inTurn = atMost(requestsAtOnce);
  const answers = new Map<string, Promise<Response>>();
  const transport: Connection['transport'] = async (url, init) => {
    const send = () => inTurn(() => connection.transport(url, init));
    if (init.method !== 'GET') return send();
    const known = answers.get(url) ?? send();
    answers.set(url, known);
    const forget = () => {
      if (answers.get(url) === known) answers.delete(url);
    };
    try {
      const answer = await known;
      if (answer.status === 429 || answer.status >= 500) forget();
      return answer.clone();
    } catch (error) {
      forget();
      throw error;
    }
  };
  return { ...connection, transport };
}
