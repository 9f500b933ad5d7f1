/** `${env:NAME}`, whatever stands in place of the name. */
const reference = /^\$\{env:([^{}]*)\}$/;

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What credentials of the cloud are read from, here and by other tools. Windows does not tell capitals from small letters. */
const ofCredentials = /^(?:HUAWEICLOUD|HW|CLOUD_SDK|OS)_/i;

/** What stands in place of a password: a variable, or why it is none that may be read. */
type PasswordReading =
  | { readonly variable: string }
  | { readonly refusal: 'literal' | 'name' }
  | { readonly refusal: 'credential'; readonly name: string };

/** Reads the `password` of an instance, which names a variable of the environment: `${env:REDIS_SOURCE_PASSWORD}`. */
export function readPassword(text: string): PasswordReading {
  const variable = reference.exec(text)?.[1];
  if (variable === undefined) return { refusal: 'literal' };
  if (!variableName.test(variable)) return { refusal: 'name' };
  return ofCredentials.test(variable) ? { refusal: 'credential', name: variable } : { variable };
}

/** What a password is written as: the name of a variable where it has to be read from. */
export function passwordReference(variable: string): string {
  return `\${env:${variable}}`;
}

/** The same in quotes as an editor inserts it, with the name to be typed over. */
export function passwordSnippet(variable: string, stop = 1): string {
  return `"\\\${env:\${${stop}:${variable}}}"`;
}

/** The variable that is proposed for the password of an instance, by the path of the instance or of a field in it. */
export function proposedVariable(path: string): string {
  return path.startsWith('migration.target_instance') ? 'REDIS_TARGET_PASSWORD' : 'REDIS_SOURCE_PASSWORD';
}
