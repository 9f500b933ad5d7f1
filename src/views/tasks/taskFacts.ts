import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { causeOf, delayOf } from '../../desk/tasks/causes.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Diagnosis } from '../../task/diagnosis.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';

/** Something known of a task, in a line. */
interface Fact {
  /** The same in every language. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly icon?: string;
  /** What it is worth copying, unshortened. */
  readonly copies?: string | undefined;
  /** It is made here, of words and numbers; any other may hold words that somebody chose. */
  readonly own?: true;
}

/** Everything known of a task, in the order in which it is asked for; what is not known is left out. */
export function taskFacts(known: KnownTask, life: Lifecycle, t: Translate): readonly Fact[] {
  return [
    ...failureFacts(known, life, t),
    ...placeFacts(known, t),
    ...figureFacts(life, t),
    ...settingFacts(known, t),
    ...timeFacts(known, t),
    fact('id', t('Task ID'), known.task.task_id, 'key'),
  ];
}

function failureFacts(known: KnownTask, life: Lifecycle, t: Translate): readonly Fact[] {
  const words = known.task.error_message?.trim() ?? '';
  const raw = words === '' ? [] : [fact('message', t('Message of the cloud'), words, 'comment', 300)];
  const delay = delayOf(known, life);
  if (delay !== undefined) return [...explained(t('Why it falls behind'), delay, 'info', t), ...raw];
  if (life.phase === 'toConfigure')
    return [fact('action', t('What to do'), configureText(t), 'lightbulb', 300), ...raw];
  const cause = causeOf(known);
  if (cause !== undefined) return [...explained(t('Cause'), cause, 'error', t), ...raw];
  return life.phase === 'failed' ? [fact('cause', t('Cause'), t('not known'), 'question'), ...raw] : raw;
}

function explained(label: string, cause: Diagnosis, icon: string, t: Translate): readonly Fact[] {
  return [
    fact('cause', label, t(cause.cause), icon, 300),
    fact('action', t('What to do'), t(cause.action), 'lightbulb', 300),
  ];
}

function configureText(t: Translate): string {
  return t('Configure and Start asks for source, target and method, and starts the migration.');
}

function placeFacts({ task, detail }: KnownTask, t: Translate): readonly Fact[] {
  const { ecs_tenant_private_ip: address, data_source: from, target_instance_addrs: to } = task;
  const source = instanceText(
    task.source_instance_name ?? detail?.source_instance?.name,
    from ?? detail?.source_instance?.addrs,
  );
  const target = instanceText(
    task.target_instance_name ?? detail?.target_instance?.name,
    to ?? detail?.target_instance?.addrs,
  );
  return [
    ...some('source', t('Source'), source, 'arrow-circle-up'),
    ...some('target', t('Target'), target, 'arrow-circle-down'),
    ...some('machine', t('Migration machine'), address, 'vm'),
  ];
}

function instanceText(name: string | undefined, address: string | undefined): string | undefined {
  const parts = [name, address].map((part) => part?.trim() ?? '').filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function figureFacts({ figures, lag, progress }: Lifecycle, t: Translate): readonly Fact[] {
  if (figures === undefined) return [];
  const { source_dbsize: source, target_dbsize: target, target_ops: ops, target_input_kbps: input } = figures.stats;
  const keys = [source, target].map((count) => (count === undefined ? '?' : figure(count, t))).join(' → ');
  const traffic = [
    ...(ops === undefined ? [] : [t('{count} operations/s', { count: figure(ops, t) })]),
    ...(input === undefined ? [] : [t('{count} KB/s', { count: figure(input, t) })]),
  ].join(' · ');
  return [
    ...own('progress', t('Full copy'), progress === undefined ? '' : `${figure(progress, t)} %`, 'graph'),
    ...own('lag', t('Lag'), lag === undefined ? '' : figure(lag, t), 'pulse'),
    ...own('keys', t('Keys, source → target'), source === undefined && target === undefined ? '' : keys, 'database'),
    ...own('traffic', t('Into the target'), traffic, 'dashboard'),
  ];
}

function settingFacts({ task, detail, notified, changed }: KnownTask, t: Translate): readonly Fact[] {
  const { bandwidth_limit_mb: bandwidth, tenant_vpc_id, tenant_subnet_id, tenant_security_group_id } = detail ?? {};
  const mode = (task.resume_mode ?? detail?.resume_mode)?.trim().toLowerCase();
  const reconnect = mode === 'auto' ? t('on') : mode === 'manual' ? t('off') : mode;
  return [
    ...some('method', t('Method'), methodText(task.migration_method ?? detail?.migration_method, t), 'git-compare'),
    ...some('reconnect', t('Auto-reconnect'), reconnect, 'plug'),
    ...some('bandwidth', t('Bandwidth limit'), bandwidth && `${bandwidth} MB/s`, 'dashboard'),
    ...some('exchange', t('IP exchange'), detail?.task_status, 'arrow-swap'),
    ...own('notices', t('Notify Me'), notified ? t('on') : '', 'bell'),
    ...own('changed', t('Changed at its ends'), changed ? t('not set back yet') : '', 'discard'),
    ...some('description', t('Description'), task.description, 'note'),
    ...some('vpc', t('VPC'), tenant_vpc_id, 'globe'),
    ...some('subnet', t('Subnet'), tenant_subnet_id, 'type-hierarchy-sub'),
    ...some('securityGroup', t('Security group'), tenant_security_group_id, 'shield'),
    ...some('sourceId', t('Source ID'), task.source_instance_id ?? detail?.source_instance?.id, 'key'),
    ...some('targetId', t('Target ID'), task.target_instance_id ?? detail?.target_instance?.id, 'key'),
  ];
}

function methodText(method: string | undefined, t: Translate): string | undefined {
  switch (method?.trim().toLowerCase()) {
    case 'full_amount_migration':
      return t('full copy only');
    case 'incremental_migration':
      return t('full copy, then incremental');
    default:
      return method;
  }
}

function timeFacts({ task, detail }: KnownTask, t: Translate): readonly Fact[] {
  const times = [
    ['created', t('Created'), task.created_at ?? detail?.created_at],
    ['updated', t('Completed'), detail?.updated_at],
    ['released', t('Machine released'), task.released_at ?? detail?.released_at],
  ] as const;
  return times.flatMap(([key, label, given]) =>
    given?.time === undefined
      ? some(key, label, given?.text, 'history')
      : own(key, label, timeText(given.time, t), 'history'),
  );
}

function some(key: string, label: string, value: string | undefined, icon: string): readonly Fact[] {
  const text = value?.trim() ?? '';
  return text === '' ? [] : [fact(key, label, text, icon)];
}

function own(key: string, label: string, value: string, icon: string): readonly Fact[] {
  return value === '' ? [] : [{ ...fact(key, label, value, icon), own: true }];
}

function fact(key: string, label: string, value: string, icon: string, most?: number): Fact {
  return { key, label, value: shortened(value, most), icon, copies: value };
}
