import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createList, type Row } from '../../../src/host/questions/pickList.ts';

describe('the row that somebody is on', () => {
  const choice = (label: string) => ({ label, value: label });
  const question = { title: 'VPC', placeholder: 'Choose one', choices: [choice('Enter the ID…'), choice('None')] };
  const withList = (
    act: (list: ReturnType<typeof createList<string>>, pick: vscode.QuickPick<Row<string>>) => void,
  ) => {
    const pick = vscode.window.createQuickPick<Row<string>>();
    try {
      act(createList(pick, question), pick);
    } finally {
      pick.dispose();
    }
  };
  const active = ({ activeItems }: vscode.QuickPick<Row<string>>) => activeItems.map(({ choice }) => choice?.label);
  const moveTo = (pick: vscode.QuickPick<Row<string>>, label: string) => {
    pick.activeItems = pick.items.filter((row) => row.choice?.label === label);
  };

  it('is the first of the list, where nobody has moved', () =>
    withList((list, pick) => {
      assert.deepEqual(active(pick), ['Enter the ID…']);
      list.add([choice('vpc-b')]);
      assert.deepEqual(active(pick), ['vpc-b']);
    }));

  it('stays that of the same value when all rows are other ones', () =>
    withList((list, pick) => {
      moveTo(pick, 'None');
      list.renew([{ ...choice('None'), description: 'now' }, choice('Later'), choice('Enter the ID…')]);
      assert.deepEqual(active(pick), ['None']);
      assert.equal(pick.activeItems[0]?.description, 'now');
      list.renew([choice('Later')]);
      assert.deepEqual(active(pick), ['Later']);
    }));

  it('stays the same when another page comes', () =>
    withList((list, pick) => {
      moveTo(pick, 'None');
      list.add([choice('vpc-b')]);
      assert.deepEqual(active(pick), ['None']);
      moveTo(pick, 'vpc-b');
      list.add([choice('vpc-a')]);
      assert.deepEqual(active(pick), ['vpc-b']);
    }));
});
