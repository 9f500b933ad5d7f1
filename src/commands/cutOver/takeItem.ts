import { itemNote, itemTitle } from '../../desk/cutOver/itemTexts.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import type { Item, ItemId } from '../../task/cutOver/item.ts';

/** What is to be done about an item. */
type Taken =
  | 'again'
  | 'nothing'
  /** Another command leads on. */
  | { readonly run: string }
  | { readonly item: ItemId; readonly isTicked: boolean };

/** What Enter on an item does: ticks what is a person's, and asks where more than one thing helps. Undefined where that was left. */
export async function takeItem(
  { t, prompter }: Pick<Desk, 't' | 'prompter'>,
  title: string,
  item: Item,
): Promise<Taken | undefined> {
  const helps = helpsOf(item, t);
  const ticks = item.mayTick ? [tickChoice(item, t)] : [];
  const [only, ...more] = [...ticks, ...helps];
  if (only === undefined) return 'again';
  if (more.length === 0) return only.value;
  const reply = await prompter.pick<Taken>({
    title: `${title} · ${itemTitle(item.id, t)}`,
    placeholder: itemNote(item, t),
    choices: [{ label: t('Change Nothing'), icon: 'arrow-left', value: 'nothing' }, ...helps, ...ticks],
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}

function tickChoice({ id, evidence }: Item, t: Desk['t']): Choice<Taken> {
  const isTicked = evidence.kind === 'ticked';
  return isTicked
    ? { label: t('Take the Tick Back'), icon: 'circle-large-outline', value: { item: id, isTicked: false } }
    : {
        label: t('Tick It: I Have Seen to It'),
        icon: 'check',
        detail: t('It is kept with your profile and the time.'),
        value: { item: id, isTicked: true },
      };
}

function helpsOf({ id, state }: Item, t: Desk['t']): readonly Choice<Taken>[] {
  const again: Choice<Taken> = { label: t('Look Again'), icon: 'refresh', value: 'again' };
  const run = (label: string, icon: string, command: string): Choice<Taken> => ({
    label,
    icon,
    value: { run: command },
  });
  switch (id) {
    case 'keysCompared':
      return [run(t('Compare Source and Target'), 'diff', 'dcs.compareSourceAndTarget')];
    case 'whitelistFits':
    case 'swapPossible':
    case 'passwordsFit':
    case 'portsFit':
      return [again, run(t('Inspect Redis…'), 'search', 'dcs.inspectRedis')];
    case 'inSync':
      return [again];
    case 'changesSetBack':
      return state === 'done' ? [] : [run(t('Set Back Changes…'), 'discard', 'dcs.setBackChanges')];
    case 'taskDeleted':
      return state === 'done'
        ? []
        : [run(t('Clean Up…'), 'clear-all', 'dcs.cleanUp'), run(t('Delete'), 'trash', 'dcs.deleteMigrationTask')];
    case 'reportKept':
      return [run(t('Save Report…'), 'save', 'dcs.saveReport')];
    default:
      return [];
  }
}
