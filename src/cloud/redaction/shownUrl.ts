import type { Mask } from './maskText.ts';

const id = /^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** The parameters of which the values may be shown, and what they look like then: where a list goes on is the cloud's own affair. */
const shownParameters: ReadonlyMap<string, RegExp> = new Map([
  ['limit', /^\d{1,9}$/],
  ['offset', /^\d{1,9}$/],
  ['marker', id],
  ['vpc_id', id],
  ['enterprise_project_id', new RegExp(`^(?:0|all_granted_eps)$|${id.source}`, 'i')],
]);

/** An address as it may be shown: no password, of the query only what is known to be harmless, no fragment. */
export function shownUrl(url: string, mask: Mask): string {
  const [, origin = '', path = '', query, fragment] =
    /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(url) ?? [];
  const host = origin.replace(/\/\/.*@/s, '//…@');
  return [host, mask(path), query === undefined ? '' : shownQuery(query), fragment === undefined ? '' : '#…'].join('');
}

function shownQuery(query: string): string {
  const pairs = query.slice(1).split('&');
  return `?${pairs.map(shownPair).join('&')}`;
}

function shownPair(pair: string): string {
  const [name = '', value] = pair.split('=', 2);
  if (value === undefined) return '…';
  return `${name}=${value === '' || shownParameters.get(name)?.test(value) ? value : '…'}`;
}
