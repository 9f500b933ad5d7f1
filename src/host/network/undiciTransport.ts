import tls from 'node:tls';
import type { Transport } from '../../cloud/connection.ts';
import { isLoopback } from '../../cloud/endpoint.ts';

/** VS Code's own network settings, as far as a transport of our own can follow them. */
export interface ProxySettings {
  readonly proxySupport: string;
  /** Empty: that of the environment. */
  readonly proxy: string;
  readonly noProxy: readonly string[];
  /** Value of the Proxy-Authorization header. */
  readonly proxyAuthorization: string;
  readonly systemCertificates: boolean;
}

/** A way to send, and how to let go of its connections when what is under way is over. */
export interface UndiciTransport {
  readonly send: Transport;
  readonly close: () => Promise<void>;
}

/** A fetch with a dispatcher of its own; the process-wide one stays as it was. */
export async function createUndiciTransport(settings: ProxySettings): Promise<UndiciTransport> {
  // undici takes the empty slot of the process-wide dispatcher on loading; reading Headers has the host fill it first.
  void globalThis.Headers;
  const { Agent, EnvHttpProxyAgent, fetch } = await import('./undici.ts');
  const ca = certificates(settings.systemCertificates);
  const connect = ca === undefined ? {} : { connect: { ca }, requestTls: { ca }, proxyTls: { ca } };
  const proxied = {
    ...connect,
    ...(settings.proxy === '' ? {} : { httpProxy: settings.proxy, httpsProxy: settings.proxy }),
    ...(settings.noProxy.length === 0 ? {} : { noProxy: settings.noProxy.join(',') }),
    ...(settings.proxyAuthorization === '' ? {} : { token: settings.proxyAuthorization }),
  };
  const direct = new Agent(connect);
  const dispatcher = settings.proxySupport === 'off' ? direct : new EnvHttpProxyAgent(proxied);
  // As VS Code does: no proxy stands between this computer and itself.
  const send: Transport = (url, init) =>
    fetch(url, { ...init, dispatcher: isLoopback(new URL(url).hostname) ? direct : dispatcher });
  return {
    send,
    async close() {
      await Promise.all([...new Set([direct, dispatcher])].map((one) => one.close()));
    },
  };
}

/** Node's certificates and the operating system's; undefined where Node cannot read the latter, which leaves its own. */
function certificates(system: boolean): string[] | undefined {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (!system || typeof read !== 'function') return undefined;
  const found: unknown[] = ['default', 'system'].flatMap((store) => read(store));
  return found.filter((certificate) => typeof certificate === 'string');
}
