import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { itemNote, itemTitle } from '../../desk/cutOver/itemTexts.ts';
import type { Choice } from '../../desk/ports.ts';
import { standsInTheWay } from '../../task/cutOver/checklist.ts';
import type { Item, ItemId, Way } from '../../task/cutOver/item.ts';

/** What a row asks for. */
export type Wish = `item ${ItemId}` | 'again' | 'waive' | Way | 'nothing' | 'rollBack' | 'stop';

type Row = Choice<Wish>;

interface Shown {
  readonly items: readonly Item[];
  /** Those that can be gone; none where it is cut over already. */
  readonly ways: readonly Way[];
  /** What leads back, or ends it, once it was. */
  readonly further: readonly ('rollBack' | 'stop')[];
}

/** A row for each item, and what leads on. */
export function cutOverRows({ items, ways, further }: Shown, t: Translate): readonly Row[] {
  const isWaivable = ({ state, mayWaive, waived, of }: Item) =>
    state !== 'done' && mayWaive && !waived && (of === 'both' || ways.some((way) => way === of));
  const group = t('Go On');
  return [
    ...ways.map((way): Row => ({ ...wayRow(items, way, t), group })),
    ...further.map((wish): Row => ({ ...furtherRow(wish, t), group })),
    { label: t('Look Again'), icon: 'refresh', value: 'again', group },
    ...(items.some(isWaivable)
      ? [{ label: t('Go On without What Is Open…'), icon: 'debug-step-over', value: 'waive', group } as const]
      : []),
    ...items.map((item) => itemRow(item, t)),
  ];
}

const icons: Readonly<Record<Item['state'], string>> = {
  done: 'pass',
  open: 'circle-large-outline',
  wrong: 'error',
  notKnown: 'question',
};

function itemRow(item: Item, t: Translate): Row {
  return {
    label: itemTitle(item.id, t),
    description: stateText(item, t),
    detail: itemNote(item, t),
    icon: item.waived === undefined ? icons[item.state] : 'debug-step-over',
    value: `item ${item.id}`,
    group: groupText(item.of, t),
  };
}

function groupText(of: Item['of'], t: Translate): string {
  switch (of) {
    case 'both':
      return t('Before Applications Go to the Target');
    case 'swap':
      return t('For Swap IP');
    case 'repoint':
      return t('For Stop and Repoint');
    case 'after':
      return t('After the Cut-Over');
  }
}

function stateText({ state, waived }: Item, t: Translate): string {
  if (waived !== undefined) return t('gone on without it');
  switch (state) {
    case 'done':
      return t('done');
    case 'open':
      return t('open');
    case 'wrong':
      return t('not so');
    case 'notKnown':
      return t('not known');
  }
}

/** The first that stands in the way is named. */
function wayRow(items: readonly Item[], way: Way, t: Translate): Omit<Row, 'group'> {
  const row =
    way === 'swap'
      ? { label: t('Swap IP…'), icon: 'arrow-swap', detail: t('The target takes the addresses of the source.') }
      : {
          label: t('Stop and Repoint…'),
          icon: 'debug-disconnect',
          detail: t('The task is stopped, and applications are given the address of the target.'),
        };
  const [first, ...more] = standsInTheWay(items, way);
  if (first === undefined) return { ...row, value: way };
  const what = itemTitle(first.id, t);
  const unusable =
    more.length === 0
      ? t('In the way: {what}', { what })
      : t('In the way: {what}, and {count} more', { what, count: more.length });
  return { ...row, value: way, description: unusable, unusable };
}

function furtherRow(wish: 'rollBack' | 'stop', t: Translate): Omit<Row, 'group'> {
  return wish === 'rollBack'
    ? { label: t('Roll Back IP…'), icon: 'discard', value: wish }
    : {
        label: t('Stop'),
        icon: 'debug-stop',
        detail: t('Applications use the target, and the migration goes on.'),
        value: wish,
      };
}

/** All that is left where nothing of the task can be shown any more. */
export function nothingRows(reason: string, t: Translate): readonly Row[] {
  return [{ label: t('Nothing to Be Done'), detail: shortened(reason, 300), icon: 'circle-slash', value: 'nothing' }];
}
