const mask = '••••••';

const secretKey = /passw|secret|token|signature|authorization|credential/i;

/** Levels of an answer shown. The cloud's own have five; beyond a few thousand the walk itself would fail. */
const deepest = 32;

/**
 * A copy of a parsed answer that may be shown: values under secret-sounding keys are masked (task details carry Redis
 * passwords in clear), and so is every occurrence of a known secret inside any text (the gateway echoes what was signed).
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  return redactTree(value, patternOf(secrets), 0);
}

/** The text without the secrets, also where they stand percent-encoded or escaped as in JSON. */
export function redactText(text: string, secrets: readonly string[]): string {
  return maskIn(text, patternOf(secrets));
}

function redactTree(value: unknown, secrets: RegExp | undefined, depth: number): unknown {
  if (typeof value === 'string') return maskIn(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => redactTree(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      maskIn(key, secrets),
      secretKey.test(key) && inner !== null && inner !== '' ? mask : redactTree(inner, secrets, depth + 1),
    ]),
  );
}

/** Besides the known secrets, what stands behind the names of the headers that carry one: an echo may be cut short. */
function maskIn(text: string, secrets: RegExp | undefined): string {
  return (secrets === undefined ? text : text.replace(secrets, mask))
    .replace(/((?:x-security-token|x-auth-token)["'\\\s]*[:=]["'\\\s]*)[^\s|"&]+/gi, `$1${mask}`)
    .replace(/(\bsignature=)[0-9a-f]+/gi, `$1${mask}`);
}

function patternOf(secrets: readonly string[]): RegExp | undefined {
  const known = secrets.map((secret) => secret.trim()).filter((secret) => secret !== '');
  if (known.length === 0) return undefined;
  return new RegExp(known.map((secret) => [...secret].map(spellingsOf).join('')).join('|'), 'gi');
}

/** One character in clear, percent-encoded (once or more), or escaped; encoders leave ASCII letters and digits alone. */
function spellingsOf(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');
  const units = character.split('').map((unit) => `\\\\+u${hex(unit.charCodeAt(0), 4)}`);
  const clear = /\s/.test(character) ? '(?:\\s|\\\\+[nrt])' : `\\\\*${character.replace(/[^\w\s]/u, '\\$&')}`;
  return `(?:${clear}|${bytes}|${units.join('')})`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
