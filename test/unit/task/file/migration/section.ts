import { fileWith } from '../marked.ts';

const sourceValues: Readonly<Record<string, string>> = {
  addrs: '"192.168.1.1:6379"',
  password: '"${env:REDIS_SOURCE_PASSWORD}"',
};
const targetValues: Readonly<Record<string, string>> = { id: '"1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809"' };

type Changes = Readonly<Record<string, string | undefined>>;

/** A section as it is written in JSON: a good one with other or more values; `undefined` leaves a field out. */
export function sectionWith(changes: Changes = {}): string {
  return objectWith({
    migration_method: '"incremental_migration"',
    resume_mode: '"auto"',
    bandwidth_limit_mb: '"10"',
    source_instance: objectWith(sourceValues),
    target_instance: objectWith(targetValues),
    ...changes,
  });
}

/** A good section with another source: with other or more values than the good one. */
export function sourceWith(changes: Changes): string {
  return sectionWith({ source_instance: objectWith({ ...sourceValues, ...changes }) });
}

/** A good task file with this section. */
export function fileOf(section: string): string {
  return fileWith({ migration: section });
}

function objectWith(values: Changes): string {
  const fields = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [name.includes('"') ? `${name}: ${value}` : `"${name}": ${value}`],
  );
  return `{ ${fields.join(', ')} }`;
}
