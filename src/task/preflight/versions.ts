/** Whether one version of Redis, such as `5.0` or `6.2.7`, is older than another, by its first two numbers; undefined where one is none. */
export function isOlder(one: string, other: string): boolean | undefined {
  const [mine, others] = [numberOf(one), numberOf(other)];
  return mine === undefined || others === undefined ? undefined : mine < others;
}

function numberOf(version: string): number | undefined {
  const [, major, minor = '0'] = /^\s*(\d{1,3})(?:\.(\d{1,3}))?(?:\.|\s*$)/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
}
