import type { Whitelist } from '../../cloud/services/whitelists.ts';
import { entriesOf } from './whitelistFix.ts';

/** What takes one entry out again. */
interface WhitelistRemoval {
  /** The group that has it. */
  readonly group: string;
  /** All the rest, as it is. */
  readonly left: Whitelist;
  /** It is the last one of a whitelist that is on, which lets everybody in without it, as far as is known. */
  readonly isLast: boolean;
}

/** The entry that was added as this group, wherever it is by now; undefined where it is not there. The group goes when nothing is left in it. */
export function whitelistRemoval(
  whitelist: Whitelist,
  { group, entry }: { readonly group: string; readonly entry: string },
): WhitelistRemoval | undefined {
  const isIt = (one: string) => one.trim() === entry || one.trim() === `${entry}/32`;
  const holders = whitelist.whitelist.filter(({ ip_list: entries }) => entries.some(isIt));
  const holder = holders.find(({ group_name: name }) => name === group) ?? holders[0];
  if (holder === undefined) return undefined;
  const others = holder.ip_list.filter((one) => !isIt(one));
  const rest = others.length === 0 ? [] : [{ ...holder, ip_list: others }];
  const left = { ...whitelist, whitelist: whitelist.whitelist.flatMap((one) => (one === holder ? rest : [one])) };
  return { group: holder.group_name, left, isLast: whitelist.enable_whitelist && entriesOf(left).length === 0 };
}
