import type { PageChart } from '../views/tasks/pageModel.ts';
import type { Drawn } from './chart.ts';
import { createChartTable } from './chartTable.ts';
import { element, setText } from './dom.ts';

/** Looks that brought a figure, from which on there is a line to draw. */
const fewest = 2;

/** The figures over time: drawn, and as a table. The library that draws is loaded with the first line. */
export function createChartSection(root: HTMLElement): (chart: PageChart) => void {
  const since = element('p', { class: 'quiet' });
  const plots = element('div', { class: 'plots' });
  const table = createChartTable();
  root.append(since, plots, table.root);
  let newest: PageChart | undefined;
  let drawn: Drawn | undefined;
  let isLoading = false;
  const load = async () => {
    if (isLoading) return;
    isLoading = true;
    try {
      const { drawChart } = await import('./chart.ts');
      drawn = drawChart(plots);
      if (newest !== undefined) drawn.update(newest);
    } catch {
      // The table has it all the same; the next figures try again.
    } finally {
      isLoading = false;
    }
  };
  return (chart) => {
    newest = chart;
    const isDrawn = countOf(chart) >= fewest;
    plots.hidden = !isDrawn;
    setText(since, isDrawn ? chart.since : `${chart.since}. ${chart.tooFew}`);
    table.update(chart);
    if (drawn !== undefined) drawn.update(chart);
    else if (isDrawn) load();
  };
}

function countOf({ times, panels }: PageChart): number {
  return times.filter((_, index) => panels.some(({ lines }) => lines.some(({ values }) => isKnown(values[index]))))
    .length;
}

function isKnown(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}
