import { type ExtensionContext, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { shortened } from '../cloud/foreignText.ts';
import type { StatusText } from '../desk/statusLine.ts';
import { drawTogether } from '../views/drawTogether.ts';
import { plainRow } from './plainText.ts';
import { wait } from './wait.ts';

/** Characters; the bar is everybody's. */
const longestText = 60;
const longestTooltip = 300;

/** Shows one entry in the status bar, made when there is something to show; of hundreds of changes in a row not each. `id` and `name` are what VS Code's menu hides it by. */
export function createStatusBar(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  name: string,
  id: string,
  pause = wait,
) {
  let item: ReturnType<typeof window.createStatusBarItem> | undefined;
  return drawTogether((status: StatusText | undefined): void => {
    if (status === undefined) {
      item?.hide();
      return;
    }
    if (item === undefined) {
      item = window.createStatusBarItem(id, StatusBarAlignment.Left);
      item.name = name;
      subscriptions.push(item);
    }
    item.text = `$(${status.icon}) ${plainRow(status.text, longestText)}`;
    item.tooltip = shortened(status.tooltip, longestTooltip);
    item.command = status.command;
    item.backgroundColor = status.warning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  }, pause);
}
