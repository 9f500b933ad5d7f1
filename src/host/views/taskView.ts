import { type Disposable, EventEmitter, window } from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import type { RowNode } from '../../views/tasks/rowTree.ts';

/** The view of the tasks; what draws it is loaded when somebody opens it. */
export function createTaskView(
  subscriptions: Disposable[],
  theDesk: () => Promise<Desk>,
  onError: (error: unknown) => void,
): void {
  const changed = new EventEmitter<RowNode | undefined>();
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const { createTaskTree } = await import('./taskTree.ts');
    const tree = createTaskTree(await theDesk(), view, changed);
    subscriptions.push(tree);
    return tree;
  };
  const theTree = () => {
    loading ??= load();
    return loading.catch((error: unknown) => {
      // The next time the view is opened tries again.
      loading = undefined;
      onError(error);
      return undefined;
    });
  };
  const view = window.createTreeView<RowNode>('dcs.migrationTasks', {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => (await theTree())?.getChildren(node),
      getTreeItem: async (node) => (await theTree())?.getTreeItem(node) ?? {},
      getParent: async (node) => (await theTree())?.getParent(node),
      resolveTreeItem: async (item, node) => (await theTree())?.resolveTreeItem(item, node) ?? item,
    },
  });
  subscriptions.push(view, changed);
}
