/** Whether one version of Redis, such as `5.0` or `6.2.7`, is older than another, by its first two numbers; undefined where one is none. */
export function isOlder(one: string, other: string): boolean | undefined {
  const [mine, others] = [numberOf(one), numberOf(other)];
  return mine === undefined || others === undefined ? undefined : mine < others;
}

/** Whether an instance has a Web CLI; undefined where its version is none. Source: DCS user guide, "Connecting to an Instance on the Console". */
export function hasWebCli(version = ''): boolean | undefined {
  const isTooOld = isOlder(version, '4.0');
  return isTooOld === undefined ? undefined : !isTooOld;
}

function numberOf(version: string): number | undefined {
  const [, major, minor = '0'] = /^\s*(\d{1,3})(?:\.(\d{1,3}))?(?:\.|\s*$)/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
}
