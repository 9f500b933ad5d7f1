import {
  commands,
  type Disposable,
  type EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
} from 'vscode';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { clockText } from '../../desk/tasks/phaseTexts.ts';
import { type Shown, shownSight } from '../../desk/tasks/shownSight.ts';
import { lifeOf, type TaskSight } from '../../desk/tasks/taskSight.ts';
import { waitsForPerson } from '../../task/taskGroups.ts';
import { drawTogether } from '../../views/drawTogether.ts';
import { idOf, isTaskRow, type Row } from '../../views/tasks/row.ts';
import { createRowTree, type RowNode } from '../../views/tasks/rowTree.ts';
import { rowsOf } from '../../views/tasks/taskRows.ts';
import { tooltipOf } from '../../views/tasks/taskTooltip.ts';
import { plainRow } from '../plainText.ts';
import { lookWhileVisible, progressWhileLoading, readWhereOpen } from './treeOnScreen.ts';

type Parts = Pick<Desk, 't' | 'now' | 'wait' | 'arrangements'> & Shown;

interface TaskTree extends Disposable {
  getChildren(node?: RowNode): RowNode[];
  getTreeItem(node: RowNode): TreeItem;
  getParent(node: RowNode): RowNode | undefined;
  resolveTreeItem(item: TreeItem, node: RowNode): TreeItem;
}

/** Characters. */
const longestLabel = 100;
const longestDescription = 200;

/** Draws what is known of the tasks, from memory, and only what has changed; looks at them while the view is on screen. */
export function createTaskTree(
  desk: Parts,
  view: TreeView<RowNode>,
  changed: EventEmitter<RowNode | undefined>,
): TaskTree {
  const { t, now, wait, tasks, arrangements, taskNotices, changes, logEnds, targetsInUse } = desk;
  const tree = createRowTree();
  const over = new AbortController();
  const open = readWhereOpen(view, logEnds, (taskId) => tree.has(idOf(taskId)));
  const drawNow = drawer(desk, view, (rows) => {
    for (const node of tree.update(rows)) changed.fire(node);
    open.dropGone();
  });
  // Hundreds may be marked in a row.
  const draw = drawTogether(drawNow, wait, over.signal);
  const shown = [tasks, arrangements, taskNotices, changes, logEnds, targetsInUse];
  const unlisten = shown.map(({ onChange }) => onChange(draw));
  draw();
  const ends = [open, lookWhileVisible(view, desk), progressWhileLoading(view, tasks)];
  return {
    getChildren: (node) => [...tree.below(node)],
    getParent: ({ parent }) => parent,
    getTreeItem: (node) => itemOf(node, t),
    resolveTreeItem(item, { row }) {
      const sight = shownSight(desk);
      const known = sight.tasks.find(({ task }) => task.task_id === row.taskId);
      if (known === undefined || !isTaskRow(row)) return item;
      item.tooltip = new MarkdownString(tooltipOf(known, lifeOf(known, now().getTime()), sight, t));
      return item;
    },
    dispose() {
      over.abort();
      for (const stop of unlisten) stop();
      for (const one of ends) one.dispose();
    },
  };
}

/** Draws what is known now: the rows by `update`, and what stands around them. */
function drawer(desk: Parts, view: TreeView<RowNode>, update: (rows: readonly Row[]) => void): () => void {
  const { t, now, arrangements } = desk;
  const showAround = surroundings(view, t);
  let shown: string | undefined;
  return () => {
    const sight = shownSight(desk);
    const time = now().getTime();
    update(rowsOf(sight, arrangements.current(), time, t));
    const state = stateShown(sight);
    if (state !== shown) commands.executeCommand('setContext', 'dcs.tasks', state);
    shown = state;
    showAround(sight, time);
  };
}

/** By which the view chooses what it says where it has no rows. */
function stateShown({ state, tasks, imports }: TaskSight): string {
  return state === 'known' && tasks.length + imports === 0 ? 'none' : state;
}

/**
 * Shows what stands around the rows. What is set goes to the window, also where it is what it was; and what an extension host that was
 * restarted had set stays in the window, so that the first time all is set, and no badge is a badge of zero: `undefined` would not be sent.
 */
function surroundings(view: TreeView<RowNode>, t: Desk['t']): (sight: TaskSight, now: number) => void {
  let shown: { description: string; message: string } | undefined;
  return (sight, now) => {
    const waiting = sight.tasks.filter((known) => waitsForPerson(lifeOf(known, now))).length;
    view.badge = { value: waiting, tooltip: badgeText(waiting, t) };
    const description = sight.place?.sandbox === true ? t('Local Sandbox') : (sight.place?.connection.region ?? '');
    if (description !== shown?.description) view.description = description;
    const message = ageText(sight, t) ?? '';
    if (message !== shown?.message) view.message = message;
    shown = { description, message };
  };
}

function badgeText(waiting: number, t: Desk['t']): string {
  if (waiting === 0) return '';
  return waiting === 1
    ? t('1 migration task waits for you')
    : t('{count} migration tasks wait for you', { count: waiting });
}

/** What is on screen is old, and why. */
function ageText({ state, asOf, failure }: TaskSight, t: Desk['t']): string | undefined {
  if (state !== 'known' || failure === undefined || asOf === undefined) return undefined;
  const reason = shortened(reasonOf(failure, t), 300);
  return t('As of {time}; the last refresh failed: {reason}', { time: clockText(asOf, t), reason });
}

function itemOf(node: RowNode, t: Desk['t']): TreeItem {
  const { id, label, description, icon, context, open, copies } = node.row;
  const item = new TreeItem(plainRow(label, longestLabel), stateOf(open));
  item.id = id;
  item.contextValue = context;
  if (description !== undefined) item.description = shortened(description, longestDescription);
  if (icon !== undefined)
    item.iconPath = new ThemeIcon(icon.name, icon.color === undefined ? undefined : new ThemeColor(icon.color));
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  if (isTaskRow(node.row))
    item.command = { command: 'dcs.showMigrationTask', title: t('Show Migration Task'), arguments: [node] };
  if (context === 'hidden') item.command = { command: 'dcs.arrangeTasks', title: label };
  // A row that is cut shows the whole of it.
  if (copies !== undefined) item.tooltip = shortened(copies, 1000);
  return item;
}

function stateOf(open: boolean | undefined): TreeItemCollapsibleState {
  if (open === undefined) return TreeItemCollapsibleState.None;
  return open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
