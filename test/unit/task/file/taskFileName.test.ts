import assert from 'node:assert/strict';
import { isTaskFileName, withTaskFileEnding } from '../../../../src/task/file/taskFileName.ts';

describe('task file names: the ending is completed', () => {
  for (const given of ['orders', 'orders.json', 'orders.dcsmigration', 'orders.JSONC']) {
    it(given, () => assert.equal(withTaskFileEnding(`/a.json/${given}`), '/a.json/orders.dcsmigration.json'));
  }

  for (const given of ['orders.dcsmigration.json', 'Orders.DCSMigration.JSON']) {
    it(`${given} has it`, () => assert.equal(withTaskFileEnding(given), given));
  }

  it('of a name with dots nothing is lost', () => {
    assert.equal(withTaskFileEnding('orders.v2'), 'orders.v2.dcsmigration.json');
    assert.ok(isTaskFileName(withTaskFileEnding('')));
  });
});
