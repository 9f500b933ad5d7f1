import { connect } from 'node:net';

/** What a client saw that knows little of HTTP: the bytes that came, and how it ended. */
export interface Seen {
  readonly bytes: string;
  /** `silence` where nothing more came for a while, `endless` where it never stopped. */
  readonly end: 'refused' | 'reset' | 'closed' | 'silence' | 'endless';
}

/** Milliseconds without a byte, and with bytes. */
const longSilence = 250;
const longAnswer = 1000;

/** Writes the pieces one after the other over a connection of its own and reads whatever comes. */
export function sendPlain(url: string, pieces: readonly string[]): Promise<Seen> {
  return new Promise((resolve) => {
    let bytes = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const finish = (end: Seen['end']) => {
      clearTimeout(timer);
      clearTimeout(limit);
      socket.destroy();
      resolve({ bytes, end });
    };
    const timer = setTimeout(() => finish('silence'), longSilence);
    const limit = setTimeout(() => finish('endless'), longAnswer);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      bytes += text;
      timer.refresh();
    });
    socket.on('end', () => finish('closed'));
    socket.on('error', (error) => finish(/ECONNREFUSED/.test(error.message) ? 'refused' : 'reset'));
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (!socket.writable) return;
        await new Promise((written) => socket.write(piece, written));
      }
    });
  });
}

const telling = /^(?:retry-after|content-encoding|transfer-encoding|location|keep-alive):/i;

/** In one line: the first line, the headers that make the difference, the end of the body, how much is missing of it, the end. */
export function inOneLine({ bytes, end }: Seen): string {
  const [head = '', ...bodies] = bytes.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  const body = bodies.join(' ');
  const length = headers.find((header) => /^content-length:/i.test(header))?.split(':')[1];
  const missing = bodies.length > 0 && length !== undefined ? Number(length) - body.length : 0;
  if (end === 'endless') return `${line} · ${end}`;
  const names = headers.filter((header) => telling.test(header)).map((header) => header.split(':')[0]);
  const parts = [line, ...names, body.trim().slice(-12), missing === 0 ? '' : `missing ${missing}`, end];
  return parts.filter((part) => part !== '').join(' · ');
}
