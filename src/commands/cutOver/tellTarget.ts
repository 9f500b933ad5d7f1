import { CloudError } from '../../cloud/errors.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { showInstance } from '../../cloud/services/instances.ts';
import { showsSsl } from '../../cloud/services/ssl.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { plainAddresses } from '../../task/redisAddresses.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { CutOver } from './passChecklist.ts';
import { tick } from './say.ts';

/** Where applications find the target. No password is part of it. */
interface Target {
  readonly name: string;
  /** `ip:port`, with commas between several. */
  readonly address: string;
  readonly domain: string | undefined;
  readonly port: string | undefined;
  /** Undefined where nobody could say. */
  readonly hasSsl: boolean | undefined;
}

/** Says that the target may be written, and where it is. Only for a migration that has ended. */
export async function tellTarget(desk: Desk, { place, task }: CutOver): Promise<void> {
  const { t, notifier, log } = desk;
  const target = await toldWhenSlow(desk, t('Reading the address of the target…'), readTarget(place, task.known));
  const values = { name: task.name, target: whereText(target) };
  const text = [
    t(
      'Migration task {name} has stopped: the target may be written now. Give applications its address: {target}.',
      values,
    ),
    ...(target.hasSsl === undefined ? [t('Whether it speaks SSL is not known.')] : []),
  ].join(' ');
  log.info(placed(text, place, t));
  const inUse = { item: 'applicationsUseTarget', isTicked: true } as const;
  notifier.tell('info', placed(text, place, t), [
    ...copyButtons(desk, target),
    { label: t('Applications Use the Target'), run: () => tick(desk, place, task, inUse) },
  ]);
}

function copyButtons({ t, notifier }: Pick<Desk, 't' | 'notifier'>, target: Target): readonly Button[] {
  const { address, domain } = target;
  const connection = connectionString(target);
  const copy = (label: string, text: string) => ({ label, run: () => notifier.copy(text) });
  return [
    ...(connection === undefined ? [] : [copy(t('Copy Connection String'), connection)]),
    ...(address === '' ? [] : [copy(t('Copy Address'), address)]),
    ...(domain === undefined ? [] : [copy(t('Copy Domain Name'), domain)]),
  ];
}

function whereText({ name, address, domain }: Target): string {
  return (
    [name, address, domain ?? '']
      .filter(Boolean)
      .map((part) => shortened(part, 200))
      .join(' · ') || '?'
  );
}

/** Never with a password. By the name where there is one, which stays when the address changes. */
function connectionString({ address, domain, port, hasSsl }: Target): string | undefined {
  if (hasSsl === undefined) return undefined;
  const [first = ''] = address.split(',');
  const host = domain !== undefined && port !== undefined ? `${domain}:${port}` : first;
  return host === '' ? undefined : `${hasSsl ? 'rediss' : 'redis'}://${host}`;
}

/** What the instance says; where it cannot be asked, what the task says. */
async function readTarget({ connection, projectId }: TaskPlace, { task, detail }: KnownTask): Promise<Target> {
  const id = (task.target_instance_id ?? detail?.target_instance?.id)?.trim();
  const told = plainAddresses(task.target_instance_addrs ?? detail?.target_instance?.addrs ?? '');
  const name = task.target_instance_name?.trim() ?? '';
  const [, toldPort] = /:(\d+)$/.exec(told.split(',')[0] ?? '') ?? [];
  const asTold = { name, address: told, domain: undefined, port: toldPort };
  // Of a Redis that is no instance nobody can say whether it speaks SSL.
  if (!id) return { ...asTold, hasSsl: undefined };
  const instance = await orNothing(showInstance(connection, projectId, id));
  const hasSsl = await orNothing(showsSsl(connection, projectId, id));
  if (instance === undefined) return { ...asTold, hasSsl };
  const port = instance.port === undefined ? toldPort : String(instance.port);
  const ips = (instance.ip ?? '')
    .split(',')
    .map((ip) => ip.trim())
    .filter(Boolean);
  const address = port === undefined || ips.length === 0 ? told : ips.map((ip) => withPort(ip, port)).join();
  return {
    name: instance.name.trim() || name,
    address,
    domain: instance.domain_name?.trim() || undefined,
    port,
    hasSsl,
  };
}

function withPort(ip: string, port: string): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}
