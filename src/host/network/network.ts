import { workspace } from 'vscode';
import type { Transport } from '../../cloud/connection.ts';

/**
 * The host's fetch, which knows the user's proxy, PAC file and certificates. Where the host does not lend it those (the setting is off, or
 * the editor has no such fetch), undici with the same settings as far as they can be read.
 */
export async function openTransport(): Promise<Transport> {
  const http = workspace.getConfiguration('http');
  const transport = http.get('fetchAdditionalSupport') === true ? hostFetch : await undiciTransport();
  return (url, init) => {
    if (!workspace.isTrusted) throw new Error('Signed requests need a trusted workspace.');
    return transport(url, init);
  };
}

// Looked up at call time: the host may replace it after this module has loaded.
const hostFetch: Transport = (url, init) => globalThis.fetch(url, init);

async function undiciTransport(): Promise<Transport> {
  const { createUndiciTransport } = await import('./undiciTransport.ts');
  const http = workspace.getConfiguration('http');
  return createUndiciTransport({
    proxySupport: http.get<string>('proxySupport', 'override'),
    proxy: http.inspect<string>('proxy')?.globalValue ?? '',
    noProxy: http.inspect<string[]>('noProxy')?.globalValue ?? [],
    proxyAuthorization: http.inspect<string>('proxyAuthorization')?.globalValue ?? '',
    systemCertificates: http.get<boolean>('systemCertificates', true),
  });
}
