import { type Answer, dcsDenial, ok } from '../../answer.ts';
import { figuresOf } from '../../life/figures.ts';
import { storyOf } from '../../life/story.ts';
import { logOf } from '../../life/taskLog.ts';
import { dcsPage, wrongQuery } from '../dcsPage.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { isKnown, refuse, taskOf } from './act.ts';
import { detailed, listed } from './taskFields.ts';

const get = { service: 'dcs', method: 'GET', action: 'dcs:migrationTask:get', denied: dcsDenial } as const;

export const lookUpRoutes: readonly Route[] = [
  { ...get, path: '/v2/{project_id}/migration-tasks', action: 'dcs:migrationTask:list', answer: listMigrationTasks },
  { ...get, path: '/v2/{project_id}/migration-task/{task_id}', answer: showMigrationTask },
  { ...get, path: '/v2/{project_id}/migration-task/{task_id}/stats', answer: showStats },
  { ...get, path: '/v2/{project_id}/migration-task/{task_id}/logs', answer: listLogs },
];

/**
 * Source: DCS API reference, ListMigrationTask. It says neither how `name` matches nor in which order the tasks come:
 * here a part of the name is enough, as in the list of DCS instances, and the newest task comes first, so that one
 * created between two pages shows the last entry of the first page again.
 */
function listMigrationTasks({ query, project }: Call, cloud: Cloud): Answer {
  const page = dcsPage(query, { lowest: 1, highest: 1000 });
  if ('status' in page) return page;
  const now = cloud.now();
  const name = query.get('name') ?? '';
  const tasks = cloud.tasks
    .ofProject(project.id)
    .filter((task) => isKnown(task, cloud, now) && String(task.entry.body['name']).includes(name))
    .reverse();
  return ok({ count: tasks.length, migration_tasks: page.of(tasks).map((task) => listed(task, cloud, now)) });
}

function showMigrationTask({ project, parameters }: Call, cloud: Cloud): Answer {
  const now = cloud.now();
  const task = cloud.tasks.withTaskId(project.id, parameters.get('task_id') ?? '');
  return task !== undefined && isKnown(task, cloud, now) ? ok(detailed(task, cloud, now)) : refuse('DCS.4133');
}

/** Numbers as texts, which is what the schema says. Source: DCS API reference, ShowMigrationTaskStats. */
function showStats(call: Call, cloud: Cloud): Answer {
  const now = cloud.now();
  const task = taskOf(call, cloud, call.parameters.get('task_id') ?? '');
  if (task === undefined) return refuse('DCS.4133');
  const figures = figuresOf(task, storyOf(task, cloud.pace, now), cloud.pace, now);
  return ok({
    full_migration_progress: String(figures.progress),
    offset: String(figures.lag),
    source_dbsize: String(figures.sourceKeys),
    target_dbsize: String(figures.targetKeys),
    target_input_kbps: String(figures.targetInput),
    target_ops: String(figures.targetCommands),
    is_migrating: figures.isMigrating,
  });
}

const levels: readonly string[] = ['INFO', 'WARN', 'ERROR', 'DEBUG'];

/** The newest line first, as in the list of tasks; the documentation does not say. Source: DCS API reference, ListMigrationTaskLogs. */
function listLogs(call: Call, cloud: Cloud): Answer {
  const { query, parameters } = call;
  const now = cloud.now();
  const task = taskOf(call, cloud, parameters.get('task_id') ?? '');
  if (task === undefined) return refuse('DCS.4133');
  const page = dcsPage(query, { lowest: 0, highest: 999_999_999 });
  if ('status' in page) return page;
  const wanted = query.get('log_level');
  if (wanted !== null && !levels.includes(wanted)) return wrongQuery('log_level');
  const lines = logOf(task, storyOf(task, cloud.pace, now), cloud.pace, now)
    .filter(({ level }) => wanted === null || level === wanted)
    .toReversed();
  const migration_logs = page.of(lines).map(({ at, level, message, code, keyword }) => ({
    created_at: new Date(at).toISOString(),
    log_level: level,
    message,
    log_code: code,
    keyword,
  }));
  return ok({ log_num: lines.length, migration_logs });
}
