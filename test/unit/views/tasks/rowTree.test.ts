import assert from 'node:assert/strict';
import type { Row } from '../../../../src/views/tasks/row.ts';
import { createRowTree, type RowNode } from '../../../../src/views/tasks/rowTree.ts';

function row(id: string, description = '', rows: readonly Row[] = []): Row {
  return { id, label: id, description, context: '', open: false, rows: () => rows };
}

const idsOf = (nodes: readonly (RowNode | undefined)[]) => nodes.map((node) => node?.row.id ?? 'all');

/** A tree of groups of tasks, all of which somebody has opened. */
function opened(rows: readonly Row[]) {
  const tree = createRowTree();
  tree.update(rows);
  const look = (node?: RowNode): void => tree.below(node).forEach(look);
  look();
  return tree;
}

describe('the rows of a tree', () => {
  const tasks = (...descriptions: readonly string[]) => descriptions.map((text, index) => row(`task ${index}`, text));

  it('are drawn at first, and not again where nothing has changed', () => {
    const tree = createRowTree();
    const rows = () => [row('group', '3', tasks('a', 'b', 'c'))];
    assert.deepEqual(idsOf(tree.update(rows())), ['all']);
    for (const node of tree.below(undefined)) tree.below(node);
    assert.deepEqual(tree.update(rows()), []);
  });

  it('are drawn again where they have changed: three where three have', () => {
    const thousand = (changed: readonly number[]) => [
      row(
        'group',
        '1000',
        tasks(...Array.from({ length: 1000 }, (_, index) => (changed.includes(index) ? 'new' : 'old'))),
      ),
    ];
    const tree = opened(thousand([]));
    assert.deepEqual(idsOf(tree.update(thousand([3, 500, 999]))), ['task 3', 'task 500', 'task 999']);
  });

  it('stay the same objects, so that what is selected stays so', () => {
    const tree = opened([row('group', '2', tasks('a', 'b'))]);
    const [group] = tree.below(undefined);
    const before = tree.below(group);
    tree.update([row('group', '2', tasks('a', 'changed'))]);
    assert.deepEqual(tree.below(undefined), [group]);
    assert.ok(tree.below(group).every((node, index) => node === before[index]));
    assert.equal(before[1]?.row.description, 'changed');
  });

  it('are drawn with their group where one comes, goes or moves', () => {
    const [a, b, c] = tasks('a', 'b', 'c');
    assert.ok(a && b && c);
    for (const rows of [[a, b, c], [a], [b, a]]) {
      const tree = opened([row('group', '', [a, b]), row('other')]);
      assert.deepEqual(idsOf(tree.update([row('group', '', rows), row('other')])), ['group']);
    }
    const tree = opened([row('group', '', [a]), row('other', '', [b])]);
    // VS Code takes no row that another one still has.
    assert.deepEqual(idsOf(tree.update([row('group'), row('other', '', [b, a])])), ['all']);
  });

  it('are made below only what somebody has opened', () => {
    let made = 0;
    const closed = (description: string): Row => ({
      ...row('task', description),
      rows: () => {
        made += 1;
        return [];
      },
    });
    const tree = createRowTree();
    tree.update([closed('a')]);
    assert.deepEqual(idsOf(tree.update([closed('b')])), ['task']);
    assert.equal(made, 0);
  });

  it('have nothing below any more when they are gone', () => {
    const tree = opened([row('group', '', tasks('a'))]);
    const [group] = tree.below(undefined);
    tree.update([]);
    assert.deepEqual(tree.below(group), []);
  });
});
