import { randomBytes } from 'node:crypto';
import type { Account, SandboxAccount } from '../../account/account.ts';
import { sandboxRegion } from '../../cloud/regions.ts';
import type { Desk, Settings } from '../../desk/ports.ts';
import { startSandbox } from '../../sandbox/server.ts';

/** Starts the sandbox on a free port of the loopback interface, with a key that is good for this run only. */
export async function startLocalSandbox(
  redis: () => Settings['sandboxRedis'],
): Promise<{ account: SandboxAccount; close: () => Promise<void> }> {
  const key = {
    accessKeyId: `SANDBOX${randomBytes(6).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
  const { url, projectId, close } = await startSandbox({ ...key, tasks: 'team', pace: 'quick', redis });
  const endpoints = { dcs: url, vpc: url, iam: url };
  const { id } = sandboxRegion;
  const account: SandboxAccount = { key, region: id, projectId, projectName: id, endpoints };
  return { account, close };
}

/** Says that this window stays with the sandbox after a reload, but not with the one that it had. */
export function tellSandboxAfresh(
  { t, notifier, log }: Pick<Desk, 't' | 'notifier' | 'log'>,
  switchProfile: () => void,
): void {
  const message = t(
    'This window uses the local sandbox still, which has begun afresh: what was created and changed in it before the window was reloaded is gone.',
  );
  log.info(message);
  notifier.tell('info', message, [{ label: t('Switch Profile'), run: switchProfile }]);
}

/** From here on this window's commands meet the sandbox instead of the cloud. */
export async function useSandbox(desk: Desk): Promise<Account> {
  const { t, accounts, notifier, log } = desk;
  const account = await accounts.useSandbox();
  const message = t('Nothing is real or billed in the local sandbox, which this window uses from now on: {url}', {
    url: account.endpoints?.dcs ?? '',
  });
  log.info(message);
  notifier.tell('info', message);
  return account;
}
