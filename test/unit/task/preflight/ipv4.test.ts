import assert from 'node:assert/strict';
import { contains, isIpv4 } from '../../../../src/task/preflight/ipv4.ts';
import { seededRandom } from '../../../support/suite/seededRandom.ts';

/** Bit by bit, as text. */
function bitsOf(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

describe('IPv4: whether an entry stands for an address', () => {
  const table: readonly [entry: string, address: string, expected: boolean | undefined][] = [
    ['10.0.0.1', '10.0.0.1', true],
    [' 10.0.0.1 ', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.0/24', '10.0.0.0', true],
    ['10.0.0.0/24', '10.0.0.255', true],
    ['10.0.0.0/24', '10.0.1.0', false],
    ['10.0.0.77/24', '10.0.0.3', true],
    ['10.0.0.1/32', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.0', false],
    ['10.0.0.1/31', '10.0.0.0', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['255.255.255.255', '255.255.255.255', true],
    ['2001:db8::/32', '10.0.0.1', false],
    ['10.0.0.1-10.0.0.9', '10.0.0.1', undefined],
    ['10.0.0.0/33', '10.0.0.1', undefined],
    ['10.0.0.0/', '10.0.0.1', undefined],
    ['10.0.0.0/8/8', '10.0.0.1', undefined],
    ['10.0.0.256', '10.0.0.1', undefined],
    ['10.0.0', '10.0.0.1', undefined],
    ['', '10.0.0.1', undefined],
    ['redis.example', '10.0.0.1', undefined],
    ['10.0.0.1', 'redis.example', undefined],
  ];
  for (const [entry, address, expected] of table) {
    it(`"${entry}" and ${address}: ${expected}`, () => assert.equal(contains(entry, address), expected));
  }

  it('is what the bits of both say (20,000 pairs)', () => {
    const random = seededRandom(20_261, 'cidr');
    const address = () => Array.from({ length: 4 }, () => random.below(256)).join('.');
    let inside = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const [base, prefix] = [address(), random.below(33)];
      // Near to the base, so that as many are inside as are not.
      const bits = bitsOf(base);
      const kept = Math.max(0, prefix - random.below(2));
      const near = bits.slice(0, kept) + bitsOf(address()).slice(kept);
      const wanted = [0, 8, 16, 24].map((start) => Number.parseInt(near.slice(start, start + 8), 2)).join('.');
      const expected = bits.slice(0, prefix) === bitsOf(wanted).slice(0, prefix);
      inside += Number(expected);
      assert.equal(contains(`${base}/${prefix}`, wanted), expected, `${base}/${prefix} ${wanted}`);
    }
    assert.ok(inside > 8000 && inside < 19_000, String(inside));
  });

  it('knows an address from what is none', () => {
    for (const text of ['0.0.0.0', '10.0.0.1', '255.255.255.255']) assert.equal(isIpv4(text), true, text);
    for (const text of ['', '10.0.0', '10.0.0.0.1', '10.0.0.256', '10.0.0.1/8', '::1', '1e1.0.0.1', '10.0.0.-1'])
      assert.equal(isIpv4(text), false, text);
  });
});
