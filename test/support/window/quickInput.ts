import type { Page } from 'playwright-core';
import { until } from '../suite/until.ts';
import { clickAndLeave } from './click.ts';
import { type QuickInputParts, type QuickInputRow, type QuickInputState, quickInputParts } from './quickInputState.ts';

/** `title` without the step; `step` as in `2/5`. */
export interface Expected {
  title?: string | RegExp;
  step?: string;
}

export interface QuickInput {
  /** Waits for an open quick input of this title, without the step, and of this step (`2/5`); gives its state. */
  waitFor: (expected?: Expected) => Promise<QuickInputState>;
  /** Waits until the message matches; gives it. */
  waitForMessage: (pattern: RegExp) => Promise<string>;
  /** Waits until this stands in the field. */
  waitForValue: (pattern: RegExp) => Promise<void>;
  /** VS Code shows its progress bar only after 0.8 s of being busy. */
  waitUntilBusy: () => Promise<void>;
  /** Waits until a list that was loading has finished. */
  waitUntilIdle: () => Promise<void>;
  waitClosed: () => Promise<void>;
  isOpen: () => Promise<boolean>;
  state: () => Promise<QuickInputState>;
  title: () => Promise<string>;
  step: () => Promise<string>;
  placeholder: () => Promise<string>;
  value: () => Promise<string>;
  message: () => Promise<string>;
  isPassword: () => Promise<boolean>;
  isBusy: () => Promise<boolean>;
  /** The rows on screen, at most about twenty: a longer list is drawn as one scrolls or filters. */
  rows: () => Promise<QuickInputRow[]>;
  /** Whether the label of a row on screen, counted from 0, is shown to its end. */
  isWhole: (index: number) => Promise<boolean>;
  /** Waits until a row on screen has this label; gives the row. */
  waitForRow: (label: string | RegExp) => Promise<QuickInputRow>;
  /** Replaces what is in the field, as typing does. */
  type: (text: string) => Promise<void>;
  /** Presses Enter. */
  accept: () => Promise<void>;
  /** Types and presses Enter, once the field shows no error. */
  enter: (text: string) => Promise<void>;
  /** Clicks the row of this label, once it is on screen. */
  pick: (label: string | RegExp) => Promise<void>;
  pressBack: () => Promise<void>;
  /** Clicks a button of the title bar or of the field by its tooltip. */
  pressButton: (tooltip: string) => Promise<void>;
  escape: () => Promise<void>;
}

export function quickInput(page: Page): QuickInput {
  const parts = quickInputParts(page);
  return { ...reading(parts), ...waiting(parts), ...acting(parts) };
}

function reading({ widget, state, rows, rowsOf }: QuickInputParts) {
  return {
    isOpen: () => widget.isVisible(),
    state,
    title: async () => (await state()).title,
    step: async () => (await state()).step,
    placeholder: async () => (await state()).placeholder,
    value: async () => (await state()).value,
    message: async () => (await state()).message,
    isPassword: async () => (await state()).isPassword,
    isBusy: async () => (await state()).isBusy,
    rows,
    isWhole: async (index: number) => {
      const row = rowsOf.nth(index);
      const [outside, inside] = await Promise.all([
        row.boundingBox(),
        row.locator('.label-name').first().boundingBox(),
      ]);
      return outside !== null && inside !== null && inside.x + inside.width <= outside.x + outside.width;
    },
  };
}

function waiting(parts: QuickInputParts) {
  const { widget, state } = parts;
  return {
    waitFor: (expected: Expected = {}) => waitFor(parts, expected),
    waitForMessage: (pattern: RegExp) =>
      until(
        `the quick input says ${pattern}`,
        async () => {
          const { message } = await state();
          return pattern.test(message) ? message : undefined;
        },
        state,
      ),
    waitForValue: async (pattern: RegExp) => {
      await until(`${pattern} stands in the field`, async () => pattern.test((await state()).value), state);
    },
    waitUntilBusy: async () => {
      await until('the quick input is busy', async () => (await state()).isBusy, state);
    },
    waitUntilIdle: async () => {
      await until('the quick input is no longer busy', async () => !(await state()).isBusy, state);
    },
    waitClosed: () => widget.waitFor({ state: 'hidden' }),
    waitForRow: (label: string | RegExp) => waitForRow(parts, label),
  };
}

function acting(parts: QuickInputParts) {
  const { page, widget, input, rowsOf, state } = parts;
  const accept = () => input.press('Enter');
  const rowOf = (label: string | RegExp) =>
    rowsOf.filter({ has: page.locator('.label-name', { hasText: exactly(label) }) }).first();
  return {
    type: (text: string) => input.fill(text),
    accept,
    enter: async (text: string) => {
      await input.fill(text);
      await until(`"${text}" is accepted`, async () => (await state()).severity !== 'error', state);
      await accept();
    },
    pick: async (label: string | RegExp) => {
      await waitForRow(parts, label);
      await clickAndLeave(rowOf(label));
    },
    pressBack: () => clickAndLeave(widget.locator('.codicon-quick-input-back')),
    pressButton: (tooltip: string) => clickAndLeave(widget.locator(`.action-label[aria-label="${tooltip}"]`).first()),
    escape: () => input.press('Escape'),
  };
}

function waitForRow({ rows }: QuickInputParts, label: string | RegExp): Promise<QuickInputRow> {
  return until(
    `the list has the row ${String(label)}`,
    async () => (await rows()).find((row) => matches(row.label, label)),
    rows,
  );
}

function waitFor({ widget, state }: QuickInputParts, expected: Expected): Promise<QuickInputState> {
  const { title, step } = expected;
  return until(
    `a quick input is open${title === undefined ? '' : ` with the title ${String(title)}`}${step ? ` (${step})` : ''}`,
    async () => {
      if (!(await widget.isVisible())) return undefined;
      const now = await state();
      const asExpected =
        (title === undefined || matches(now.title, title)) && (step === undefined || now.step === step);
      return asExpected ? now : undefined;
    },
    async () => ((await widget.isVisible()) ? state() : 'no quick input'),
  );
}

function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}

function exactly(label: string | RegExp): RegExp {
  if (typeof label !== 'string') return label;
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')}\\s*$`);
}
