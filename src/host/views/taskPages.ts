import { ViewColumn, type WebviewPanel, window } from 'vscode';
import * as z from 'zod';
import type { Desk } from '../../desk/ports.ts';
import { type Shown, shownSight } from '../../desk/tasks/shownSight.ts';
import type { TaskPages } from '../../desk/tasks/taskPages.ts';
import { pageType } from '../startup.ts';

type Parts = Pick<Desk, 't' | 'log' | 'now' | 'wait'> & Shown;

/** All that a page keeps: whatever else it showed belongs to an account that may be gone. */
const pageState = z.object({ taskId: z.string().min(1) });

/** One page for each task; what draws it is loaded with the first one. */
export function createTaskPages(desk: Parts, onError: (error: unknown) => void): TaskPages {
  const panels = new Map<string, WebviewPanel>();
  const begin = async (panel: WebviewPanel, taskId: string) => {
    panels.set(taskId, panel);
    panel.onDidDispose(() => {
      if (panels.get(taskId) === panel) panels.delete(taskId);
    });
    const { createTaskPage } = await import('./taskPage.ts');
    if (panels.get(taskId) === panel) createTaskPage(desk, panel, taskId, onError);
  };
  return {
    async show(taskId) {
      const open = panels.get(taskId);
      if (open === undefined)
        await begin(window.createWebviewPanel(pageType, desk.t('Migration Task'), ViewColumn.Active), taskId);
      else open.reveal();
    },
    async restore(panel, state) {
      const taskId = pageState.safeParse(state).data?.taskId;
      if (taskId === undefined || panels.has(taskId)) panel.dispose();
      else await begin(panel, taskId);
    },
    async report(taskId) {
      const { readReport } = await import('../../views/tasks/readReport.ts');
      return readReport(desk, shownSight(desk), taskId);
    },
    async reportOfGone(place, known) {
      const { reportOfGone } = await import('../../views/tasks/readReport.ts');
      return reportOfGone(desk, shownSight(desk), place, known);
    },
  };
}
