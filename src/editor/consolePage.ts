import type { CloudView } from './cloudView.ts';

/** The part of the console that shows what a field names. Deeper addresses of the console are not published. */
const services: Readonly<Record<string, string>> = {
  region: 'dcs',
  project_id: 'iam',
  vpc_id: 'vpc',
  subnet_id: 'vpc',
  security_group_id: 'vpc',
};

/**
 * The address of the console for a field; none in the sandbox, and none for a private cloud. Regions in mainland China belong to
 * the Chinese site of the console, the others to the international one. Source: the public entry pages of both.
 */
export function consolePage(field: string, { account, target, connection }: CloudView): string | undefined {
  const service = services[field];
  if (service === undefined || account.kind === 'sandbox') return undefined;
  if (!/\.myhuaweicloud\.(?:com|eu)$/.test(new URL(connection.endpoints.vpc).hostname)) return undefined;
  const site = target.region.startsWith('cn-') ? 'console.huaweicloud.com' : 'console-intl.huaweicloud.com';
  return `https://${site}/${service}/?region=${encodeURIComponent(target.region)}`;
}
