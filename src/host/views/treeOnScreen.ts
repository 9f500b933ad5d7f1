import type { Disposable, TreeView } from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import type { LogTails } from '../../views/log/logTails.ts';
import { isTaskRow } from '../../views/tasks/row.ts';
import type { RowNode } from '../../views/tasks/rowTree.ts';
import { showProgressIn } from '../notifications.ts';

/** The log of a task is read where its row is open and on screen. */
export function readWhereOpen(view: TreeView<RowNode>, logs: LogTails): Disposable {
  const taskIdOf = ({ row }: RowNode) => (isTaskRow(row) ? row.taskId : undefined);
  const when = (act: (taskId: string) => void) => (event: { readonly element: RowNode }) => {
    const taskId = taskIdOf(event.element);
    if (taskId !== undefined) act(taskId);
  };
  const subscriptions = [
    view.onDidExpandElement(when(logs.open)),
    view.onDidCollapseElement(when(logs.close)),
    view.onDidChangeVisibility(({ visible }) => logs.show(visible)),
  ];
  logs.show(view.visible);
  return {
    dispose() {
      for (const one of subscriptions) one.dispose();
    },
  };
}

/** A line over the view while nobody knows yet what is in it. */
export function progressWhileLoading(view: TreeView<RowNode>, tasks: Desk['tasks']): Disposable {
  let finish: (() => void) | undefined;
  const update = () => {
    const isLoading = view.visible && tasks.sight().state === 'loading';
    if (isLoading === (finish !== undefined)) return;
    finish?.();
    finish = undefined;
    if (!isLoading) return;
    const until = new Promise<void>((resolve) => {
      finish = resolve;
    });
    showProgressIn('dcs.migrationTasks', until);
  };
  const unlisten = tasks.onChange(update);
  const visibility = view.onDidChangeVisibility(update);
  update();
  return {
    dispose() {
      unlisten();
      visibility.dispose();
      finish?.();
    },
  };
}

/** Looks at the tasks while the view is on screen. */
export function lookWhileVisible(view: TreeView<RowNode>, tasks: Desk['tasks']): Disposable {
  let unlook: (() => void) | undefined;
  const look = (visible: boolean) => {
    unlook?.();
    unlook = visible ? tasks.look() : undefined;
  };
  const visibility = view.onDidChangeVisibility(({ visible }) => look(visible));
  look(view.visible);
  return {
    dispose() {
      visibility.dispose();
      look(false);
    },
  };
}
