import type { PageButton, PageModel, PageNotice } from '../views/tasks/pageModel.ts';
import { element, keyedList, setAttribute, setText, whenChanged } from './dom.ts';

type Run = (command: string) => void;

interface Drawn<T> {
  readonly root: HTMLElement;
  readonly update: (value: T) => void;
}

/** The name of the task, how it stands, and what can be done about it. */
export function createHeader(run: Run): Drawn<PageModel> {
  // It takes the focus where the button that had it is gone.
  const title = element('h1', { tabindex: '-1' });
  const mark = element('span', { class: 'status-mark', 'aria-hidden': 'true' });
  const [words, raw] = [
    element('span', { class: 'status-words', role: 'status' }),
    element('span', { class: 'quiet' }),
  ];
  const status = element('p', { class: 'status' }, [mark, words, raw]);
  const actions = element('div', { class: 'actions', role: 'group' });
  const notices = element('div', { class: 'notices', role: 'status' });
  const drawActions = keyedList(actions, (button: Keyed) => createButton(button, run));
  const drawNotices = keyedList(notices, (notice: PageNotice) => createNotice(notice, run));
  return {
    root: element('header', {}, [title, status, actions, notices]),
    update: whenChanged((model: PageModel) => {
      setText(title, model.title);
      setAttribute(actions, 'aria-label', model.title);
      status.hidden = model.status === undefined;
      setText(words, model.status?.words ?? '');
      setText(raw, model.status?.raw ?? '');
      setAttribute(status, 'data-tone', model.status?.tone ?? 'quiet');
      drawActions(keyed(model.actions));
      drawNotices(model.notices);
    }),
  };
}

type Keyed = PageButton & { readonly key: string };

function keyed(buttons: readonly PageButton[]): readonly Keyed[] {
  return buttons.map((button) => ({ ...button, key: button.command }));
}

function createButton({ command }: PageButton, run: Run): Drawn<PageButton> {
  const root = element('button', { type: 'button', 'data-command': command });
  root.addEventListener('click', () => run(command));
  return { root, update: ({ label }) => setText(root, label) };
}

function createNotice(_: PageNotice, run: Run): Drawn<PageNotice> {
  const [text, buttons] = [element('p'), element('div', { class: 'actions' })];
  const drawButtons = keyedList(buttons, (button: Keyed) => createButton(button, run));
  const root = element('div', { class: 'notice' }, [text, buttons]);
  return {
    root,
    update(notice) {
      setAttribute(root, 'data-tone', notice.tone);
      setText(text, notice.text);
      drawButtons(keyed(notice.buttons));
    },
  };
}
