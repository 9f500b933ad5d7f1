import assert from 'node:assert/strict';
import {
  endpointsOf,
  findRegion,
  isCloudHost,
  isRegionId,
  nearestRegion,
  regions,
} from '../../../src/cloud/regions.ts';

const withDcs =
  `cn-east-2 cn-east-3 cn-east-4 cn-east-5 cn-north-1 cn-north-12 cn-north-2 cn-north-4 cn-north-9 cn-south-1
  cn-south-2 cn-southwest-2 ae-ad-1 af-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
  eu-west-0 eu-west-101 la-north-2 la-south-2 me-east-1 my-kualalumpur-1 na-mexico-1 ru-moscow-1 ru-northwest-2
  sa-brazil-1 tr-west-1`.split(/\s+/);
const withoutDcs = ['cn-north-11', 'cn-south-4', 'cn-southwest-3', 'af-north-1'];
const withGlobalIam = [...withoutDcs, 'ap-southeast-5', 'ru-northwest-2'];

describe('the table of regions', () => {
  it('holds the regions of the official SDKs', () => {
    const idsWhere = (hasDcs: boolean) => regions.filter((region) => region.hasDcs === hasDcs).map(({ id }) => id);
    assert.deepEqual(idsWhere(true).sort(), withDcs.toSorted());
    assert.deepEqual(idsWhere(false).sort(), withoutDcs.toSorted());
  });

  it('names each region once', () => {
    assert.equal(new Set(regions.map(({ name }) => name)).size, regions.length);
    for (const { id, name } of regions) assert.match(name, /^[\x20-\x7e]{5,}$/, id);
    assert.equal(findRegion('cn-north-4')?.name, 'CN North-Beijing4');
    assert.equal(findRegion('cn-east-3')?.name, 'CN East-Shanghai1');
    assert.equal(findRegion('ap-southeast-1')?.name, 'CN-Hong Kong');
  });

  it('finds by the exact ID only', () => {
    for (const { id } of regions) assert.equal(findRegion(id)?.id, id);
    for (const id of ['', 'CN-NORTH-4', 'cn-north-4 ', 'cn-north-5', 'constructor', '__proto__']) {
      assert.equal(findRegion(id), undefined, id);
    }
  });
});

describe('a region ID', () => {
  it('may be one that is not in the table', () => {
    for (const id of [...regions.map((region) => region.id), 'tr-central-201', 'sa-chile-1', `a-${'b'.repeat(61)}`]) {
      assert.ok(isRegionId(id), id);
    }
  });

  const impostors = [
    '',
    'cn',
    'cnnorth4',
    'CN-north-4',
    'Cn-North-4',
    'a.b',
    'cn-north-4.evil.com',
    'x/',
    'cn-north-4/',
    'evil.com#',
    'cn-north-4#',
    'cn-north-4?',
    'cn-north-4:8443',
    'cn-north-4@evil.com',
    'user:pass@cn-north-4',
    '..-..',
    'cn-north-4\\',
    'cn-north-4%2e',
    'cn-north-4\n',
    '\ncn-north-4',
    ' cn-north-4',
    'cn north-4',
    'cn-north-4\0',
    'cn_north-4',
    '-cn-north-4',
    'cn-north-4-',
    '-',
    'xn--80ak6aa92e',
    'сn-north-4',
    'cn-north-４',
    'cn‑north‑4',
    'cn-north-4\u200b',
    'cn-nörth-4',
    '华北-北京四',
    `a-${'b'.repeat(62)}`,
    `a${'-a'.repeat(50_000)}!`,
  ];
  for (const text of impostors) {
    it(`is not ${JSON.stringify(text.slice(0, 64))}`, () => {
      assert.equal(isRegionId(text), false);
      assert.throws(() => endpointsOf(text), RangeError);
      assert.throws(() => endpointsOf(text, { dcs: 'https://d', vpc: 'https://v', iam: 'https://i' }), RangeError);
    });
  }
});

