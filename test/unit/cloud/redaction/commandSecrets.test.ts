import assert from 'node:assert/strict';
import { redactText } from '../../../../src/cloud/redaction/maskText.ts';
import { taskLogs } from '../../../../src/cloud/services/taskProgressSchemas.ts';
import { lineText } from '../../../../src/views/log/taskLog.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

/** How programs write down what Redis was told, with `§` for the secret. */
const commands = [
  'AUTH §',
  'auth §',
  'Auth §',
  'failed: auth §: WRONGPASS',
  'AUTH default §',
  'auth default §',
  '"AUTH" "§"',
  '1690000000.123 [0 10.0.0.1:1] "auth" "default" "§"',
  '"HELLO" "3" "AUTH" "default" "§"',
  'hello 3 auth default §',
  'hello 3 auth bob § setname x',
  '1690000000.123 [0 10.0.0.1:1] "ACL" "SETUSER" "bob" "on" ">§" "~*"',
  'ERR unknown command `acl`, with args beginning with: `SETUSER`, `bob`, `>§`, ',
  'user:§@10.0.0.1:6379@16379',
  'redis://:§@10.0.0.1:6379, node 10.0.0.2:6379@16379',
  'MIGRATE 10.0.0.1 6379 "" 0 5000 AUTH § KEYS a',
  'migrate 10.0.0.1 6379 a 0 5000 auth2 default §',
  'argv=[AUTH §], slots=[]',
  'args: [AUTH, §]',
  'cmd: auth, args: [§]',
  "['AUTH', '§']",
  '*2\\r\\n$4\\r\\nAUTH\\r\\n$6\\r\\n§\\r\\n',
  '*2\r\n$4\r\nAUTH\r\n$6\r\n§\r\n',
  '*3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$6\r\n§\r\n',
  'ERR unknown command `AUTH`, with args beginning with: `§`, ',
  "ERR unknown command 'auth', with args beginning with: 'default' '§' ",
  'ERR unknown command `CONFIG`, with args beginning with: `SET` `requirepass` `§` ',
  'redis-cli -h 10.0.0.1 -a § ping',
  'redis-cli -h 10.0.0.1 -a§ ping',
  '-a §',
  'redis-cli --pass § ping',
  'redis://:§@10.0.0.1:6379/0',
  'dial rediss://default:§@10.0.0.1:6379: refused',
  'redis://10.0.0.1:6379?auth=§',
  'addr=10.0.0.1:6379 auth=§ db=0',
  '10.0.0.1:6379,password=§,ssl=true',
  'requirepass §',
  'CONFIG SET requirepass §',
  '"config" "set" "masterauth" "§"',
  'masterauth §',
  'masterauth->§',
  'acl setuser default on >§ ~* +@all',
  'user default on ~* +@all >§',
  'sentinel set mymaster auth-pass §',
  '--sourcepass §',
  '密码 §',
  '密码[§]',
  '鉴权密码§',
];

describe('commandSecrets', () => {
  for (const command of commands)
    it(`${JSON.stringify(command)} is in no line of a log, whatever the secret looks like`, () => {
      for (const secret of ['hunter', 'Zq7-canary!7qZ', 'p@ss:w/d', 'Zq7Canary0123456789']) {
        const message = command.replace('§', secret);
        const page = { migration_logs: [{ message, log_level: 'ERROR', keyword: [message] }] };
        const [line] = taskLogs.parse(page).lines;
        assert.ok(line !== undefined);
        assert.deepEqual(leaksOf([secret], [line, lineText(line)]), [], message);
      }
    });

  it('has nothing of what stands behind the name of a secret in a list of keywords', () => {
    for (const keyword of [
      ['AUTH', 'hunter'],
      ['config', 'set', 'requirepass', 'hunter'],
    ]) {
      const [line] = taskLogs.parse({ migration_logs: [{ message: 'x', keyword }] }).lines;
      assert.deepEqual(line?.keyword, [...keyword.slice(0, -1), '••••••']);
    }
  });

  it('leaves sentences, and what tells a cause, as they are', () => {
    for (const text of [
      'AUTH failed: WRONGPASS invalid username-password pair',
      'auth error: NOAUTH Authentication required.',
      'auth timed out',
      'Auth failed',
      'ERR Client sent AUTH, but no password is set',
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      'connection of user bob on 10.0.0.1 failed',
      'redis-cli -h 10.0.0.1 -p 6379 ping',
      'ERR unknown command `config`, with args beginning with: `get`, `client-output-buffer-limit`, ',
      'config get requirepass not allowed here',
      'requirepass is not set on the source',
      'masterauth and requirepass of both differ',
      'e7d1eecce10fd6bb5eb35b9f99a514335d9ba9cb 127.0.0.1:30001@31001 myself,master - 0 0 1 connected 0-5460',
      'nodes: 10.0.0.1:6379@16379,10.0.0.2:6379@16379,redis-2',
      "ERR unknown command 'psync', with args beginning with: '?' '-1' ",
      '密码错误，请重试',
      '密码错误 DCS.4080',
      '实例密码为空',
    ])
      assert.equal(redactText(text, []), text);
  });
});
