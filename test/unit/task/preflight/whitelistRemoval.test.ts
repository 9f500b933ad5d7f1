import assert from 'node:assert/strict';
import type { Whitelist, WhitelistGroup } from '../../../../src/cloud/services/whitelists.ts';
import { whitelistRemoval } from '../../../../src/task/preflight/whitelistRemoval.ts';

const added = { group: 'dcsmigr', entry: '192.168.30.41' };
const group = (group_name: string, ...ip_list: string[]): WhitelistGroup => ({ group_name, ip_list });
const list = (...whitelist: WhitelistGroup[]): Whitelist => ({ enable_whitelist: true, whitelist });

function leftOf(whitelist: Whitelist) {
  const removal = whitelistRemoval(whitelist, added);
  return removal && [removal.group, removal.left.whitelist, removal.isLast];
}

describe('what takes an entry out of a whitelist', () => {
  const app = group('appgroup', '10.0.0.1', '10.0.0.0/24');

  it('leaves all others, and their order, and no group without entries of its own', () => {
    assert.deepEqual(leftOf(list(group('dcsmigr', added.entry), app)), ['dcsmigr', [app], false]);
    const mixed = group('dcsmigr', '10.5.0.1', added.entry, '10.4.0.1');
    assert.deepEqual(leftOf(list(app, mixed)), ['dcsmigr', [app, group('dcsmigr', '10.5.0.1', '10.4.0.1')], false]);
    assert.deepEqual(leftOf(list(group('empty'), group('dcsmigr', added.entry), app)), [
      'dcsmigr',
      [group('empty'), app],
      false,
    ]);
  });

  it('finds it however it is written, in the group that it was added as before any other', () => {
    assert.deepEqual(leftOf(list(group('dcsmigr', `${added.entry}/32`), app)), ['dcsmigr', [app], false]);
    assert.deepEqual(leftOf(list(group('renamed', ` ${added.entry}`), app)), ['renamed', [app], false]);
    const twice = list(group('renamed', added.entry), group('dcsmigr', added.entry));
    assert.deepEqual(leftOf(twice), ['dcsmigr', [group('renamed', added.entry)], false]);
  });

  it('takes no range for it, nor an address that begins alike', () => {
    assert.equal(leftOf(list(group('dcsmigr', '192.168.30.0/24', '192.168.30.4', '192.168.30.41/31'))), undefined);
    assert.equal(leftOf(list()), undefined);
  });

  it('says where nothing is left of one that is on', () => {
    assert.deepEqual(leftOf(list(group('dcsmigr', added.entry))), ['dcsmigr', [], true]);
    assert.deepEqual(leftOf(list(group('empty'), group('dcsmigr', added.entry))), ['dcsmigr', [group('empty')], true]);
    const off = { ...list(group('dcsmigr', added.entry)), enable_whitelist: false };
    assert.deepEqual(leftOf(off), ['dcsmigr', [], false]);
  });

  it('keeps the switch as it was read', () => {
    for (const enable_whitelist of [true, false]) {
      const removal = whitelistRemoval({ enable_whitelist, whitelist: [group('dcsmigr', added.entry), app] }, added);
      assert.equal(removal?.left.enable_whitelist, enable_whitelist);
    }
  });
});
