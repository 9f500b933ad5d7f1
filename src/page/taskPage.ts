import type { PageMessage, PageModel, PageSection } from '../views/tasks/pageModel.ts';
import { element, keyedList, setAttribute, setText } from './dom.ts';
import { createHeader } from './header.ts';
import { isPageModel } from './messages.ts';
import { createSection } from './sections.ts';

/** What VS Code gives to the script of a page. */
declare const acquireVsCodeApi: () => {
  readonly postMessage: (message: PageMessage) => void;
  readonly setState: (state: { readonly taskId: string }) => void;
};

const editor = acquireVsCodeApi();
const run = (command: string) => editor.postMessage({ does: 'run', command });
const header = createHeader(run);
const sections = element('div', { class: 'sections' });
const age = element('footer', { class: 'quiet' });
const drawSections = keyedList(sections, (section: PageSection) => createSection(section, run));
document.querySelector('main')?.append(header.root, sections, age);

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isPageModel(data)) draw(data);
});
editor.postMessage({ does: 'ready' });

function draw(model: PageModel): void {
  const focused = document.activeElement;
  // Nothing else of the task is kept: it may not be shown to whoever comes next.
  editor.setState({ taskId: model.taskId });
  setAttribute(document.documentElement, 'lang', model.language);
  header.update(model);
  drawSections(model.sections);
  setText(age, model.age);
  if (focused !== null && focused !== document.body && !focused.isConnected) document.querySelector('h1')?.focus();
}
