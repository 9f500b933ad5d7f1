import uPlot from 'uplot';
import type { ChartPanel, PageChart } from '../views/tasks/pageModel.ts';
import { clock, hasDates } from './clock.ts';
import { colorOf, fontOf, watchTheme } from './colors.ts';
import { element, setAttribute, setText } from './dom.ts';

export interface Drawn {
  readonly update: (chart: PageChart) => void;
}

/** Pixels. */
const plotHeight = 96;
const timeHeight = 26;
const valueWidth = 76;

const compact = { notation: 'compact', maximumSignificantDigits: 5 } as const;

interface Plot {
  readonly root: HTMLElement;
  readonly chart: uPlot;
  readonly update: (panel: ChartPanel, times: readonly number[]) => void;
}

/** A picture for each panel, one below the other; pointing at one of them tells the figures of all at that time. */
export function drawChart(root: HTMLElement): Drawn {
  let plots: readonly Plot[] = [];
  let drawnKeys = '';
  new ResizeObserver(() => {
    for (const { root, chart } of plots) chart.setSize({ width: root.clientWidth, height: chart.height });
  }).observe(root);
  watchTheme(() => {
    for (const { chart } of plots) chart.redraw(false, true);
  });
  return {
    update({ panels, times }) {
      const keys = panels.map(({ key, lines }) => [key, ...lines.map((line) => line.key)].join()).join(' ');
      if (keys !== drawnKeys) {
        for (const { chart } of plots) chart.destroy();
        plots = panels.map((panel, index) => createPlot(root, panel, times, index === panels.length - 1));
        root.replaceChildren(...plots.map((plot) => plot.root));
        for (const { root, chart } of plots) chart.setSize({ width: root.clientWidth, height: chart.height });
      }
      drawnKeys = keys;
      plots.forEach((plot, index) => {
        const panel = panels[index];
        if (panel !== undefined) plot.update(panel, times);
      });
    },
  };
}

function createPlot(parent: HTMLElement, first: ChartPanel, firstTimes: readonly number[], hasTimes: boolean): Plot {
  let panel = first;
  let times = firstTimes;
  const legend = createLegend(first);
  const picture = element('div', { class: 'picture', role: 'img' });
  const root = element('figure', { class: 'plot', 'data-key': first.key }, [legend.root, picture]);
  const tell = (index: number | null | undefined) => legend.update(panel, times, index);
  const options: uPlot.Options = {
    width: parent.clientWidth,
    height: plotHeight + (hasTimes ? timeHeight : 0),
    legend: { show: false },
    padding: [6, 12, hasTimes ? 0 : 6, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 }, sync: { key: 'time' } },
    scales: { y: { range: () => [panel.ticks[0] ?? 0, panel.ticks.at(-1) ?? 1] } },
    axes: [timeAxis(hasTimes, () => times), valueAxis(() => panel.ticks)],
    series: [{}, ...first.lines.map((line, index) => seriesOf(line.label, index))],
    hooks: { setCursor: [({ cursor }) => tell(cursor.idx)] },
  };
  const chart = new uPlot(options, dataOf(first, firstTimes), picture);
  return {
    root,
    chart,
    update(newPanel, newTimes) {
      [panel, times] = [newPanel, newTimes];
      setAttribute(picture, 'aria-label', panel.summary);
      chart.setData(dataOf(panel, times));
      tell(chart.cursor.idx);
    },
  };
}

function dataOf({ lines }: ChartPanel, times: readonly number[]): uPlot.AlignedData {
  return [times.map((time) => time / 1000), ...lines.map(({ values }) => [...values])];
}

function seriesOf(label: string, index: number): uPlot.Series {
  const stroke = () => colorOf(`line-${index}`);
  return {
    label,
    stroke,
    width: 1.5,
    // The target is dashed, for those who do not tell colours apart.
    ...(index === 0 ? {} : { dash: [5, 3] }),
    spanGaps: false,
    // A single figure between two gaps has no line to be seen by.
    points: { show: true, size: 4, width: 1, stroke, fill: stroke, filter: isolated },
  };
}

function isolated(chart: uPlot, series: number): number[] {
  const values = chart.data[series] ?? [];
  const isKnown = (index: number) => (values[index] ?? null) !== null;
  return [...values.keys()].filter((index) => isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1));
}

function timeAxis(isShown: boolean, times: () => readonly number[]): uPlot.Axis {
  return {
    ...lineColors(),
    font: fontOf(),
    size: isShown ? timeHeight : 0,
    space: () => (hasDates(times()) ? 180 : 90),
    values: (_, splits) => (isShown ? splits.map((seconds) => clock(seconds * 1000, times())) : []),
  };
}

function valueAxis(ticks: () => readonly number[]): uPlot.Axis {
  return {
    ...lineColors(),
    font: fontOf(),
    size: valueWidth,
    gap: 8,
    splits: () => [...ticks()],
    values: (_, splits) => splits.map((value) => number(value, value >= 1e7 ? compact : {})),
  };
}

function lineColors() {
  const lines = { stroke: () => colorOf('grid'), width: 1 };
  return { stroke: () => colorOf('axis'), grid: lines, ticks: { show: false } };
}

/** What the lines are called, and what they say at the time that is pointed at; the newest figures otherwise. */
function createLegend({ label, lines }: ChartPanel) {
  const values = lines.map(() => element('span', { class: 'legend-value' }));
  const items = lines.map((line, index) =>
    element('span', { class: 'legend-item' }, [
      element('span', { class: `swatch swatch-${index}`, 'aria-hidden': 'true' }),
      ...(lines.length > 1 ? [line.label, ' '] : []),
      ...values.slice(index, index + 1),
    ]),
  );
  const time = element('span', { class: 'legend-time' });
  const root = element('figcaption', {}, [element('h3', {}, [label]), ...items, time]);
  return {
    root,
    update(panel: ChartPanel, times: readonly number[], index: number | null | undefined) {
      const pointed = index === null || index === undefined ? undefined : times[index];
      setText(time, pointed === undefined ? '' : clock(pointed, times));
      panel.lines.forEach((line, at) => {
        const value = pointed === undefined ? line.values.at(-1) : line.values[index ?? 0];
        const node = values[at];
        if (node !== undefined) setText(node, value === null || value === undefined ? '–' : number(value));
      });
    },
  };
}

function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return value.toLocaleString(document.documentElement.lang, options);
}
