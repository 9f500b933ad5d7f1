import type { Desk } from '../../desk/ports.ts';

/** Source: DCS API reference, ListMigrationTaskLogs. */
const documented = ['ERROR', 'WARN', 'INFO', 'DEBUG'];

/** Asks which levels the logs of tasks are to be shown with. */
export async function filterMigrationLog({
  t,
  prompter,
  logFilters,
}: Pick<Desk, 't' | 'prompter' | 'logFilters'>): Promise<void> {
  const now = logFilters.levels();
  const ticked = await prompter.pickMany({
    title: t('Filter Log of Task'),
    placeholder: t('Which levels are shown?'),
    choices: documented.map((level) => ({
      label: level,
      value: level,
      ticked: now.length === 0 || now.includes(level),
    })),
  });
  // All ticked, or none, is no filter: levels that are not documented are shown, too.
  if (ticked !== undefined) logFilters.change(ticked.length === documented.length ? [] : ticked);
}
