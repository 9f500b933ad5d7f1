import { visible } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { markdownTable, markdownText } from '../../desk/markdownText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import { timeText } from '../../desk/timeText.ts';
import type { SizedKey } from '../../redis/probe/bigKeys.ts';
import type { NodeFacts } from '../../redis/probe/nodeFacts.ts';
import type { RedisFacts } from '../../redis/probe/probe.ts';
import { bytesText, factRows, longestCell, told } from './factTexts.ts';

interface ReportOf {
  readonly facts: RedisFacts;
  readonly hasPassword: boolean;
  /** Which cloud, or the sandbox. */
  readonly place: string;
  readonly time: Date;
}

/** What a Redis says of itself, as Markdown. Of the data it holds names of keys, and no value. */
export function inspectReport({ facts, hasPassword, place, time }: ReportOf, t: Translate): string {
  const { name, way, nodes, isCluster } = facts;
  const access = [
    [t('Read'), wayText(facts, t)],
    [t('Password'), hasPassword ? t('demanded; the one given is right') : t('none was needed')],
  ];
  const parts = nodes.map((node) => {
    const heading = isCluster ? [`## ${markdownText(node.name, longestCell)}`, ''] : [];
    const rows = [...(isCluster ? [] : access), ...factRows(node, t)];
    return [...heading, markdownTable([t('What'), t('Value')], rows), ...databaseLines(node, t)].join('\n');
  });
  return [
    `# Redis ${markdownText(name, longestCell)}`,
    '',
    t('{place}, {time}. Only commands that read were sent.', { place, time: timeText(time, t) }),
    '',
    ...(isCluster && way === 'webCli'
      ? [t('Through the Web CLI a cluster shows one of its shards, and its keys only.'), '']
      : []),
    ...(isCluster ? [markdownTable([t('What'), t('Value')], access)] : []),
    ...parts,
    ...sampleLines(facts, t),
  ].join('\n');
}

function wayText({ way, isTls }: RedisFacts, t: Translate): string {
  if (way === 'webCli') {
    if (isTls === undefined) return t('through the Web CLI of the cloud; whether the Redis speaks TLS is not known');
    return isTls
      ? t('through the Web CLI of the cloud; the Redis speaks TLS')
      : t('through the Web CLI of the cloud; the Redis speaks no TLS');
  }
  return isTls
    ? t('over a connection of this computer, with TLS; the certificate fits')
    : t('over a connection of this computer, without TLS');
}

function databaseLines({ databases }: NodeFacts, t: Translate): readonly string[] {
  const heading = [`### ${t('Keys')}`, ''];
  if (databases.kind !== 'known') return [...heading, told(databases, () => '', t), ''];
  if (databases.value.length === 0) return [...heading, t('It holds no keys.'), ''];
  const rows = databases.value.map(({ number, keys, expires }) => [
    String(number),
    figure(keys, t),
    figure(expires, t),
  ]);
  return [...heading, markdownTable([t('Database'), t('Keys'), t('Of them with an expiry')], rows)];
}

function sampleLines({ sample, isCluster }: RedisFacts, t: Translate): readonly string[] {
  const heading = [`## ${t('Largest keys of a sample')}`, ''];
  const looked = figure(sample.looked, t);
  const lines = [
    ...heading,
    sample.all === undefined
      ? t('{looked} keys were looked at; how many there are is not known.', { looked })
      : t('{looked} of {all} keys were looked at.', { looked, all: figure(sample.all, t) }),
    ...(sample.isCut ? [t('Time was up before as many were looked at as were meant to be.')] : []),
    t('A larger key may be among the others.'),
    '',
  ];
  if (sample.largest.length === 0) return lines;
  const titles = [t('Key'), t('Database'), t('Type'), t('Size'), ...(isCluster ? [t('Node')] : [])];
  const rows = sample.largest.map((key) => [
    markdownText(keyText(key.key), longestCell),
    String(key.database),
    markdownText(key.type, longestCell),
    sizeText(key, t),
    ...(isCluster ? [markdownText(key.node, longestCell)] : []),
  ]);
  return [...lines, markdownTable(titles, rows)];
}

/** Names are bytes; those that are no text are shown as redis-cli shows them. */
function keyText(key: Buffer): string {
  const text = key.toString();
  if (Buffer.from(text).equals(key)) return visible(text);
  return Array.from(key, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

function sizeText({ bytes, length, type }: SizedKey, t: Translate): string {
  if (bytes !== undefined) return bytesText(bytes, t);
  if (length === undefined) return t('not known');
  return type === 'string' ? bytesText(length, t) : t('{count} elements', { count: figure(length, t) });
}
