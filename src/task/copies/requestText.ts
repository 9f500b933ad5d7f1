import type { PreparedRequest } from '../../cloud/http.ts';
import { looksLikeAccessKeyId } from '../../cloud/signing.ts';
import { escapeInJson } from './jsonEscapes.ts';
import { unseen } from './unseen.ts';

const dots = '••••••••';

/** But for the breaks between the lines of a body. */
const unseenInLines = new RegExp(`(?!\\n)${unseen.source}`, 'gu');

/**
 * A prepared request as it goes over the wire, to be read by a person: signature, security token and an access key ID that looks like none
 * are dots, what does not show an escape.
 */
export function requestText({ method, url, headers, body }: PreparedRequest): string {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${shown(name, value)}`);
  const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...lines].join('\n');
  if (body === undefined) return `${head}\n`;
  const pretty: unknown = JSON.parse(body);
  return `${head}\n\n${escapeInJson(JSON.stringify(pretty, null, 2), unseenInLines)}\n`;
}

function shown(name: string, value: string): string {
  if (/token|secret/i.test(name)) return dots;
  return value
    .replace(/(Signature=)[0-9a-f]+/i, `$1${dots}`)
    .replace(/(Access=)(.*)(?=, SignedHeaders=)/, (_, label: string, id: string) =>
      looksLikeAccessKeyId(id) ? `${label}${id}` : `${label}${dots}`,
    );
}
