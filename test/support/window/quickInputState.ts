import type { Locator, Page } from 'playwright-core';
import { hasClass, readAttribute, readText } from '../network/read.ts';

export interface QuickInputRow {
  label: string;
  description: string;
  detail: string;
  /** Heading of the group this row begins; usually empty. */
  separator: string;
}

/** What is written in the quick input now. `step` is the part of the title in brackets: `2/5`, or empty. */
export interface QuickInputState {
  title: string;
  step: string;
  placeholder: string;
  value: string;
  /** The line below the field: the prompt, or the validation message in its place. */
  message: string;
  /** How the message is coloured; `none` for a prompt. */
  severity: 'none' | 'info' | 'warning' | 'error';
  isPassword: boolean;
  isBusy: boolean;
  hasBack: boolean;
}

/** The parts of the quick input, of which a window has one. */
export interface QuickInputParts {
  page: Page;
  widget: Locator;
  input: Locator;
  rowsOf: Locator;
  state: () => Promise<QuickInputState>;
  rows: () => Promise<QuickInputRow[]>;
}

export function quickInputParts(page: Page): QuickInputParts {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('.quick-input-box input.input');
  const rowsOf = widget.locator('.quick-input-list .monaco-list-row');
  const state = () => readState(widget, input);
  const rows = async () => Promise.all((await rowsOf.all()).map(readRow));
  return { page, widget, input, rowsOf, state, rows };
}

async function readState(widget: Locator, input: Locator): Promise<QuickInputState> {
  const wholeTitle = await readText(widget.locator('.quick-input-title'));
  const step = /\s*\((\d+\/\d+)\)$/.exec(wholeTitle);
  const box = await readAttribute(widget.locator('.quick-input-box .monaco-inputbox'), 'class');
  const progress = await readAttribute(widget.locator('.quick-input-progress'), 'class');
  return {
    title: step ? wholeTitle.slice(0, step.index) : wholeTitle,
    step: step?.[1] ?? '',
    placeholder: await readAttribute(input, 'placeholder'),
    value: await input.inputValue({ timeout: 1000 }),
    message: await readText(widget.locator('.quick-input-message:visible')),
    severity: (['error', 'warning', 'info'] as const).find((name) => hasClass(box, name)) ?? 'none',
    isPassword: (await readAttribute(input, 'type')) === 'password',
    isBusy: hasClass(progress, 'active', 'infinite'),
    hasBack: await widget.locator('.codicon-quick-input-back').isVisible(),
  };
}

async function readRow(row: Locator): Promise<QuickInputRow> {
  return {
    label: await readText(row.locator('.label-name')),
    description: await readText(row.locator('.label-description')),
    detail: await readText(row.locator('.quick-input-list-label-meta')),
    separator: await readText(row.locator('.quick-input-list-separator')),
  };
}
