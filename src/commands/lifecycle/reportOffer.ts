import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { End } from './lookAfter.ts';

/** The report of a task that is no more is made of what was kept of it, and of what was known of it last. */
export function reportOffer(
  { t, pages, documents }: Pick<Desk, 't' | 'pages' | 'documents'>,
  place: TaskPlace,
  ends: readonly End[],
): readonly Button[] {
  const [gone, ...more] = ends.filter(({ kind }) => kind === 'done');
  if (gone === undefined || more.length > 0) return [];
  const { known } = gone.task;
  const save = async () => {
    const report = await pages.reportOfGone(place, known);
    await documents.saveReport(report);
  };
  return [{ label: t('Save Report…'), run: save }];
}
