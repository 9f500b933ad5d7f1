const mask = '••••••';

const secretWords = 'passw|pwd|secret|token|signature|authorization|credential';
const secretKey = new RegExp(secretWords, 'i');

/** The same in JSON that is cut off, and so only text. Bounded, so that no text is too long for it; no password is as long. */
const secretInText = new RegExp(
  `((?:${secretWords})[\\w.-]{0,60}\\\\{0,9}"\\s{0,9}:\\s{0,9})(?:(\\\\{0,9}")(?:\\\\[^]|[^"\\\\]){0,2000}|[^\\s",{}[\\]]{1,2000})`,
  'gi',
);

/** Levels of an answer shown. The cloud's own have five; beyond a few thousand the walk itself would fail. */
const deepest = 32;

/**
 * A copy of a parsed answer that may be shown: values under secret-sounding keys are masked (task details carry Redis
 * passwords in clear), and so is every occurrence of a known secret inside any text (the gateway echoes what was signed).
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  const pattern = patternOf(secrets);
  return redactTree(value, (text) => maskIn(text, pattern), 0);
}

/** A copy in which values under secret-sounding keys are masked, and every other text is as it was. */
export function withoutSecretFields(value: unknown): unknown {
  return redactTree(value, (text) => text, 0);
}

/** The text without the secrets, also where they stand percent-encoded or escaped as in JSON. */
export function redactText(text: string, secrets: readonly string[]): string {
  return maskIn(text, patternOf(secrets));
}

function redactTree(value: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => redactTree(item, clean, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      clean(key),
      secretKey.test(key) && inner !== null && inner !== '' ? mask : redactTree(inner, clean, depth + 1),
    ]),
  );
}

/** Besides the known secrets, what stands behind the names of the headers that carry one: an echo may be cut short. */
function maskIn(text: string, secrets: RegExp | undefined): string {
  return (secrets === undefined ? text : text.replace(secrets, mask))
    .replace(/((?:x-security-token|x-auth-token)["'\\\s]*[:=]["'\\\s]*)[^\s|"&]+/gi, `$1${mask}`)
    .replace(/(\bsignature=)[0-9a-f]+/gi, `$1${mask}`)
    .replace(secretInText, `$1$2${mask}`);
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
