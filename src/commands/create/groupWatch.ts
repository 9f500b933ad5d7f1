import type { Connection } from '../../cloud/connection.ts';
import { letsAnythingOut } from '../../cloud/services/securityGroupRules.ts';
import type { Desk } from '../../desk/ports.ts';
import { lookAhead, type ReviewWatch } from './lookAhead.ts';

/** Looks at the rules of the chosen security group. */
export function watchGroup(
  desk: Pick<Desk, 't' | 'wait' | 'now'>,
  connection: Connection,
  projectId: string,
): ReviewWatch {
  const { t } = desk;
  const ahead = lookAhead(desk, async (id, signal) => ({
    letsOut: await letsAnythingOut(connection, projectId, id, signal),
  }));
  return {
    begin: ahead.begin,
    async remark() {
      const answer = await ahead.answer();
      if (answer === undefined || answer === 'late' || answer.letsOut) return undefined;
      return {
        verdict: t('This security group lets nothing out'),
        detail: t('The migration machine will reach neither Redis: add outbound rules, or pick another group'),
      };
    },
    stop: ahead.stop,
  };
}
