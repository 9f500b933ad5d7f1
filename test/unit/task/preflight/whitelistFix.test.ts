import assert from 'node:assert/strict';
import type { Whitelist } from '../../../../src/cloud/services/whitelists.ts';
import { contains } from '../../../../src/task/preflight/ipv4.ts';
import { merged, type WhitelistFix, whitelistFix } from '../../../../src/task/preflight/whitelistFix.ts';
import { listOf } from './preflightSamples.ts';

const machine = '192.168.30.41';
const many = (count: number) => Array.from({ length: count }, (_, index) => `10.1.0.${index + 1}`);

function fixOf(list: Whitelist): WhitelistFix {
  const fix = whitelistFix(list, machine);
  assert.ok(fix.group !== undefined, JSON.stringify(fix));
  return fix;
}

const named = (...names: readonly string[]): Whitelist => ({
  enable_whitelist: true,
  whitelist: names.map((group_name, index) => ({ group_name, ip_list: [`10.2.0.${index}`] })),
});

describe('a fix of a whitelist', () => {
  it('is a group of its own with the one address', () => {
    assert.deepEqual(fixOf(listOf(['10.0.0.1'])), { group: { group_name: 'dcsmigr', ip_list: [machine] } });
  });

  it('has a name that nobody else has', () => {
    assert.equal(fixOf(named('dcsmigr')).group.group_name, 'dcsmigr-2');
    assert.equal(fixOf(named('dcsmigr-2', 'DCSMIGR', 'dcsmigr-3')).group.group_name, 'dcsmigr-4');
  });

  const obstacles: readonly [what: string, list: Whitelist, address: string, obstacle: string][] = [
    ['four groups', listOf(['10.0.0.1'], ['10.0.0.2'], ['10.0.0.3'], ['10.0.0.4']), machine, 'groupsFull'],
    ['20 entries where nothing is said', listOf(many(20)), machine, 'entriesFull'],
    ['as many entries as are allowed', { ...listOf(many(5)), whitelist_ip_limit_num: 5 }, machine, 'entriesFull'],
    ['no address', listOf(['10.0.0.1']), '', 'noAddress'],
    ['the machine in it already', listOf(['192.168.30.0/24']), machine, 'notNeeded'],
    ['no entry', listOf(), machine, 'notNeeded'],
    ['groups without entries', listOf([], []), machine, 'notNeeded'],
    ['it off', { ...listOf(['10.0.0.1']), enable_whitelist: false }, machine, 'notNeeded'],
  ];
  for (const [what, list, address, obstacle] of obstacles) {
    it(`is none with ${what}`, () => assert.deepEqual(whitelistFix(list, address), { obstacle }));
  }

  it('goes as far as the limits do', () => {
    assert.ok(fixOf(listOf(many(17), ['10.0.0.1'], ['10.0.0.2'])));
    assert.ok(fixOf({ ...listOf(many(20)), whitelist_ip_limit_num: 21 }));
  });

  it('lets the machine in, and changes nothing else', () => {
    const before = { ...listOf(['10.0.0.1', '10.0.1.0/24'], ['10.0.2.1']), whitelist_ip_limit_num: 20 };
    const copy = structuredClone(before);
    const fix = fixOf(before);
    const after = merged(before, fix);
    assert.deepEqual(after.whitelist.slice(0, 2), before.whitelist);
    assert.ok(after.whitelist.some(({ ip_list }) => ip_list.some((entry) => contains(entry, machine))));
    assert.deepEqual(before, copy);
  });
});
