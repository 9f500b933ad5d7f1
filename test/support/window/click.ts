import type { ElementHandle, Locator } from 'playwright-core';
import { until } from '../suite/until.ts';

/** Clicks, and takes the mouse out of the way: where it rests, a hover would soon cover what is to be seen or clicked next. */
export async function clickAndLeave(locator: Locator): Promise<void> {
  await locator.click();
  await locator.page().mouse.move(0, 0);
}

/**
 * Clicks a button of something that goes with that click, until it has gone: what moves or is drawn anew between pressing the mouse and
 * letting it go takes no click, as it happens on a busy machine.
 */
export async function clickUntilGone(button: Locator, element: ElementHandle): Promise<void> {
  await until('what was clicked has gone', async () => {
    if (!(await element.isVisible())) return true;
    const clicked = await button.click({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (!clicked) return false;
    return element.waitForElementState('hidden', { timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  await button.page().mouse.move(0, 0);
}
