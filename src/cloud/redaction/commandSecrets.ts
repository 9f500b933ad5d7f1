import type { Range } from './knownSecrets.ts';

/**
 * Commands of Redis as programs write them down, with what of them is secret at the end of each. Bounded, so that a text is gone over in
 * proportion to its length.
 */
const commands: readonly RegExp[] = [
  // `redis-cli -asecret`
  /\b(?:redis|valkey|keydb)-cli\b[^\r\n]{0,400}?\s-a(?![\s=])(\S{1,4000})/gi,
  // A line of an ACL file, or of ACL LIST: `user bob on ~* >secret`
  /\buser[^\S\r\n]{1,9}\S{1,200}[^\S\r\n]{1,9}(?:on|off)[^\S\r\n]{1,9}(?:[^\s<>#!]\S{0,200}[^\S\r\n]{1,9}){0,20}([<>#!]\S[^\r\n]{0,4000})/gi,
  // The same as MONITOR shows it.
  /["'`]setuser["'`][^\r\n]{0,400}?(["'`][<>#!]\S[^\r\n]{0,4000})/gi,
  // With a user, in small letters, which a sentence has, too.
  /\bhello[^\S\r\n]{1,9}\d[^\S\r\n]{1,9}auth[^\S\r\n]{1,9}(\S[^\r\n]{0,4000})/gi,
  // A list as Java and Python print it: `[AUTH, secret]`
  /\[(?:[^\]\r\n]{0,80}[\s,])?(?:auth2?|requirepass|masterauth|setuser),\s{0,9}([^\]\r\n]{1,4000})/gi,
  // `cmd=auth args=[secret]`
  /\b(?:cmd|command)["']?\s{0,9}[:=]\s{0,9}["']?auth2?["']?[\s,]{1,9}arg\w{0,9}["']?\s{0,9}[:=]\s{0,9}(\[[^\]\r\n]{1,4000}|\S{1,4000})/gi,
  // What a server says where AUTH has another name there. Of CONFIG, only what sets something: that GET is refused tells a cause.
  /\bunknown command ["'`]?(?:auth2?|hello|acl|config(?=["'`]?,? with args beginning with: {0,9}["'`]?set\b))["'`]?,? with args beginning with: {0,9}(\S[^\r\n]{0,4000})/gi,
  // As it goes over the wire, also escaped.
  /(?:\b|(?<=\\n))(?:auth2?|requirepass|masterauth|setuser)(?:\\r\\n|\r\n)(\$\d{1,9}(?:\\r\\n|\r\n)[^\r\n]{1,4000}(?:\r\n\$\d{1,9}\r\n[^\r\n]{1,4000}){0,3})/gi,
  // As MONITOR shows it, with a user.
  /(?<=["'`])auth2?["'`]\s{1,9}((["'`])(?:\\.|(?!\2)[^\\\r\n]){0,400}\2(?:\s{1,9}\2(?:\\.|(?!\2)[^\\\r\n]){0,4000}\2){1,3})/gi,
];

/** Where a text has the secrets of such commands. */
export function findCommandSecrets(text: string): Range[] {
  return commands.flatMap((command) =>
    [...text.matchAll(command)].map(({ 0: found, 1: secret = '', index }): Range => {
      const end = index + found.length;
      return [end - secret.length, end];
    }),
  );
}
