import type { Locator } from 'playwright-core';

/** The visible text of the first element, with the window's no-break spaces made plain; empty where there is none. */
export async function readText(locator: Locator): Promise<string> {
  return plain((await locator.allTextContents())[0] ?? '');
}

/** The same of every element. */
export async function readTexts(locator: Locator): Promise<string[]> {
  return (await locator.allTextContents()).map(plain).filter((text) => text !== '');
}

/** An attribute of the first element, at once; empty where there is no element or no attribute. */
export async function readAttribute(locator: Locator, name: string): Promise<string> {
  if ((await locator.count()) === 0) return '';
  return (await locator.first().getAttribute(name, { timeout: 1000 })) ?? '';
}

/** Whether an attribute `class` holds one of these classes. */
export function hasClass(classes: string, ...names: string[]): boolean {
  const all = classes.split(/\s+/);
  return names.some((name) => all.includes(name));
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}
