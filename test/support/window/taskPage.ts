import type { FrameLocator, Page } from 'playwright-core';
import * as z from 'zod';
import { until } from '../suite/until.ts';

/** Where a line was painted. */
const painted = z.object({
  /** Of the picture, in pixels. */
  height: z.number(),
  /** From left to right: how far below the upper edge it is; null where there is none. */
  columns: z.array(z.number().nullable()),
});

/** The page of a task that is in front. */
export interface TaskPage {
  frame: FrameLocator;
  /** Everything it says. */
  text: () => Promise<string>;
  /** Waits until it says it. */
  waitFor: (pattern: RegExp) => Promise<void>;
  press: (button: string) => Promise<void>;
  /** The figures in a column of the table that is open, from above; what is no figure is left out. */
  column: (heading: string) => Promise<number[]>;
  /** The first line of a plot, by the pixels that have its colour. */
  line: (plot: string) => Promise<z.infer<typeof painted>>;
}

export function taskPage(page: Page): TaskPage {
  const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
  const main = frame.locator('main');
  const text = async () => (await main.innerText()).replace(/\s+/g, ' ').trim();
  return {
    frame,
    text,
    waitFor: async (pattern) => {
      await until(`the page says ${pattern}`, async () => pattern.test(await text()), text);
    },
    // Some are offered beside what they help with, too.
    press: (button) => frame.getByRole('button', { name: button, exact: true }).first().click(),
    column: async (heading) => {
      const headings = await frame.locator('thead th').allInnerTexts();
      const cells = frame.locator(`tbody tr > :nth-child(${headings.indexOf(heading) + 1})`);
      const texts = await cells.allInnerTexts();
      return texts.map((cell) => Number(cell.replaceAll(',', ''))).filter((value) => !Number.isNaN(value));
    },
    line: async (plot) => {
      const selector = `.plot[data-key="${plot}"] canvas`;
      const canvas = await frame.locator(selector).elementHandle();
      const inPage = await canvas?.ownerFrame();
      return painted.parse(
        await inPage?.evaluate(`(${findLine})(document.querySelector(${JSON.stringify(selector)}))`),
      );
    },
  };
}

/** Runs in the page. */
const findLine = `(canvas) => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.fillStyle = getComputedStyle(document.body).getPropertyValue('--page-line-0').trim();
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const isLine = (x, y) => {
    const at = 4 * (y * width + x);
    const away = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue);
    return data[at + 3] > 128 && away < 60;
  };
  const columns = Array.from({ length: width }, (_, x) => {
    for (let y = 0; y < height; y += 1) if (isLine(x, y)) return y;
    return null;
  });
  return { height, columns };
}`;