describe('the nearest region', () => {
  const meant: Readonly<Record<string, string>> = {
    'cn-north-4': 'cn-north-4',
    'CN-North-4': 'cn-north-4',
    'cn-nort-4': 'cn-north-4',
    'cn-norht-4': 'cn-north-4',
    cn_north_4: 'cn-north-4',
    'ap-southest-3': 'ap-southeast-3',
    'af-south1': 'af-south-1',
    ' tr-wets-1 ': 'tr-west-1',
    'AP-Singapor': 'ap-southeast-3',
    'cn north-beijing4': 'cn-north-4',
    'EU Dublin': 'eu-west-101',
  };
  for (const [typed, id] of Object.entries(meant)) {
    it(`to ${JSON.stringify(typed)} is ${id}`, () => assert.equal(nearestRegion(typed)?.id, id));
  }

  it('is none where nothing is close', () => {
    for (const typed of ['', 'us-east-1', 'la-sth2', 'frankfurt', 'cn', 'x'.repeat(1_000_000)]) {
      assert.equal(nearestRegion(typed), undefined, typed.slice(0, 20));
    }
  });

  it('is none where several are as close', () => {
    for (const typed of ['cn-north-3', 'ap-southeast-', 'cn-east-'])
      assert.equal(nearestRegion(typed), undefined, typed);
  });
});

describe('the endpoints of a region', () => {
  it('are hosts of the region', () => {
    assert.deepEqual(endpointsOf('cn-north-4'), {
      dcs: 'https://dcs.cn-north-4.myhuaweicloud.com',
      vpc: 'https://vpc.cn-north-4.myhuaweicloud.com',
      iam: 'https://iam.cn-north-4.myhuaweicloud.com',
    });
  });

  it('are in the domain of the European cloud for Dublin', () => {
    assert.deepEqual(endpointsOf('eu-west-101'), {
      dcs: 'https://dcs.eu-west-101.myhuaweicloud.eu',
      vpc: 'https://vpc.eu-west-101.myhuaweicloud.eu',
      iam: 'https://iam.eu-west-101.myhuaweicloud.eu',
    });
    assert.equal(endpointsOf('eu-west-0').dcs, 'https://dcs.eu-west-0.myhuaweicloud.com');
  });

  it('fall back to the global IAM where the region has none of its own', () => {
    for (const id of [...regions.map((region) => region.id), 'tr-central-201']) {
      const isGlobal = endpointsOf(id).iam === 'https://iam.myhuaweicloud.com';
      assert.equal(isGlobal, withGlobalIam.includes(id) || findRegion(id) === undefined, id);
    }
  });

  it('never leave the domain of Huawei Cloud, whatever the region', () => {
    for (const { id } of regions) {
      for (const [service, url] of Object.entries(endpointsOf(id))) {
        assert.match(new URL(url).host, /^(dcs|vpc|iam)(\.[a-z0-9-]+)?\.myhuaweicloud\.(com|eu)$/);
        assert.ok(url.startsWith(`https://${service}.`) && !url.endsWith('/'), url);
      }
    }
  });

  it('give way to overrides, one by one', () => {
    const endpoints = endpointsOf('eu-west-0', { dcs: 'https://dcs.example.com/', iam: 'http://127.0.0.1:4321/iam//' });
    assert.equal(endpoints.dcs, 'https://dcs.example.com');
    assert.equal(endpoints.vpc, 'https://vpc.eu-west-0.myhuaweicloud.com');
    assert.equal(endpoints.iam, 'http://127.0.0.1:4321/iam');
  });
});

describe("the cloud's own hosts", () => {
  it('are those of all regions', () => {
    const all = regions.flatMap(({ id }) => Object.values(endpointsOf(id)));
    assert.deepEqual(
      all.filter((url) => !isCloudHost(new URL(url).host)),
      [],
    );
  });

  for (const host of [
    'dcs.cn-north-4.myhuaweicloud.com',
    'vpc.eu-west-101.myhuaweicloud.eu',
    'iam.myhuaweicloud.com',
  ]) {
    it(`${host} is one`, () => assert.ok(isCloudHost(host)));
  }

  for (const host of [
    'bucket.obs.cn-north-4.myhuaweicloud.com',
    'dcs.bucket.obs.cn-north-4.myhuaweicloud.com',
    'obs.cn-north-4.myhuaweicloud.com',
    'dcs.cn-north-4.myhuaweicloud.com:8443',
    'dcs.cn-north-4.myhuaweicloud.com.evil.example',
    'evil-dcs.myhuaweicloud.com',
  ]) {
    it(`${host} is none`, () => assert.ok(!isCloudHost(host)));
  }
});
