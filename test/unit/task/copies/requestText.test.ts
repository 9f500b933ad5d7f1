import assert from 'node:assert/strict';
import { prepare } from '../../../../src/cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../../../src/cloud/services/migrationTasks.ts';
import { requestText } from '../../../../src/task/copies/requestText.ts';
import { connectionTo, sessionOf, testKey } from '../../../support/network/observedCall.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';
import { textsOfKeys } from '../../../support/terminal/foreignTexts.ts';

const now = () => new Date('2026-03-04T05:06:07Z');
const body = { name: 'n', description: '中文', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' };
const prepared = prepare(
  connectionTo('https://dcs.cn-north-4.myhuaweicloud.com', { now }),
  createOnlineMigrationTaskRequest('project-1', body),
);

describe('requestText', () => {
  it('shows the request line, the headers and the body as they go out, secrets as dots', () => {
    assert.equal(
      requestText(prepared),
      [
        'POST /v2/project-1/migration/instance HTTP/1.1',
        'Host: dcs.cn-north-4.myhuaweicloud.com',
        'Content-Type: application/json',
        'X-Project-Id: project-1',
        'X-Sdk-Date: 20260304T050607Z',
        'X-Security-Token: ••••••••',
        'Authorization: SDK-HMAC-SHA256 Access=AKIDEXAMPLE000000001, SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, Signature=••••••••',
        '',
        '{',
        '  "name": "n",',
        '  "description": "中文",',
        '  "vpc_id": "v",',
        '  "subnet_id": "s",',
        '  "security_group_id": "g"',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('holds no secret', () => {
    const signature = prepared.headers['Authorization']?.split('Signature=')[1] ?? '';
    assert.match(signature, /^[0-9a-f]{64}$/);
    const secrets = [testKey.secretAccessKey, testKey.securityToken ?? '', signature];
    assert.deepEqual(leaksOf(secrets, requestText(prepared)), []);
    const lower = { ...prepared, headers: { 'x-auth-token': 'abc', authorization: 'Signature=ABCDEF' } };
    assert.doesNotMatch(requestText(lower), /abc/i);
  });

  it('shows no access key ID that looks like a secret', () => {
    const key = { ...testKey, accessKeyId: 'kT3+zExample,SecretOf39Characters0123456' };
    const mistyped = prepare(
      connectionTo('https://dcs.cn-north-4.myhuaweicloud.com', { now, session: sessionOf(key) }),
      createOnlineMigrationTaskRequest('project-1', body),
    );
    assert.match(
      requestText(mistyped),
      /^Authorization: SDK-HMAC-SHA256 Access=••••••••, SignedHeaders=[\w;-]+, Signature=•+$/m,
    );
  });

  it('shows the query, and no body where there is none', () => {
    const query = { ...prepared, method: 'GET', url: 'https://a.example:8443/v1/p/vpcs?limit=1&a=%20', headers: {} };
    const { body: _, ...bare } = query;
    assert.equal(requestText(bare), 'GET /v1/p/vpcs?limit=1&a=%20 HTTP/1.1\nHost: a.example:8443\n');
  });

  it('shows what has no sign of its own as an escape, and the rest as it is', () => {
    const hidden = '\u007f\u0003\u009b\u2028\u202e\u200b\ufeff\ufe0f\u{e0041}';
    const description = `数据🚀 a\n\t${hidden}`;
    const text = requestText({ ...prepared, body: JSON.stringify({ ...body, description }) });
    const shown = '\\u007f\\u0003\\u009b\\u2028\\u202e\\u200b\\ufeff\\ufe0f\\udb40\\udc41';
    assert.ok(text.includes(`  "description": "数据🚀 a\\n\\t${shown}",\n`), text);
    assert.deepEqual(JSON.parse(text.slice(text.indexOf('{'))), { ...body, description });
    for (const [, foreign] of textsOfKeys) {
      const whole = requestText({ ...prepared, body: JSON.stringify({ ...body, description: foreign }) });
      assert.doesNotMatch(whole.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    }
  });
});
