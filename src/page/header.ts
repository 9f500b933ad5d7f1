import type { PageModel, PageNotice } from '../views/tasks/pageModel.ts';
import { buttonList, type Run } from './buttons.ts';
import { element, keyedList, setAttribute, setText, whenChanged } from './dom.ts';

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
  const drawActions = buttonList(actions, run);
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
      drawActions(model.actions);
      drawNotices(model.notices);
    }),
  };
}

function createNotice(_: PageNotice, run: Run): Drawn<PageNotice> {
  const [text, buttons] = [element('p'), element('div', { class: 'actions' })];
  const drawButtons = buttonList(buttons, run);
  const root = element('div', { class: 'notice' }, [text, buttons]);
  return {
    root,
    update(notice) {
      setAttribute(root, 'data-tone', notice.tone);
      setText(text, notice.text);
      drawButtons(notice.buttons);
    },
  };
}
