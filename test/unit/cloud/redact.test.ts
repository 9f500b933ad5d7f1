import assert from 'node:assert/strict';
import { redact, redactText, withoutSecretFields } from '../../../src/cloud/redact.ts';
import { spellings } from '../../support/project/secretSearch.ts';

const mask = '••••••';

describe('redact', () => {
  it('masks a known secret in each of its spellings, anywhere in a text', () => {
    const secrets = ['abc', 'a/b+c==', 'a"b\\c', '$&', 'sk-密钥', '[(.*)]', 'a%2Fb', '😀/'];
    for (const secret of secrets) {
      for (const [name, spelled] of Object.entries(spellings(secret))) {
        assert.equal(redactText(`x ${spelled}, ${spelled}.`, [secret]), `x ${mask}, ${mask}.`, `${secret} ${name}`);
      }
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
    ];
    for (const text of texts) assert.equal(redactText(text, ['sk.1', '']), text);
    assert.equal(redactText('skx1', ['sk.1']), 'skx1');
    assert.equal(redactText('unchanged', []), 'unchanged');
    assert.equal(redactText('unchanged', ['', ' ']), 'unchanged');
  });

  it('masks what stands behind the names of headers and of the signature', () => {
    const table: [text: string, expected: string][] = [
      ['x-security-token:abc|host:x', `x-security-token:${mask}|host:x`],
      ['X-Security-Token: abc\nhost: x', `X-Security-Token: ${mask}\nhost: x`],
      ['"x-auth-token": "abc", "host": "x"', `"x-auth-token": "${mask}", "host": "x"`],
      ['{\\"x-auth-token\\":\\"abc\\"}', `{\\"x-auth-token\\":\\"${mask}"}`],
      ['?x-auth-token=abc&b=c', `?x-auth-token=${mask}&b=c`],
      ['Access=AK, SignedHeaders=host, Signature=0123abcdef', `Access=AK, SignedHeaders=host, Signature=${mask}`],
    ];
    for (const [text, expected] of table) assert.equal(redactText(text, []), expected);
  });

  it('masks the values of secret-sounding fields in JSON that is only text, wherever it is cut off', () => {
    const table: [text: string, expected: string][] = [
      ['{"password":"p","port":1', `{"password":"${mask}","port":1`],
      ['{ "Password" : "p q" , "a": 1', `{ "Password" : "${mask}" , "a": 1`],
      ['{"redis_passwd":"p\\"q\\\\","a":1', `{"redis_passwd":"${mask}","a":1`],
      ['{"password":"p', `{"password":"${mask}`],
      ['{"password":"p\\', `{"password":"${mask}\\`],
      ['{"password":"', `{"password":"${mask}`],
      ['{"password":', '{"password":'],
      ['{"pwd":12345,"a":1', `{"pwd":${mask},"a":1`],
      ['{\\"password\\":\\"p\\",', `{\\"password\\":\\"${mask}`],
      ['{"name":"password","a":"b"', '{"name":"password","a":"b"'],
    ];
    for (const [text, expected] of table) assert.equal(redactText(text, []), expected);
  });

  it('gets through such a text of whatever length', () => {
    const most = 16 * 1024 * 1024;
    for (const fill of ['x', '\\"', '\\\\', 'passw', '"password":"']) {
      const text = `{"password":"${fill.repeat(most / fill.length)}`;
      assert.ok(redactText(text, []).startsWith(`{"password":"${mask}`), fill);
    }
  });

  it('finds a secret pasted with blanks around it', () => {
    assert.equal(redactText('x sk-1 y', [' sk-1\n']), `x ${mask} y`);
  });

  it('masks values under secret-sounding names, whatever they are', () => {
    const body = {
      source_instance: { password: 'p', redisPassword: 1, ip: '10.0.0.1' },
      Authorization: ['a'],
      security_token: { id: 'x' },
      encoded_authorization_message: 'x',
      credential: true,
      empty_password: '',
      no_token: null,
      name: 'kept',
    };
    assert.deepEqual(redact(body, []), {
      source_instance: { password: mask, redisPassword: mask, ip: '10.0.0.1' },
      Authorization: mask,
      security_token: mask,
      encoded_authorization_message: mask,
      credential: mask,
      empty_password: '',
      no_token: null,
      name: 'kept',
    });
  });

  it('masks fields only, where texts are to be compared', () => {
    const body = {
      a: ['x-auth-token: abc', { password: 'p' }],
      name: 'Signature=0123 "password":"x"',
      'signature=0a': 'p',
    };
    assert.deepEqual(withoutSecretFields(body), {
      a: ['x-auth-token: abc', { password: mask }],
      name: body.name,
      'signature=0a': mask,
    });
  });

  it('keeps everything else as it is, and what it was given untouched', () => {
    const body = { a: [1, true, null, 'x', { b: [] }], n: 1.5 };
    const copy = structuredClone(body);
    assert.deepEqual(redact(body, ['sk']), copy);
    assert.deepEqual(body, copy);
    assert.equal(redact(undefined, ['sk']), undefined);
    assert.equal(redact('sk', ['sk']), mask);
    assert.deepEqual(redact({ sk: 1 }, ['sk']), { [mask]: 1 });
  });

  it('does not fall for names that objects have by themselves', () => {
    const body: unknown = JSON.parse('{"__proto__": {"password": "p"}, "constructor": "x"}');
    const shown = redact(body, []);
    assert.equal(JSON.stringify(shown), `{"__proto__":{"password":"${mask}"},"constructor":"x"}`);
    assert.equal(Reflect.get({}, 'password'), undefined);
  });

  it('ends in whatever depth', () => {
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(50_000)}"sk"${'}]'.repeat(50_000)}`);
    const text = JSON.stringify(redact(deep, ['sk']));
    assert.match(text, /^(\[\{"a":){16}"…"/);
  });

  it('masks the longest text there is in the time of one look at it', () => {
    const text = 'x'.repeat(16 * 1024 * 1024 - 2);
    assert.equal(redactText(`${text}sk`, ['sk', `tok/${'En+'.repeat(2000)}`]), `${text}${mask}`);
  });
});
