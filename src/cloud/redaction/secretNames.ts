const chinese = ['密码', '口令', '密钥', '令牌', '凭证'];

/** The Chinese ones as encoders write them, for a regular expression: percent-encoded (once or more), or escaped as in JSON. */
export const encodedNames = chinese
  .map((name) => {
    const bytes = [...Buffer.from(name)].map((byte) => `%(?:25){0,8}${byte.toString(16)}`);
    const units = name.split('').map((unit) => `\\\\{1,32}u${unit.charCodeAt(0).toString(16)}`);
    return `${bytes.join('')}|${units.join('')}`;
  })
  .join('|');

/** What is part of the name of a secret in whatever composition. */
const within = new RegExp(
  [
    'passw|passphrase|passcode|pswd|pwd|secret|token|signature|authori[sz]ation|credential|session|requirepass|masterauth|cookie|bearer',
    '(?:private|api|access|signing|encryption)[^A-Za-z0-9]{0,3}key',
    '(?:source|target|src|dst|redis|user|db|master|admin)pass(?![a-z])',
    ...chinese,
    encodedNames,
  ].join('|'),
  'i',
);

/** What names a secret only as a word of its own: `redis_auth`, but not `author`. */
const words: ReadonlySet<string> = new Set(['auth', 'pass', 'pw', 'psw', 'sk', 'pem', 'jwt', 'otp', 'pin']);

/** Characters; no field of an API has a longer name. */
const longestName = 256;

/** Whether what stands under this name is a secret by its name. */
export function soundsSecret(name: string): boolean {
  if (name.length > longestName || within.test(name)) return true;
  return name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).some((word) => words.has(word.toLowerCase()));
}

/** Behind such a name a Latin word is none of its language. */
export function isChinese(name: string): boolean {
  return chinese.some((one) => name.includes(one));
}

/** Characters of a word up to the end of a name in Chinese, which writes no blank behind it. */
export function lengthOfName(word: string): number {
  const ends = chinese
    .map((name) => word.indexOf(name) + name.length)
    .filter((end, index) => end >= (chinese[index]?.length ?? 0));
  return ends.length === 0 ? word.length : Math.min(...ends);
}

/** Whether a value is itself such a name: the secret then stands beside it, as in `{"key": "password", "value": "…"}`. */
export function isSecretName(value: unknown): boolean {
  return typeof value === 'string' && /^[\p{L}\p{N}_.%\\-]{1,64}$/u.test(value) && soundsSecret(value);
}

const namesOfNames =
  /^(?:k|key|name|field|param|parameter|property|option|attribute|header)$|[_a-z](?:_key|_name|Key|Name)$/;
const namesOfValues = /^(?:v|val|value|content|data)$|(?:_value|Value)$/;

/** The name in an object under which a secret stands that another of its members names. */
export function isNameOfValue(name: string): boolean {
  return namesOfValues.test(name);
}

type Members = readonly (readonly [name: string, value: unknown])[];

/** The members of an object that name a secret, and are there to name something. */
export function namesAmong(members: Members): Members {
  return members.filter(([name, value]) => namesOfNames.test(name) && isSecretName(value));
}
