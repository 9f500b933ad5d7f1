import type { Connection } from '../cloud/connection.ts';
import { parseEndpoint } from '../cloud/endpoint.ts';
import { isCloudHost } from '../cloud/regions.ts';
import { looksLikeAccessKeyId } from '../cloud/signing.ts';
import { type Desk, SettingProblem } from './ports.ts';

/** Who is asked; nobody, where nothing that the person does leads to the request. */
export type Asking = Pick<Desk, 'prompter'> | 'nobody';

/** Whoever may set an endpoint could have requests signed for a host of theirs: each is shown once, before the first. @throws {SettingProblem} */
export async function confirmHosts(
  { t, hosts }: Pick<Desk, 't' | 'hosts'>,
  { endpoints, session, region, projectId }: Connection,
  asking: Asking,
): Promise<void> {
  const all = Object.values(endpoints).map((endpoint) => new URL(parseEndpoint(endpoint) ?? endpoint).host);
  const foreign = [...new Set(all)].filter((host) => !isCloudHost(host) && !hosts.isConfirmed(host));
  if (foreign.length === 0) return;
  const names = foreign.join(', ');
  if (asking !== 'nobody') {
    const { accessKeyId } = session.identity;
    const detail = t(
      'By the setting dcs.endpoints, or by the note about a create, signed requests go there: for region {region}, project {project}, with the access key {accessKey}. Say yes only if that is your private cloud. You are asked once for each host.',
      {
        region,
        project: projectId ?? t('not chosen yet'),
        accessKey: looksLikeAccessKeyId(accessKeyId) ? `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}` : '…',
      },
    );
    const message = t('Send signed requests to {hosts}, which is not Huawei Cloud?', { hosts: names });
    const question = { message, detail, yes: t('Send Them There'), no: t('Send Nothing') };
    if (await asking.prompter.confirm(question)) return hosts.confirm(foreign);
  }
  throw new SettingProblem(
    'dcs.endpoints',
    t(
      'Requests would go to {hosts}, which is not Huawei Cloud and has not been confirmed. Nothing was sent; create or sign in, and say yes, if that is your private cloud.',
      { hosts: names },
    ),
  );
}
