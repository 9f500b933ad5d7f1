import type { Parameter } from './parameters.ts';
import type { Redis } from './redis.ts';

/** The databases of an instance that have keys, with how many. */
export type Databases = readonly (readonly [number: number, keys: number])[];

const patches: Readonly<Record<string, string>> = {
  '4.0': '4.0.14',
  '5.0': '5.0.14',
  '6.0': '6.0.20',
  '7.0': '7.0.15',
};

/** What INFO prints: the section that is asked for, or all that there are here. */
export function infoText(
  redis: Redis,
  parameters: readonly Parameter[],
  databases: Databases,
  wanted: string | undefined,
): string {
  const sections = sectionsOf(redis, parameters, databases);
  const shown = Object.entries(sections).filter(([name]) => wanted === undefined || name.toLowerCase() === wanted);
  return shown.map(([name, lines]) => `# ${name}\r\n${lines.map((line) => `${line}\r\n`).join('')}`).join('\r\n');
}

function sectionsOf(
  redis: Redis,
  parameters: readonly Parameter[],
  databases: Databases,
): Readonly<Record<string, readonly string[]>> {
  const { version, specCode, used, memory } = redis;
  const isCluster = /^redis\.cluster\./.test(specCode);
  const policy = parameters.find(({ name }) => name === 'maxmemory-policy')?.value ?? 'noeviction';
  const version3 = patches[version] ?? version;
  return {
    Server: [`redis_version:${version3}`, `redis_mode:${isCluster ? 'cluster' : 'standalone'}`],
    Memory: [`used_memory:${used * megabyte}`, `maxmemory:${memory * megabyte}`, `maxmemory_policy:${policy}`],
    Replication: ['role:master', `connected_slaves:${/\.single\./.test(specCode) ? 0 : 1}`],
    Cluster: [`cluster_enabled:${isCluster ? 1 : 0}`],
    Keyspace: databases.map(([number, keys]) => `db${number}:keys=${keys},expires=${Math.floor(keys / 3)},avg_ttl=0`),
  };
}

const megabyte = 1024 * 1024;

/** What CONFIG GET knows of a name: its value, where the Redis has it. */
export function configValue(name: string, redis: Redis, parameters: readonly Parameter[]): string | undefined {
  const value = (wanted: string) => parameters.find((one) => one.name === wanted)?.value;
  switch (name) {
    case 'client-output-buffer-limit': {
      const hard = value('client-output-buffer-slave-hard-limit') ?? '0';
      const soft = value('client-output-buffer-slave-soft-limit') ?? '0';
      const seconds = value('client-output-buffer-limit-slave-soft-seconds') ?? '0';
      return `normal 0 0 0 slave ${hard} ${soft} ${seconds} pubsub 33554432 8388608 60`;
    }
    case 'repl-diskless-sync':
      return 'no';
    case 'databases':
      return '256';
    case 'maxmemory':
      return String(redis.memory * megabyte);
    default:
      return value(name);
  }
}
