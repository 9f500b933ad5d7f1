import type { PreparedRequest } from '../../cloud/http.ts';
import { algorithm, computeSignature } from '../../cloud/signing.ts';
import { escapeInJson } from './jsonEscapes.ts';
import { shWord } from './shWord.ts';

/** What the script reads, for a person to set. The names are those of the official SDKs. */
export const curlEnvironment = {
  keyId: 'HUAWEICLOUD_SDK_AK',
  secret: 'HUAWEICLOUD_SDK_SK',
  token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
} as const;

/** Made by the script when it runs. */
const madeByScript: ReadonlySet<string> = new Set(['authorization', 'x-sdk-date', 'x-security-token']);

/** A shell function that prints the bytes of `$key`, filled up to a block of SHA-256 and each crossed with its argument. */
const padFunction = `pad() {
  rest=$key count=0
  while [ "$count" -lt 64 ]; do
    after=\${rest#??}
    byte=\${rest%"$after"}
    rest=$after
    printf "\\\\$(printf %03o $((0x\${byte:-0} ^ $1)))"
    count=$((count + 1))
  done
}`;

/** Of the body: what a terminal may act on, and the mark of history expansion, whose rules differ between shells. */
const notForTerminals = /[^\x20-\x7e]|!/g;

const quoted = (text: string) => shWord(text, 'script');

/**
 * A command for any POSIX shell that signs the request anew and sends it with curl. The key comes from the environment, and never becomes
 * an argument of a process, which others on the computer could see: so HMAC is made here as RFC 2104 has it, since openssl takes a key
 * from its command line only. All of it is ASCII, in lines that no terminal cuts off, and no break ends it: pasting alone runs nothing.
 */
export function curlCommand(request: PreparedRequest, { sandbox }: { readonly sandbox: boolean }): string {
  const { keyId, secret, token } = curlEnvironment;
  const { names, lines } = headersOf(request);
  const [method = '', path = '', query = ''] = canonicalLines(request);
  return `sh <<'END_OF_CURL'
# Each run creates an online migration task${sandbox ? ' in the local sandbox' : ', whose migration machine is billed'}.
# Set ${keyId} and ${secret} before, and ${token} for a temporary key. Needs curl and openssl.
set -eu
: "\${${keyId}:?}" "\${${secret}:?}"
body=${quoted(escapeInJson(request.body ?? '', notForTerminals))}
date=$(date -u +%Y%m%dT%H%M%SZ)
signed=${quoted([...names, 'x-sdk-date'].join(';'))}
headers=${quoted(`${lines.join('\n')}\nx-sdk-date:`)}"$date"
if [ -n "\${${token}:-}" ]; then
  signed="$signed;x-security-token"
  headers="$headers
x-security-token:$${token}"
fi
sha256() { openssl dgst -sha256 | sed 's/^.* //'; }
key=$(printf %s "$${secret}" | od -An -v -tx1 | tr -d ' \\n')
[ "\${#key}" -le 128 ] || key=$(printf %s "$${secret}" | sha256)
${padFunction}
request=$(printf '%s\\n' ${method} ${quoted(path)} ${quoted(query)} "$headers" '' "$signed" "$(printf %s "$body" | sha256)")
text=$(printf '%s\\n' ${algorithm} "$date" "$(printf %s "$request" | sha256)")
signature=$({ pad 0x5c; { pad 0x36; printf %s "$text"; } | openssl dgst -sha256 -binary; } | sha256)
{
  printf '%s\\n' "$headers" | sed -e '/^host:/d' -e 's/.*/header = "&"/'
  printf 'header = "Authorization: %s Access=%s, SignedHeaders=%s, Signature=%s"\\n' ${algorithm} "$${keyId}" "$signed" "$signature"
} | curl --silent --show-error --include --config - --request ${method} --data-binary "$body" ${shWord(request.url, 'prompt')}
echo
END_OF_CURL`;
}

/** What the script knows of the headers to be signed, in their order: those it makes come after them. */
function headersOf({ url, headers }: PreparedRequest): { names: readonly string[]; lines: readonly string[] } {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const known = [...given.filter(([name]) => !madeByScript.has(name)), ['host', new URL(url).host] as const].sort();
  return { names: known.map(([name]) => name), lines: known.map(([name, value]) => `${name}:${value}`) };
}

/** Method, path and query as they are signed, and more. */
function canonicalLines(request: PreparedRequest): readonly string[] {
  return computeSignature(request, [], '').canonicalRequest.split('\n');
}
