import assert from 'node:assert/strict';
import { refreshCloudData } from '../../../../src/commands/account/refreshCloudData.ts';
import { openConnection } from '../../../../src/desk/openConnection.ts';
import { cloudProject, play, world } from '../../../support/desk/deskAndCloud.ts';

describe('refresh cloud data', () => {
  it('has the lists asked for again, and says so', () =>
    play({}, async ({ desk }) => {
      const account = await desk.accounts.saved();
      assert.ok(account);
      const place = { region: account.region, projectId: cloudProject };
      const connection = await openConnection(desk, account, place, desk.settings(), desk);
      await desk.lookUps.vpcs(connection).done;
      assert.equal(desk.lookUps.vpcs(connection).items.length, world.vpcs.length);
      await refreshCloudData(desk);
      const again = desk.lookUps.vpcs(connection);
      assert.equal(again.complete, false);
      await again.done;
      assert.equal(desk.exchanges.length, 2);
      assert.match(desk.told[0]?.message ?? '', /open task files ask it again/);
    }));
});
