import { randomBytes } from 'node:crypto';
import { commands, Uri, type WebviewPanel } from 'vscode';
import * as z from 'zod';
import type { Desk } from '../../desk/ports.ts';
import { type Shown, shownSight } from '../../desk/tasks/shownSight.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { drawTogether } from '../../views/drawTogether.ts';
import { pageOf, pageTitle } from '../../views/tasks/pageData.ts';
import { pageHtml } from '../../views/tasks/pageHtml.ts';
import type { PageButton, PageMessage, PageModel } from '../../views/tasks/pageModel.ts';
import { createKeeping, createReading } from '../../views/watch/keeping.ts';

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
  const page = createDrawing(desk, panel, taskId, onError);
  let unlook: readonly (() => void)[] = [];
  const look = (visible: boolean) => {
    if (visible === unlook.length > 0) return;
    for (const end of unlook) end();
    unlook = visible ? [tasks.look({ taskIds: [taskId] }), logEnds.open(taskId)] : [];
    if (visible) tasks.hurry();
  };
  const over = new AbortController();
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

/** Sends to the page what it has to show, where that is something else than before. */
function createDrawing(desk: Parts, panel: WebviewPanel, taskId: string, onError: OnError) {
  const { t, now } = desk;
  const [keep, read] = [createKeeping(desk, onError), createReading(desk, onError)];
  let home: string | undefined;
  let before: string | undefined;
  let offered: readonly PageButton[] = [];
  let posted = '';
  const draw = () => {
    const sight = shownSight(desk);
    const place = sight.place && placeKey(sight.place);
    const its = sight.tasks.filter(({ task }) => task.task_id === taskId);
    const isInSight = its.length > 0;
    if (isInSight) home = place;
    const wanted = { taskId, elsewhere: home !== undefined && home !== place, before };
    // A tab is seen also while its page is not.
    const title = pageTitle(sight, wanted, t);
    if (isInSight) before = title;
    if (panel.title !== title) panel.title = title;
    if (!panel.visible) return;
    if (sight.place !== undefined && isInSight) {
      keep(sight.place, its);
      read(sight.place, taskId);
    }
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
