import type { CreateTaskBody } from '../file/taskFile.ts';
import { shellWord } from './shellWord.ts';

/** The command line of Huawei Cloud's KooCLI for the same call, on one line: it uses the key that KooCLI is configured with. */
export function kooCliCommand(
  body: CreateTaskBody,
  target: { readonly region: string; readonly projectId: string },
): string {
  const parameters = { 'cli-region': target.region, project_id: target.projectId, ...body };
  const words = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${shellWord(value)}`],
  );
  return `${['hcloud DCS CreateOnlineMigrationTask', ...words].join(' ')}\n`;
}
