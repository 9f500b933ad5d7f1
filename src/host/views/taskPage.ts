import { randomBytes } from 'node:crypto';
import { commands, Uri, type WebviewPanel } from 'vscode';
import * as z from 'zod';
import type { Desk } from '../../desk/ports.ts';
import { type Shown, shownSight } from '../../desk/tasks/shownSight.ts';
import type { TaskPlace, TaskSight } from '../../desk/tasks/taskSight.ts';
import { drawTogether } from '../../views/drawTogether.ts';
import { pageOf, pageTitle } from '../../views/tasks/pageData.ts';
import { pageHtml } from '../../views/tasks/pageHtml.ts';
import type { PageButton, PageMessage, PageModel } from '../../views/tasks/pageModel.ts';
import { createKeeping, createReading } from '../../views/watch/keeping.ts';
import { createTargetKeys } from '../../views/watch/targetKeys.ts';

type Parts = Pick<Desk, 't' | 'log' | 'now' | 'wait'> & Shown;

type OnError = (error: unknown) => void;

const messageSchema: z.ZodType<PageMessage> = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('ready') }),
  z.strictObject({ does: z.literal('run'), command: z.string() }),
]);

/** Beside the code that this is part of. */
const pageFolder = Uri.parse(new URL('./page/', import.meta.url).href);

/** Keeps the page of a task up to date for as long as it is on screen; hidden, it costs nothing. */
export function createTaskPage(desk: Parts, panel: WebviewPanel, taskId: string, onError: OnError): void {
  const { t, wait, tasks, taskNotices, changes, logEnds, records, endsSeen, targetsInUse } = desk;
  const over = new AbortController();
  const page = createDrawing(desk, panel, taskId, { over: over.signal, onError });
  let unlook: readonly (() => void)[] = [];
  const look = (visible: boolean) => {
    if (visible === unlook.length > 0) return;
    for (const end of unlook) end();
    unlook = visible ? [tasks.look({ taskIds: [taskId] }), logEnds.open(taskId)] : [];
    if (visible) tasks.hurry();
  };
  // Hundreds may be marked in a row.
  const draw = drawTogether(page.draw, wait, over.signal);
  const shown = [tasks, taskNotices, changes, logEnds, records, endsSeen, targetsInUse];
  const unlisten = shown.map(({ onChange }) => onChange(draw));
  const subscriptions = [
    panel.onDidChangeViewState(() => look(panel.visible)),
    panel.webview.onDidReceiveMessage((given: unknown) => {
      const message = messageSchema.safeParse(given).data;
      if (message?.does === 'ready') page.drawAnew();
      if (message?.does === 'run' && page.offers(message.command))
        commands.executeCommand(message.command, { row: { taskId } });
    }),
  ];
  panel.onDidDispose(() => {
    look(false);
    over.abort();
    for (const stop of unlisten) stop();
    for (const subscription of subscriptions) subscription.dispose();
  });
  fill(panel, t('en-US'));
  look(panel.visible);
  page.draw();
}

/** How long a page goes on, and what becomes of mistakes of ours. */
interface Life {
  readonly over: AbortSignal;
  readonly onError: OnError;
}

/** What is in sight, with what the target of its task holds after the end of that; what a page shows is kept, and read where it was kept. */
function createSight(
  desk: Parts,
  panel: WebviewPanel,
  taskId: string,
  { onRead, onError }: { readonly onRead: () => void; readonly onError: OnError },
): () => TaskSight {
  const [keep, read] = [createKeeping(desk, onError), createReading(desk, onError)];
  const withKeys = createTargetKeys(desk, onRead, onError);
  return () => {
    const sight = shownSight(desk);
    const { place } = sight;
    const its = sight.tasks.filter(({ task }) => task.task_id === taskId);
    if (place === undefined || !panel.visible || its.length === 0) return sight;
    keep(place, its);
    read(place, taskId);
    const tasks = sight.tasks.map((one) => (one.task.task_id === taskId ? withKeys(place, one) : one));
    return { ...sight, tasks };
  };
}

/** Sends to the page what it has to show, where that is something else than before. */
function createDrawing(desk: Parts, panel: WebviewPanel, taskId: string, { over, onError }: Life) {
  const { t, now } = desk;
  const sightOf = createSight(desk, panel, taskId, { onRead: () => over.aborted || draw(), onError });
  let home: string | undefined;
  let before: string | undefined;
  let offered: readonly PageButton[] = [];
  let posted = '';
  const draw = () => {
    const sight = sightOf();
    const place = sight.place && placeKey(sight.place);
    const isInSight = sight.tasks.some(({ task }) => task.task_id === taskId);
    if (isInSight) home = place;
    const wanted = { taskId, elsewhere: home !== undefined && home !== place, before };
    // A tab is seen also while its page is not.
    const title = pageTitle(sight, wanted, t);
    if (isInSight) before = title;
    if (panel.title !== title) panel.title = title;
    if (!panel.visible) return;
    const model = pageOf(sight, wanted, now().getTime(), t);
    offered = buttonsOf(model);
    const text = JSON.stringify(model);
    if (text === posted) return;
    posted = text;
    panel.webview.postMessage(model);
  };
  return {
    draw,
    /** A page that was hidden begins empty. */
    drawAnew() {
      posted = '';
      draw();
    },
    offers: (command: string) => offered.some((button) => button.command === command),
  };
}

function fill({ webview }: WebviewPanel, language: string): void {
  webview.options = { enableScripts: true, localResourceRoots: [pageFolder] };
  const [script = '', style = ''] = ['taskPage.js', 'taskPage.css'].map((name) =>
    webview.asWebviewUri(Uri.joinPath(pageFolder, name)).toString(),
  );
  webview.html = pageHtml({ nonce: randomBytes(16).toString('hex'), script, style, language });
}

function buttonsOf({ actions, notices, sections }: PageModel): readonly PageButton[] {
  const inSections = sections.flatMap((section) => ('buttons' in section ? section.buttons : []));
  return [...actions, ...notices.flatMap(({ buttons }) => buttons), ...inSections];
}

/** Of whoever is signed in, where. */
function placeKey({ connection, projectId, sandbox }: TaskPlace): string {
  return JSON.stringify([sandbox, connection.endpoints.dcs, projectId]);
}
