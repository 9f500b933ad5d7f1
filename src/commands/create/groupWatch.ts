import type { Connection } from '../../cloud/connection.ts';
import { letsAnythingOut } from '../../cloud/services/securityGroupRules.ts';
import type { Desk } from '../../desk/ports.ts';
import { lookAhead } from './lookAhead.ts';
import type { Verdict } from './nameWatch.ts';

/** Looks at the rules of the chosen security group, so that the review can say what speaks against it. */
export interface GroupWatch {
  begin(securityGroupId: string): void;
  /** Undefined where nothing speaks against it, or the rules may not be read. */
  remark(): Promise<Verdict | undefined>;
  stop(): void;
}

export function watchGroup(desk: Pick<Desk, 't' | 'wait'>, connection: Connection, projectId: string): GroupWatch {
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
