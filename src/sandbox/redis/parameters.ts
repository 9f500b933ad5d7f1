import type { Redis } from './redis.ts';

/** A parameter as an instance has it. */
export interface Parameter {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly usual: string;
  /** The spelling is the service's own. */
  readonly type: 'Interger' | 'String' | 'regular';
  /** `a-b`, words with commas between, or a regular expression. */
  readonly range: string;
  readonly description: string;
  readonly needsRestart: boolean;
}

interface Kind extends Pick<Parameter, 'id' | 'name' | 'range' | 'description'> {
  readonly type?: Parameter['type'];
  readonly usual: (redis: Redis) => string;
  readonly isOf?: (redis: Redis) => boolean;
  readonly needsRestart?: true;
}

const policies =
  'volatile-lru,allkeys-lru,volatile-random,allkeys-random,volatile-ttl,noeviction,volatile-lfu,allkeys-lfu';

/** Source: DCS API reference, "Instance configuration parameters"; the ID of multi-db is the sandbox's own, since none is published. */
const kinds: readonly Kind[] = [
  {
    ...{ id: '1', name: 'timeout', range: '0-7200', usual: () => '0' },
    description: 'Close the connection after a client is idle for N seconds',
    isOf: (redis) => !isProxy(redis),
  },
  {
    ...{ id: '2', name: 'maxmemory-policy', range: policies, type: 'String' },
    usual: ({ version }) => (version === '3.0' ? 'noeviction' : 'volatile-lru'),
    description: 'How keys are evicted when maxmemory is reached',
  },
  {
    ...{ id: '13', name: 'notify-keyspace-events', range: '([KEg$lshzxeA]{0,11})', type: 'regular' },
    usual: () => 'Ex',
    description: 'Events that are published to clients',
    isOf: (redis) => !isProxy(redis),
  },
  {
    ...{ id: '14', name: 'repl-backlog-size', range: '16384-1073741824', usual: () => '1048576' },
    description: 'Replication backlog size (in bytes)',
    isOf: hasReplicas,
  },
  {
    ...{ id: '17', name: 'appendonly', range: 'yes,no', type: 'String', usual: () => 'yes', needsRestart: true },
    description: 'Whether each write is logged',
    isOf: hasReplicas,
  },
  {
    ...{ id: '21', name: 'repl-timeout', range: '30-3600', usual: () => '60' },
    description: 'Replication timeout (in seconds)',
    isOf: hasReplicas,
  },
  {
    ...{ id: '23', name: 'master-read-only', range: 'yes,no', type: 'String', usual: () => 'no' },
    description: 'Whether the master refuses writes',
    isOf: (redis) => !isProxy(redis) && !/\.p\d+\./.test(redis.specCode),
  },
  {
    ...{ id: '24', name: 'client-output-buffer-slave-soft-limit', range: '0-17179869184', usual: shareOfMemory },
    description: 'Soft limit of the output buffer of replicas (in bytes)',
    isOf: hasReplicas,
  },
  {
    ...{ id: '25', name: 'client-output-buffer-slave-hard-limit', range: '0-17179869184', usual: shareOfMemory },
    description: 'Hard limit of the output buffer of replicas (in bytes)',
    isOf: hasReplicas,
  },
  {
    ...{ id: '26', name: 'client-output-buffer-limit-slave-soft-seconds', range: '0-60', usual: () => '60' },
    description: 'How long the soft limit may be exceeded (in seconds)',
    isOf: hasReplicas,
  },
  {
    ...{ id: '61', name: 'multi-db', range: 'yes,no', type: 'String', usual: () => 'no' },
    description: 'Whether there are databases besides the first',
    isOf: isProxy,
  },
];

/** Those that an instance of its type has. */
export function parametersOf(redis: Redis, changed: ReadonlyMap<string, string>): readonly Parameter[] {
  return kinds
    .filter(({ isOf = () => true }) => isOf(redis))
    .map(({ id, name, range, description, usual, type = 'Interger', needsRestart = false }) => ({
      ...{ id, name, range, description, type },
      needsRestart: needsRestart || redis.restartsFor.includes(name),
      usual: usual(redis),
      value: changed.get(name) ?? redis.firstParameters[name] ?? usual(redis),
    }));
}

export function mayBe({ type, range }: Parameter, value: string): boolean {
  if (type === 'regular') return new RegExp(`^${range}$`).test(value);
  if (type === 'String') return range.split(',').includes(value);
  const [lowest = 0, highest = 0] = range.split('-').map(Number);
  return /^\d{1,15}$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
}

function isProxy({ specCode }: Redis): boolean {
  return /^redis\.proxy\./.test(specCode);
}

/** Source: DCS user guide, "Modifying Configuration Parameters": what a single node does not have. */
function hasReplicas({ specCode }: Redis): boolean {
  return !/^redis\.single\.|^dcs\.single_node$/.test(specCode);
}

/** In bytes. A fifth or a tenth of the memory: what the samples of the API reference come to. */
function shareOfMemory({ memory }: Redis): string {
  return String(Math.floor(memory * 1024 * 1024 * (memory < 1024 ? 0.1 : 0.2)));
}
