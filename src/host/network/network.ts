import { type Disposable, workspace } from 'vscode';
import type { Transport } from '../../cloud/connection.ts';
import type { ProxySettings, UndiciTransport } from './undiciTransport.ts';

interface Network extends Disposable {
  /** Stays good when the settings change. */
  open(): Promise<Transport>;
}

/**
 * The host's fetch, which knows the user's proxy, PAC file and certificates. Where the host does not lend it those (the setting is off, or
 * the editor has no such fetch), undici with the same settings as far as they can be read: one for all connections, so that theirs are
 * reused, until a setting changes.
 */
export function createNetwork(): Network {
  let own: { readonly settings: string; readonly transport: Promise<UndiciTransport> } | undefined;
  const drop = () => {
    // What is under way comes to its end.
    own?.transport.then(({ close }) => close()).catch(() => undefined);
    own = undefined;
  };
  const ownTransport = () => {
    const settings = proxySettings();
    const text = JSON.stringify(settings);
    if (own?.settings !== text) {
      drop();
      own = { settings: text, transport: loadUndici(settings) };
      own.transport.catch(drop);
    }
    return own.transport;
  };
  const open = async () => {
    if (!usesHostFetch()) await ownTransport();
    return transport;
  };
  const transport: Transport = async (url, init) => {
    if (!workspace.isTrusted) throw new Error('Signed requests need a trusted workspace.');
    // Looked up at call time: the host may replace it after this module has loaded.
    if (usesHostFetch()) return globalThis.fetch(url, init);
    return (await ownTransport()).send(url, init);
  };
  const listener = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('http')) drop();
  });
  return {
    open,
    dispose() {
      listener.dispose();
      drop();
    },
  };
}

function usesHostFetch(): boolean {
  return workspace.getConfiguration('http').get('fetchAdditionalSupport') === true;
}

async function loadUndici(settings: ProxySettings): Promise<UndiciTransport> {
  const { createUndiciTransport } = await import('./undiciTransport.ts');
  return createUndiciTransport(settings);
}

function proxySettings(): ProxySettings {
  const http = workspace.getConfiguration('http');
  return {
    proxySupport: http.get<string>('proxySupport', 'override'),
    proxy: http.inspect<string>('proxy')?.globalValue ?? '',
    noProxy: http.inspect<string[]>('noProxy')?.globalValue ?? [],
    proxyAuthorization: http.inspect<string>('proxyAuthorization')?.globalValue ?? '',
    systemCertificates: http.get<boolean>('systemCertificates', true),
  };
}
