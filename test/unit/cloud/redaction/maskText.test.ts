import assert from 'node:assert/strict';
import { maskOf, redactText } from '../../../../src/cloud/redaction/maskText.ts';
import { spellings } from '../../../support/project/secretSearch.ts';
import { hostileTexts } from './hostileTexts.ts';

const mask = '••••••';

describe('maskText: known secrets', () => {
  it('masks each in each of its spellings, anywhere in a text', () => {
    const secrets = ['abc', 'a/b+c==', 'a"b\\c', '$&', 'sk-密钥', '[(.*)]', 'a%2Fb', '😀/', "<&>'x", 'a b', '\\\\%%25'];
    for (const secret of secrets) {
      for (const [name, spelled] of Object.entries(spellings(secret))) {
        assert.equal(redactText(`x ${spelled}, ${spelled}.`, [secret]), `x ${mask}, ${mask}.`, `${secret} ${name}`);
      }
    }
  });

  it('masks it wherever it begins: behind a percent sign, an escape, a part of itself', () => {
    for (const before of ['%', '%25', '\\', '\\\\', '\\u00', 'sk/', 'sk/9/', 'sksk', '&', '&#']) {
      assert.equal(redactText(`${before}sk/9x`, ['sk/9x']), `${before}${mask}`);
    }
  });

  it('masks nothing else', () => {
    const texts = [
      'a perfectly good sentence',
      'the token is not valid',
      'signature expired',
      'SignedHeaders=host;x-sdk-date;x-security-token, next',
      'host;x-sdk-date;x-security-token\ne3b0c44298fc1c149afbf4c8996fb924',
      'secret',
      'Get secretKey failed,ak:HPUAQ7EXAMPLEKEYID01,err:ak not exist',
      'WRONGPASS invalid username-password pair or user is disabled.',
      'NOAUTH Authentication required.',
      'auth failed.',
      'mail a@b.example',
      'https://dcs.example.com/v2/0123456789abcdef0123456789abcdef/migration-task/ff8080816e255ad4016e2682e0b700a5',
      '5e37b3be-950a-48e1-b498-65b63d336481',
      'MigrationOfTheCustomerDatabase_Production_2024',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '2019/10/22 14:44:30',
      '192.168.0.79:6379',
    ];
    for (const text of texts) assert.equal(redactText(text, ['sk.1', '']), text);
    assert.equal(redactText('skx1', ['sk.1']), 'skx1');
    assert.equal(redactText('unchanged', []), 'unchanged');
    assert.equal(redactText('unchanged', ['', ' ']), 'unchanged');
  });

  it('finds a secret pasted with blanks around it', () => {
    assert.equal(redactText('x sk-1 y', [' sk-1\n']), `x ${mask} y`);
  });

  it('shows no part of a secret that begins in what is shown', () => {
    const secret = 'sk/0123456789abcdef';
    for (const spelled of Object.values(spellings(secret))) {
      for (const most of [7, 8, 12, 18])
        assert.equal(redactText(`shown: ${spelled}`, [secret], most).slice(0, 7), 'shown: ');
      assert.equal(redactText(`shown: ${spelled}`, [secret], 8), `shown: ${mask}`);
    }
    assert.equal(redactText('password=abcdef', [], 11), `password=${mask}`);
    assert.equal(redactText('password=abcdef', [], 9), 'password=');
  });

  it('looks at no more than what is shown and what may belong to it', () => {
    const masked = maskOf(['sk/1']);
    const text = 'x'.repeat(50_000);
    assert.equal(masked(`${text}password=p`, 100), 'x'.repeat(100));
  });
});

