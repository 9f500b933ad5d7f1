import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import { chartTime } from './chartTime.ts';
import type { ChartPanel, PageChart } from './pageModel.ts';

/** Of the whole picture, and of a panel with its title and its lines; in pixels. */
const width = 900;
const panelHeight = 190;
const plot = { left: 90, right: 880, top: 38, bottom: 168 };
const timesHeight = 24;

/** To be told apart on white and on black, and without colours by the dashes. */
const colors = ['#3b82c4', '#d1761a'];
const dashes = ['', ' stroke-dasharray="6 4"'];
const grey = '#808080';

/** The chart of a task as a picture that stands for itself. */
export function chartSvg(chart: PageChart, title: string, t: Translate): string {
  const height = chart.panels.length * panelHeight + timesHeight;
  const panels = chart.panels.map((panel, index) => panelSvg(panel, chart.times, index * panelHeight, t));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(chart.panels.map(({ summary }) => summary).join('; '))}</desc>`,
    ...panels,
    ...timesSvg(chart.times, height - timesHeight, t),
    '</svg>\n',
  ].join('\n');
}

function panelSvg(panel: ChartPanel, times: readonly number[], top: number, t: Translate): string {
  const y = scale([panel.ticks[0] ?? 0, panel.ticks.at(-1) ?? 1], [top + plot.bottom, top + plot.top]);
  const x = scale([times[0] ?? 0, times.at(-1) ?? 1], [plot.left, plot.right]);
  const ticks = panel.ticks.map((value) => {
    const at = round(y(value));
    return `${horizontal(at)}${text(plot.left - 8, at + 4, figure(value, t), 'end')}`;
  });
  const lines = panel.lines.map(({ values }, index) => {
    const stroke = `stroke="${colors[index] ?? grey}" stroke-width="2"${dashes[index] ?? ''}`;
    return `<path d="${pathOf(values, times, x, y)}" fill="none" ${stroke} stroke-linecap="round" stroke-linejoin="round"/>`;
  });
  return [
    text(plot.left, top + 22, panel.label, 'start', ' font-weight="bold"'),
    ...legendSvg(panel, top),
    ...ticks,
    ...lines,
  ].join('\n');
}

function legendSvg({ lines }: ChartPanel, top: number): readonly string[] {
  if (lines.length < 2) return [];
  return lines.map(({ label }, index) => {
    const left = plot.right - (lines.length - index) * 140;
    const stroke = `stroke="${colors[index] ?? grey}" stroke-width="2"${dashes[index] ?? ''}`;
    return `<path d="M${left} ${top + 18}h24" ${stroke}/>${text(left + 32, top + 22, label, 'start')}`;
  });
}

/** From figure to figure; where one is not known the line ends, and begins anew behind it. */
function pathOf(
  values: readonly (number | null)[],
  times: readonly number[],
  x: (time: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false;
  return values
    .map((value, index) => {
      const time = times[index];
      const wasDown = isDown;
      isDown = value !== null && time !== undefined;
      if (value === null || time === undefined) return '';
      const place = `${round(x(time))} ${round(y(value))}`;
      // A figure that stands alone is a dot, by the ends of its line.
      return wasDown ? `L${place}` : `M${place}h0`;
    })
    .join('');
}

function timesSvg(times: readonly number[], top: number, t: Translate): readonly string[] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    text(plot.left, top + 4, chartTime(first, times, t), 'start'),
    ...(last === first ? [] : [text(plot.right, top + 4, chartTime(last, times, t), 'end')]),
  ];
}

function horizontal(y: number): string {
  return `<path d="M${plot.left} ${y}H${plot.right}" stroke="${grey}" stroke-opacity="0.3"/>`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'end', more = ''): string {
  return `<text x="${x}" y="${y}" fill="${grey}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`;
}

function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]) {
  // All at one time, or of one value: in the middle.
  return (value: number) => (to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
