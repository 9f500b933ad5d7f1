import assert from 'node:assert/strict';
import type { Peering, Route } from '../../../../src/cloud/services/peerings.ts';
import type { SecurityGroupRule } from '../../../../src/cloud/services/securityGroupRules.ts';
import type { Ways } from '../../../../src/task/preflight/preflightFacts.ts';
import { checkOf, dcs, detail, known, selfHosted, unknowns, verdictOf } from './preflightSamples.ts';

type Rule = Partial<SecurityGroupRule>;

const rulesOf = (...rules: readonly Rule[]) => known(rules.map((rule, index) => ({ id: String(index), ...rule })));
const to = (remote_ip_prefix: string, more: Rule = {}): Rule => ({ remote_ip_prefix, protocol: 'tcp', ...more });

describe('preflight: what the security group lets out', () => {
  const source = dcs('a', { detail: detail({ ip: '10.0.0.1', port: 6379 }) });
  const deny = { action: 'deny' };
  const rows: readonly [what: string, rules: readonly Rule[], verdict: string][] = [
    ['everything', [{}], 'passed'],
    ['every protocol by its word', [{ protocol: 'any' }], 'passed'],
    ['TCP by its number', [{ protocol: '6' }], 'passed'],
    ['everywhere', [to('0.0.0.0/0')], 'passed'],
    ['a block', [to('10.0.0.0/24')], 'passed'],
    ['one address', [to('10.0.0.1/32')], 'passed'],
    ['a list of ports', [to('10.0.0.0/8', { multiport: '22,6379' })], 'passed'],
    ['a range of ports', [to('10.0.0.0/8', { multiport: '80, 6000-7000' })], 'passed'],
    ['nothing', [], 'warning'],
    ['another block', [to('10.0.1.0/24')], 'warning'],
    ['other ports', [to('10.0.0.0/8', { multiport: '6380-6390,16379' })], 'warning'],
    ['UDP', [{ protocol: 'udp' }], 'warning'],
    ['IPv6', [{ ethertype: 'IPv6' }, to('::/0', { ethertype: 'IPv6' })], 'warning'],
    ['a rule that is off', [{ enabled: false }], 'warning'],
    ['a denial before', [to('10.0.0.0/8', { priority: 1, ...deny }), { priority: 2 }], 'warning'],
    ['a denial after', [to('10.0.0.0/8', { priority: 2, ...deny }), { priority: 1, action: 'allow' }], 'passed'],
    [
      'a denial beside',
      [
        { priority: 1, action: 'allow' },
        { priority: 1, ...deny },
      ],
      'warning',
    ],
    ['a denial of others', [to('10.0.9.0/24', { priority: 1, ...deny }), { priority: 50 }], 'passed'],
    ['a group whose members nobody knows', [{ remote_group_id: 'g' }], 'notChecked'],
    ['addresses of a group', [{ remote_address_group_id: 'g' }], 'notChecked'],
    ['a group of another port', [{ remote_group_id: 'g', multiport: '80' }], 'warning'],
    ['a group and everything', [{ remote_group_id: 'g' }, {}], 'passed'],
    ['a denied group before everything', [{ remote_group_id: 'g', ...deny }, { priority: 2 }], 'notChecked'],
    ['a denied group and nothing', [{ remote_group_id: 'g', ...deny }], 'warning'],
    ['a prefix of no known form', [to('somewhere')], 'notChecked'],
  ];
  for (const [what, rules, verdict] of rows) {
    it(`${what}: ${verdict}`, () =>
      assert.equal(verdictOf({ source, egress: rulesOf(...rules) }, 'egress', 'source'), verdict));
  }

  it('is asked of every address, and names those that are not reached', () => {
    const target = dcs('b', { detail: detail({ ip: '10.0.0.1, 10.0.1.2,10.0.0.3', port: 6380 }) });
    const { verdict, evidence } = checkOf({ target, egress: rulesOf(to('10.0.0.0/24')) }, 'egress', 'target');
    assert.deepEqual([verdict, evidence], ['warning', { blocked: ['10.0.1.2:6380'] }]);
  });

  it('is asked of a Redis that the cloud does not know, too', () => {
    const of = (addrs: string, ...rules: readonly Rule[]) =>
      verdictOf({ source: selfHosted(addrs), egress: rulesOf(...rules) }, 'egress', 'source');
    assert.equal(of('10.9.0.1:7000,10.9.0.2:7001', to('10.9.0.0/16', { multiport: '7000' })), 'warning');
    assert.equal(of('10.9.0.1:7000,10.9.0.2:7001', to('10.9.0.0/16', { multiport: '7000-7001' })), 'passed');
    assert.equal(of('redis.example.com:6379', to('10.9.0.0/16')), 'notChecked');
    assert.equal(of('redis.example.com:6379', to('0.0.0.0/0')), 'passed');
    assert.equal(of('redis.example.com:6379'), 'warning');
  });

  it('is not checked where the rules, or where the instance is, is not known', () => {
    for (const missing of unknowns) {
      const ofRules = checkOf({ egress: missing }, 'egress', 'source');
      assert.deepEqual([ofRules.verdict, ofRules.missing], ['notChecked', missing]);
    }
    for (const changes of [{ ip: undefined }, { port: undefined }]) {
      assert.equal(verdictOf({ source: dcs('a', { detail: detail(changes) }) }, 'egress', 'source'), 'notChecked');
    }
  });
});

