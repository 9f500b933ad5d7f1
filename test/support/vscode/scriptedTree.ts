import type { TreeView } from 'vscode';
import type { RowNode } from '../../../src/views/tasks/rowTree.ts';
import { eventOf } from './scriptedEditor.ts';

/** The view of the tasks, as it would be on screen. */
export function createScriptedTree() {
  const [expanded, collapsed, visibility] = [
    eventOf<{ readonly element: RowNode }>(),
    eventOf<{ readonly element: RowNode }>(),
    eventOf<{ readonly visible: boolean }>(),
  ];
  let visible = true;
  const view: TreeView<RowNode> = {
    onDidExpandElement: expanded.event,
    onDidCollapseElement: collapsed.event,
    onDidChangeVisibility: visibility.event,
    onDidChangeSelection: eventOf<never>().event,
    onDidChangeCheckboxState: eventOf<never>().event,
    selection: [],
    get visible() {
      return visible;
    },
    reveal: async () => undefined,
    dispose: () => undefined,
  };
  return {
    view,
    expand: (element: RowNode) => expanded.fire({ element }),
    collapse: (element: RowNode) => collapsed.fire({ element }),
    show(isVisible: boolean) {
      visible = isVisible;
      visibility.fire({ visible });
    },
  };
}
