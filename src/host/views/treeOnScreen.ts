import type { Disposable, TreeView } from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import type { LogEnds } from '../../desk/tasks/logEnds.ts';
import { isTaskRow } from '../../views/tasks/row.ts';
import type { RowNode } from '../../views/tasks/rowTree.ts';
import { showProgressIn } from '../notifications.ts';

/** The log of a task is read where its row is open and on screen. `hasRow`: whether a task has a row. */
export function readWhereOpen(
  view: TreeView<RowNode>,
  logEnds: LogEnds,
  hasRow: (taskId: string) => boolean,
): Disposable & { readonly dropGone: () => void } {
  /** By task ID; undefined while the view is not on screen. */
  const open = new Map<string, (() => void) | undefined>();
  const close = (taskId: string) => open.get(taskId)?.();
  const look = (taskId: string) => void open.set(taskId, view.visible ? logEnds.open(taskId) : undefined);
  const drop = (taskId: string) => {
    close(taskId);
    open.delete(taskId);
  };
  const when = (act: (taskId: string) => void) => (event: { readonly element: RowNode }) => {
    const { row } = event.element;
    if (isTaskRow(row) && row.taskId !== undefined) act(row.taskId);
  };
  const subscriptions = [
    view.onDidExpandElement(when((taskId) => open.has(taskId) || look(taskId))),
    view.onDidCollapseElement(when(drop)),
    view.onDidChangeVisibility(() => {
      for (const taskId of open.keys()) {
        close(taskId);
        look(taskId);
      }
    }),
  ];
  return {
    /** A row that goes is not collapsed before. */
    dropGone() {
      for (const taskId of [...open.keys()].filter((one) => !hasRow(one))) drop(taskId);
    },
    dispose() {
      for (const one of subscriptions) one.dispose();
      for (const taskId of open.keys()) close(taskId);
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

/** Looks at the tasks while the view is on screen, and at why the last of them failed. */
export function lookWhileVisible(
  view: TreeView<RowNode>,
  { tasks, logEnds }: Pick<Desk, 'tasks' | 'logEnds'>,
): Disposable {
  let unlook: readonly (() => void)[] = [];
  const look = (visible: boolean) => {
    for (const end of unlook) end();
    unlook = visible ? [tasks.look(), logEnds.look()] : [];
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
