/**
 * The address of the console for a service; none in the sandbox, and none for a private cloud. Deeper addresses of the console are not
 * published. Regions in mainland China belong to the Chinese site of the console, the others to the international one. Source: the public
 * entry pages of both.
 */
export function consoleAddress(
  service: string,
  { sandbox, region, endpoint }: { readonly sandbox: boolean; readonly region: string; readonly endpoint: string },
): string | undefined {
  if (sandbox || !/\.myhuaweicloud\.(?:com|eu)$/.test(new URL(endpoint).hostname)) return undefined;
  const site = region.startsWith('cn-') ? 'console.huaweicloud.com' : 'console-intl.huaweicloud.com';
  return `https://${site}/${service}/?region=${encodeURIComponent(region)}`;
}
