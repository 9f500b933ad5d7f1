import { infoReportIn } from '../probe/infoReport.ts';
import { askOne, type RedisReader } from '../redisReader.ts';
import type { Both } from './ends.ts';

/** Whether both ends lead to one server, by the mark that it gives itself. False where that is not known, for whatever reason. */
export async function isSameRedis({ source, target }: Both<RedisReader>, signal: AbortSignal): Promise<boolean> {
  const [one, other] = await Promise.all([runIdOf(source, signal), runIdOf(target, signal)]);
  return one !== undefined && one === other;
}

/** What asking it throws is thrown again by whatever asks next. */
async function runIdOf({ nodes: [node] }: RedisReader, signal: AbortSignal): Promise<string | undefined> {
  const report = await askOne(node, ['INFO', 'server'], { signal }).catch(() => undefined);
  return report && infoReportIn(report)?.get('run_id');
}
