const mask = '••••••';

const secretKey = /passw|secret|token|signature|authorization|credential/i;

/**
 * A copy of a parsed answer that may be shown: values under secret-sounding keys are masked (task details carry Redis
 * passwords in clear), and so is every occurrence of a known secret inside any text (the gateway echoes what was signed).
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      redactText(key, secrets),
      secretKey.test(key) && inner !== null && inner !== '' ? mask : redact(inner, secrets),
    ]),
  );
}

/** The text without the secrets, also where they stand percent-encoded. */
export function redactText(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((shown, secret) => shown.replaceAll(secret, mask), text)
    .replace(/(x-security-token|x-auth-token)(["\s:=]+)[^\s|"&]+/gi, `$1$2${mask}`);
}
