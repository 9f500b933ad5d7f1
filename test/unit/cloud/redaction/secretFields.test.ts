import assert from 'node:assert/strict';
import { withoutSecretFields } from '../../../../src/cloud/redaction/secretFields.ts';
import { isSecretName, soundsSecret } from '../../../../src/cloud/redaction/secretNames.ts';

const mask = '••••••';

describe('secretNames', () => {
  it('knows the name of a secret, in whatever composition', () => {
    const names = [
      ...[
        'password',
        'redisPassword',
        'PASSWD',
        'pwd',
        'passphrase',
        'requirepass',
        'masterauth',
        'auth',
        'redis_auth',
        'authPass',
      ],
      ...[
        'sk',
        'ak_sk',
        'secret',
        'client-secret',
        'private_key',
        'privateKey',
        'PRIVATE KEY',
        'apiKey',
        'api_key',
        'pem',
        'ca.pem',
      ],
      ...[
        'token',
        'X-Security-Token',
        'signature',
        'Authorization',
        'authorisation',
        'cookie',
        'Set-Cookie',
        'credential',
        'jwt',
      ],
      ...['encoded_authorization_message', 'redis密码', '口令', 'x'.repeat(257)],
    ];
    for (const name of names) assert.equal(soundsSecret(name), true, name);
  });

  it('takes no other name for one', () => {
    const names = [
      ...[
        'name',
        'author',
        'authenticated',
        'task_id',
        'disk',
        'skip',
        'passed',
        'bypass',
        'compass',
        'key',
        'status',
        'pempal',
      ],
      ...['monkey', 'port', 'addrs', 'next_marker', 'description', '', '状态'],
    ];
    for (const name of names) assert.equal(soundsSecret(name), false, name);
  });

  it('takes a value for such a name only where it can be one', () => {
    for (const value of ['password', 'requirepass', 'redis.auth', '密码'])
      assert.equal(isSecretName(value), true, value);
    for (const value of [
      'the password is wrong',
      'name',
      '',
      1,
      null,
      undefined,
      ['password'],
      'password'.repeat(20),
    ]) {
      assert.equal(isSecretName(value), false, String(value));
    }
  });
});

describe('withoutSecretFields', () => {
  it('masks values under secret-sounding names, whatever they are', () => {
    const body = {
      source_instance: { password: 'p', redisPassword: 1, requirepass: 'p', ip: '10.0.0.1' },
      Authorization: ['a'],
      security_token: { id: 'x' },
      encoded_authorization_message: 'x',
      credential: true,
      empty_password: '',
      no_token: null,
      name: 'kept',
    };
    assert.deepEqual(withoutSecretFields(body), {
      source_instance: { password: mask, redisPassword: mask, requirepass: mask, ip: '10.0.0.1' },
      Authorization: mask,
      security_token: mask,
      encoded_authorization_message: mask,
      credential: mask,
      empty_password: '',
      no_token: null,
      name: 'kept',
    });
  });

  it('masks the value of a pair that names a secret, and nothing else beside a name', () => {
    const pairs = [
      { key: 'password', value: 'p' },
      { param_name: 'requirepass', paramValue: ['p'] },
      { name: 'timeout', value: 5 },
      { task_name: 'password', task_id: 't', description: 'd' },
    ];
    assert.deepEqual(withoutSecretFields(pairs), [
      { key: 'password', value: mask },
      { param_name: 'requirepass', paramValue: mask },
      { name: 'timeout', value: 5 },
      { task_name: 'password', task_id: 't', description: 'd' },
    ]);
  });

  it('masks fields only: texts are to be compared', () => {
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
    assert.deepEqual(withoutSecretFields(body), copy);
    assert.deepEqual(body, copy);
    assert.equal(withoutSecretFields(undefined), undefined);
    assert.equal(withoutSecretFields('password'), 'password');
  });

  it('does not fall for names that objects have by themselves', () => {
    const body: unknown = JSON.parse('{"__proto__": {"password": "p"}, "constructor": "x"}');
    const shown = withoutSecretFields(body);
    assert.equal(JSON.stringify(shown), `{"__proto__":{"password":"${mask}"},"constructor":"x"}`);
    assert.equal(Reflect.get({}, 'password'), undefined);
  });

  it('goes over a pair with however many values once', () => {
    const values = Array.from({ length: 50_000 }, (_, index): [string, unknown] => [`${index}_value`, index]);
    const pair = Object.fromEntries([...values, ['name', 'password']]);
    assert.deepEqual(new Set(Object.values(Object(withoutSecretFields(pair)))), new Set([mask, 'password']));
  });

  it('ends in whatever depth', () => {
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(50_000)}"x"${'}]'.repeat(50_000)}`);
    assert.match(JSON.stringify(withoutSecretFields(deep)), /^(\[\{"a":){16}"…"/);
  });
});
