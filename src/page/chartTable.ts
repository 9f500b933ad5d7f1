import type { PageChart } from '../views/tasks/pageModel.ts';
import { clock } from './clock.ts';
import { element, keyedList, setText } from './dom.ts';

interface Row {
  readonly key: string;
  readonly cells: readonly string[];
}

/** The figures of a chart as a table, the newest first; made when somebody opens it. */
export function createChartTable(): { root: HTMLElement; update: (chart: PageChart) => void } {
  const summary = element('summary');
  const [head, body] = [element('tr'), element('tbody')];
  const table = element('table', {}, [element('thead', {}, [head]), body]);
  // The keyboard scrolls it, too.
  const frame = element('div', { class: 'table', tabindex: '0', role: 'region' }, [table]);
  const root = element('details', {}, [summary, frame]);
  const drawRows = keyedList(body, createRow);
  let newest: PageChart | undefined;
  const draw = () => {
    if (newest === undefined || !root.open) return;
    const names = [newest.words.time, ...columnsOf(newest).map(({ name }) => name)];
    if (names.join() !== [...head.children].map(({ textContent }) => textContent).join())
      head.replaceChildren(...names.map((name) => element('th', { scope: 'col' }, [name])));
    drawRows(rowsOf(newest));
  };
  root.addEventListener('toggle', draw);
  return {
    root,
    update(chart) {
      newest = chart;
      setText(summary, chart.words.table);
      frame.setAttribute('aria-label', chart.words.table);
      draw();
    },
  };
}

function columnsOf({ panels }: PageChart) {
  return panels.flatMap(({ label, lines }) =>
    lines.map((line) => ({ name: lines.length > 1 ? `${label}: ${line.label}` : label, values: line.values })),
  );
}

function rowsOf(chart: PageChart): readonly Row[] {
  const { lang } = document.documentElement;
  const columns = columnsOf(chart);
  const rows = chart.times.map((at, index) => ({
    key: String(at),
    cells: [
      clock(at, chart.times),
      ...columns.map(({ values }) => values[index]?.toLocaleString(lang) ?? chart.words.unknown),
    ],
  }));
  return rows.reverse();
}

function createRow({ cells }: Row): { root: HTMLElement; update: (row: Row) => void } {
  const root = element('tr');
  root.append(...cells.map((_, index) => (index === 0 ? element('th', { scope: 'row' }) : element('td'))));
  return {
    root,
    update(row) {
      row.cells.forEach((text, index) => {
        const cell = root.children[index] ?? root.appendChild(element('td'));
        setText(cell, text);
      });
      for (const spare of [...root.children].slice(row.cells.length)) spare.remove();
    },
  };
}