describe('preflight: an instance in another VPC', () => {
  const peering = (status = 'ACTIVE', other = 'w', id = 'p'): Peering => ({
    ...{ id, name: `name of ${id}`, status },
    ...{ request_vpc_info: { vpc_id: 'v' }, accept_vpc_info: { vpc_id: other } },
  });
  const route = (destination: string, nexthop = 'p', type = 'peering'): Route => ({ type, destination, nexthop });
  const whole: Ways = {
    peerings: [peering()],
    there: known([route('10.0.0.0/16')]),
    back: known([route('192.168.0.0/16')]),
  };
  const of = (changes: Partial<Ways>, more: Parameters<typeof checkOf>[0] = {}) =>
    checkOf(
      { source: dcs('a', { detail: detail({ vpc_id: 'w' }), ways: known({ ...whole, ...changes }) }), ...more },
      'sameVpc',
      'source',
    );
  const jointIn = ({ evidence }: ReturnType<typeof of>) => ('joint' in evidence ? evidence.joint : undefined);

  it('passes where a peering joins the two, with routes there and back', () => {
    assert.deepEqual([of({}).verdict, jointIn(of({}))], ['passed', { kind: 'joined', peering: 'name of p' }]);
    const reversed = { ...peering(), request_vpc_info: { vpc_id: 'w' }, accept_vpc_info: { vpc_id: 'v' } };
    assert.equal(of({ peerings: [reversed] }).verdict, 'passed');
    assert.equal(of({ peerings: [peering('PENDING_ACCEPTANCE', 'w', 'q'), peering()] }).verdict, 'passed');
  });

  it('is warned of where something of that is missing, and says what', () => {
    const rows: readonly [Partial<Ways>, unknown][] = [
      [{ peerings: [] }, { kind: 'none' }],
      [{ peerings: [peering('ACTIVE', 'x')] }, { kind: 'none' }],
      [
        { peerings: [peering('PENDING_ACCEPTANCE')] },
        { kind: 'notAccepted', peering: 'name of p', status: 'PENDING_ACCEPTANCE' },
      ],
      [{ there: known([]) }, { kind: 'noRoute', peering: 'name of p', way: 'there' }],
      [{ there: known([route('10.0.0.0/16', 'q')]) }, { kind: 'noRoute', peering: 'name of p', way: 'there' }],
      [{ there: known([route('10.0.0.0/16', 'p', 'vpn')]) }, { kind: 'noRoute', peering: 'name of p', way: 'there' }],
      [{ there: known([route('10.9.0.0/16')]) }, { kind: 'noRoute', peering: 'name of p', way: 'there' }],
      [{ back: known([route('192.168.99.0/24')]) }, { kind: 'noRoute', peering: 'name of p', way: 'back' }],
      ...unknowns.flatMap((missing): [Partial<Ways>, unknown][] => [
        [{ there: missing }, { kind: 'routesUnread', peering: 'name of p', missing }],
        [{ back: missing }, { kind: 'routesUnread', peering: 'name of p', missing }],
      ]),
    ];
    for (const [changes, joint] of rows) {
      const check = of(changes);
      assert.deepEqual([check.verdict, jointIn(check)], ['warning', joint]);
    }
  });

  it('has not passed where the machine is not known, nor where no peering may be read', () => {
    const task = { vpcId: 'v', machineAddress: undefined, isPlanned: true } as const;
    assert.equal(of({}, { task }).verdict, 'warning');
    for (const missing of unknowns) {
      const source = dcs('a', { detail: detail({ vpc_id: 'w' }), ways: missing });
      const check = checkOf({ source }, 'sameVpc', 'source');
      assert.deepEqual([check.verdict, jointIn(check)], ['warning', { kind: 'unread', missing }]);
    }
  });
});
