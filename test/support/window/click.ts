import type { Locator } from 'playwright-core';

/** Clicks, and takes the mouse out of the way: where it rests, a hover would soon cover what is to be seen or clicked next. */
export async function clickAndLeave(locator: Locator): Promise<void> {
  await locator.click();
  await locator.page().mouse.move(0, 0);
}
