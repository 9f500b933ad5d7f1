import type { PageEntry, PageSection, PageStep } from '../views/tasks/pageModel.ts';
import { buttonList, type Run } from './buttons.ts';
import { createChartSection } from './chartSection.ts';
import { element, keyedList, setAttribute, setText, whenChanged } from './dom.ts';

interface DrawnSection {
  readonly root: HTMLElement;
  readonly update: (section: PageSection) => void;
}

/** A part of the page under its heading; it draws again only what has changed of it. */
export function createSection({ key, kind }: PageSection, run: Run): DrawnSection {
  const heading = element('h2', { id: `heading-${key}` });
  const root = element('section', { class: `section ${kind}`, 'data-key': key, 'aria-labelledby': heading.id }, [
    heading,
  ]);
  const draw = drawer(kind, root, run);
  return {
    root,
    update: whenChanged((section: PageSection) => {
      setText(heading, section.heading);
      draw(section);
    }),
  };
}

function drawer(kind: PageSection['kind'], root: HTMLElement, run: Run): (section: PageSection) => void {
  if (kind === 'chart') {
    const draw = createChartSection(root);
    return (section) => section.kind === 'chart' && draw(section.chart);
  }
  if (kind === 'steps') {
    const [list, actions] = [element('ol', { class: 'way' }), element('div', { class: 'actions' })];
    root.append(list, actions);
    const draw = keyedList(list, createStep);
    const drawButtons = buttonList(actions, run);
    return (section) => {
      if (section.kind !== 'steps') return;
      draw(section.steps);
      drawButtons(section.buttons);
    };
  }
  const list = element('dl', { class: 'entries' });
  root.append(list);
  const draw = keyedList(list, createEntry);
  const actions = element('div', { class: 'actions' });
  root.append(actions);
  const drawButtons = buttonList(actions, run);
  return (section) => {
    if ('entries' in section) draw(section.entries);
    if ('buttons' in section) drawButtons(section.buttons);
  };
}

function createStep(): { root: HTMLElement; update: (step: PageStep) => void } {
  const [label, note] = [element('span', { class: 'step-label' }), element('span', { class: 'step-note' })];
  const mark = element('span', { class: 'step-mark', 'aria-hidden': 'true' });
  const root = element('li', { class: 'step' }, [mark, label, ' ', note]);
  return {
    root,
    update(step) {
      setText(label, step.label);
      setText(note, step.note);
      setAttribute(root, 'data-state', step.state);
      if (step.state === 'active') setAttribute(root, 'aria-current', 'step');
      else root.removeAttribute('aria-current');
    },
  };
}

function createEntry({ key }: PageEntry): { root: HTMLElement; update: (entry: PageEntry) => void } {
  const [label, value] = [element('dt'), element('dd')];
  const root = element('div', { class: 'entry', 'data-key': key }, [label, value]);
  return {
    root,
    update(entry) {
      setText(label, entry.label);
      setText(value, entry.value);
    },
  };
}