describe('maskText: what has the shape of a secret', () => {
  const table: [text: string, expected: string][] = [
    // Headers, and requests as the gateway echoes them.
    ['x-security-token:abc|host:x', `x-security-token:${mask}|host:x`],
    ['X-Security-Token: abc\nhost: x', `X-Security-Token: ${mask}\nhost: x`],
    ['"x-auth-token": "abc", "host": "x"', `"x-auth-token": "${mask}", "host": "x"`],
    ['{\\"x-auth-token\\":\\"abc\\"}', `{\\"x-auth-token\\":\\"${mask}\\"}`],
    ['?x-auth-token=abc&b=c', `?x-auth-token=${mask}&b=c`],
    ['Access=AK, SignedHeaders=host, Signature=0123abcdef', `Access=AK, SignedHeaders=host, Signature=${mask}`],
    [
      'authorization:SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=0a|host:x',
      `authorization:SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=${mask}|host:x`,
    ],
    ['Authorization: Basic dXNlcjpwdw==\nnext', `Authorization: ${mask}\nnext`],
    ['proxy-authorization:Bearer a.b|host:x', `proxy-authorization:${mask}|host:x`],
    ['sent Bearer a.b to it', `sent Bearer ${mask} to it`],
    ['Cookie: a=b; c=d\nhost: x', `Cookie: ${mask}\nhost: x`],
    // JSON that is only text, wherever it is cut off.
    ['{"password":"p","port":1', `{"password":"${mask}","port":1`],
    ['{ "Password" : "p q" , "a": 1', `{ "Password" : "${mask}" , "a": 1`],
    ['{"redis_passwd":"p\\"q\\\\","a":1', `{"redis_passwd":"${mask}","a":1`],
    ['{"password":"p', `{"password":"${mask}`],
    ['{"password":"p\\', `{"password":"${mask}`],
    ['{"password":"', '{"password":"'],
    ['{"password":', '{"password":'],
    ['{"password":"","a":1}', '{"password":"","a":1}'],
    ['{"pwd":12345,"a":1', `{"pwd":${mask},"a":1`],
    ['{\\"password\\":\\"p\\",\\"a\\":1', `{\\"password\\":\\"${mask}\\",\\"a\\":1`],
    ['{\\"password\\":\\"p\\\\\\"q\\",\\"a\\":1', `{\\"password\\":\\"${mask}\\",\\"a\\":1`],
    ['"{\\"password\\":\\"p", "a": 1', `"{\\"password\\":\\"${mask}", "a": 1`],
    ['{"credential":{"access":"a","secret":"b"},"c":1}', `{"credential":${mask}`],
    ['{"tokens":["a","b"],"c":1}', `{"tokens":${mask}`],
    ['{"private_key":"-----BEGIN EC', `{"private_key":"${mask}`],
    // Pairs, in whatever order.
    ['{"key":"password","value":"x"}', `{${mask}}`],
    ['{"value":"x","name":"requirepass"},{"a":1}', `{${mask}},{"a":1}`],
    ['{"value":{"a":"x"},"name":"auth","b":"y}z"},{"a":1}', `{"value":${mask}`],
    ['{"b":"y{z","type":"x","name":"auth","of":{"a":"}"}},{"a":1}', `{${mask}},{"a":1}`],
    ['[{"a":1},{"name":"timeout","value":5},{"name":"auth","of":"x"},{"a":1}]', `[${mask}},{"a":1}]`],
    ['{"value":"x","name":"requ', `{"value":"${mask}","name":"requ`],
    ['{\\"v\\":\\"x\\",\\"name\\":\\"password\\', `{${mask}`],
    ['["config","set","requirepass","x"] ok', `[${mask}] ok`],
    ['{"name":"password","a":"b"', `{${mask}`],
    ['{\\"key\\":\\"sk\\",\\"value\\":\\"x\\"}', `{${mask}}`],
    ['name=password value=x', `name=password value=${mask}`],
    ['- name: masterauth\n  value: x y', `- name: masterauth\n  value: ${mask} y`],
    // Redis.
    ['requirepass x', `requirepass ${mask}`],
    ['CONFIG SET requirepass "x y" now', `CONFIG SET requirepass "${mask}" now`],
    ['masterauth: x', `masterauth: ${mask}`],
    ['redis-server --requirepass x --port 1', `redis-server --requirepass ${mask} --port 1`],
    ['redis-cli -h h -a x -p 1', `redis-cli -h h -a ${mask} -p 1`],
    ['AUTH default x', `AUTH ${mask}`],
    ['auth x1 done', `auth ${mask} done`],
    ['AUTH x|<y', `AUTH ${mask}`],
    ['sentinel auth-pass mymaster x', `sentinel auth-pass ${mask}`],
    ['redis://:x@host:6379/0', `redis://${mask}@host:6379/0`],
    ['rediss://default:x/y@z@host, next', `rediss://${mask}@host, next`],
    ['default:x@10.0.0.1:6379', `default:${mask}@10.0.0.1:6379`],
    ['redis%3A%2F%2F%3Ax%40host', `redis%3A%2F%2F${mask}%40host`],
    ['redis:\\/\\/:x@host', `redis:\\/\\/${mask}@host`],
    ['HELLO 3 AUTH2 u x', `HELLO 3 AUTH2 ${mask}`],
    ['ACL SETUSER u on >x ~*', `ACL SETUSER ${mask}`],
    // Sentences, and the tables of a proxy's page.
    ['the password is Hunt3r2, sorry', `the password is ${mask}, sorry`],
    ["password 'hunter' is wrong", `password '${mask}' is wrong`],
    ['wrong password (Hunt3r2)', `wrong password (${mask})`],
    ["('password', 'hunter')", `('password', '${mask}')`],
    ['<td>Password</td>\n<td>hunter</td>', `<td>Password</td>\n<td>${mask}</td>`],
    ['密码为Hunt3r2，错误', `密码为${mask}，错误`],
    ['口令是 Hunt3r2', `口令是 ${mask}`],
    ['password -> hunter', `password -> ${mask}`],
    ['the password is wrong: try again', 'the password is wrong: try again'],
    ['token expired (APIGW.0301)', 'token expired (APIGW.0301)'],
    ['invalid token APIGW.0301: no', 'invalid token APIGW.0301: no'],
    ['密码错误，请重试', '密码错误，请重试'],
    // Values in the next line.
    ['password: |\n  hunter\nport: 1', `password: |\n  ${mask}\nport: 1`],
    ['password=\\\nhunter x', `password=\\\n${mask} x`],
    // Base64 of what can be read.
    ['Basic dXNlcjpwdw== sent', `Basic ${mask} sent`],
    ['got cGFzc3dvcmQ9SHVudDNyMng= back', `got ${mask} back`],
    ['the Basic edition', 'the Basic edition'],
    // What else there is.
    ['https://u:p@host/a and http://b/c', `https://${mask}@host/a and http://b/c`],
    ['see redis://:x', `see redis://${mask}`],
    ['see https://user:x/', `see https://${mask}`],
    ['see redis%3A%2F%2F%3Ax%4', `see redis%3A%2F%2F${mask}`],
    ['see https://host:8443/a', 'see https://host:8443/a'],
    ['https://token@host/a', `https://${mask}@host/a`],
    ['password=x&y next', `password=${mask} next`],
    ['password = "x y" next', `password = "${mask}" next`],
    ["pwd='x y' next", `pwd='${mask}' next`],
    ['curl --password x', `curl --password ${mask}`],
    ['spring.redis.password=x', `spring.redis.password=${mask}`],
    ['redisAuth=x', `redisAuth=${mask}`],
    ['sk=x', `sk=${mask}`],
    ['\\nsk=x', `\\nsk=${mask}`],
    ['config[password] => x', `config[password] => ${mask}`],
    ['密码：x，', `密码：${mask}`],
    ['"\\u5bc6\\u7801": "x y", a', `"\\u5bc6\\u7801": "${mask}", a`],
    ['%E5%AF%86%E7%A0%81%3Dx%20y', `%E5%AF%86%E7%A0%81%3D${mask}`],
    ['%22sk%22%3A%22x%5C%22y%22', `%22sk%22%3A%22${mask}%22`],
    ['\\u0022sk\\u0022:\\u0022x\\u0022', `\\u0022sk\\u0022:\\u0022${mask}\\u0022`],
    ['&quot;password&quot;:&quot;x y&quot;', `&quot;password&quot;:&quot;${mask}&quot;`],
    ['<password>x y</password><a>b</a>', `<password>${mask}</password><a>b</a>`],
    ['-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\nnext', `${mask}\nnext`],
    ['a -----BEGIN CERTIFICATE-----\\nx', `a ${mask}`],
    ['id eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9, next', `id ${mask}, next`],
    ['key MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc', `key ${mask}`],
  ];
  for (const [text, expected] of table) it(JSON.stringify(text), () => assert.equal(redactText(text, []), expected));

  it('gets through a text of whatever length', () => {
    for (const text of hostileTexts(20_000)) {
      const masked = redactText(`{"password":"p${text}`, ['sk/9']);
      assert.match(masked, /^\{(?:"password":"?)?••••••/, text.slice(0, 20));
      // Every place of such a text is the beginning of something that never ends.
      assert.ok(redactText(text, ['sk/9', `tok/${'En+'.repeat(2000)}`]).length > 0);
    }
  });

  it('masks a long text in the time of one look at it, and of the longest no more than is shown', () => {
    const secrets = ['sk', `tok/${'En+'.repeat(2000)}`];
    const text = 'x'.repeat(2 * 1024 * 1024 - 2);
    assert.equal(redactText(`${text}sk`, secrets), `${text}${mask}`);
    assert.equal(redactText(`sk${'password=sk'.repeat(16 * 100_000)}`, secrets, 11), `${mask}password=`);
  });
});

describe('a known secret in base64', () => {
  const secret = 'hun?er~2';

  for (const encoding of ['base64', 'base64url'] as const) {
    it(`is masked, alone and wherever it stands in what was encoded (${encoding})`, () => {
      for (const before of ['', 'x', 'xy', 'xyz']) {
        const text = Buffer.from(`${before}${secret}`).toString(encoding);
        const shown = redactText(`refused: ${text} was sent`, [secret]);
        const left = (/refused: (.*) was sent/.exec(shown)?.[1] ?? '').replaceAll('•', ' ');
        for (const part of left.split(' ')) {
          const decoded = Buffer.from(part, encoding).toString('latin1');
          assert.ok(!/hun|er~/.test(decoded) && shown.includes('••••••'), shown);
        }
      }
    });
  }

  it('leaves ordinary words alone, also where the secret is short', () => {
    const text = 'Nothing of YQ== or YWJj is masked for a short one.';
    assert.equal(redactText(text, ['a', 'abc']).includes('YWJj'), true);
  });
});
