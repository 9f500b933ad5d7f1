import assert from 'node:assert/strict';
import { maskOf } from '../../../../src/cloud/redaction/maskText.ts';
import { shownUrl } from '../../../../src/cloud/redaction/shownUrl.ts';

describe('shownUrl', () => {
  const vpc = '5e37b3be-950a-48e1-b498-65b63d336481';
  const table: [url: string, expected: string][] = [
    ['https://vpc.example.com/v1/p/vpcs', 'https://vpc.example.com/v1/p/vpcs'],
    [
      'http://127.0.0.1:8080/v2/p/migration-tasks?offset=0&limit=1000',
      'http://127.0.0.1:8080/v2/p/migration-tasks?offset=0&limit=1000',
    ],
    [`https://a/x?limit=500&marker=${vpc}&vpc_id=${vpc}`, `https://a/x?limit=500&marker=${vpc}&vpc_id=${vpc}`],
    ['https://a/x?enterprise_project_id=all_granted_eps', 'https://a/x?enterprise_project_id=all_granted_eps'],
    [`https://a/x?enterprise_project_id=${vpc}&name=`, `https://a/x?enterprise_project_id=${vpc}&name=`],
    // Whatever a list calls its next page is the cloud's own affair.
    ['https://a/x?limit=500&marker=eyJhIjoxfQ', 'https://a/x?limit=500&marker=…'],
    [`https://a/x?marker=${'0'.repeat(64)}`, 'https://a/x?marker=…'],
    ['https://a/x?limit=x&offset=-1&vpc_id=a%2Fb', 'https://a/x?limit=…&offset=…&vpc_id=…'],
    ['https://a/x?session=1&b', 'https://a/x?session=…&…'],
    ['https://a/x?redirect=https://u:p@h/?a=b', 'https://a/x?redirect=…'],
    ['https://a/x#access_token=1', 'https://a/x#…'],
    ['https://u:p@a/x', 'https://…@a/x'],
    ['https://u:p@q@a/x', 'https://…@a/x'],
    ['/login?a=1', '/login?a=…'],
    ['?a=1', '?a=…'],
    ['', ''],
    ['https://a/v2/sk%2F1/x', 'https://a/v2/••••••/x'],
  ];
  for (const [url, expected] of table) {
    it(url || 'nothing', () => assert.equal(shownUrl(url, maskOf(['sk/1'])), expected));
  }

  it('leaves the host alone, which errors are told by', () => {
    assert.equal(shownUrl('https://dcs.example.com/dcs', maskOf(['dcs'])), 'https://dcs.example.com/••••••');
  });
});
