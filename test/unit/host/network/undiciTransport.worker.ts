// node undiciTransport.worker.js MODULE JOBS: makes transports in a process of its own, where nothing has touched the network
// yet, and prints what became of the process-wide dispatcher and of one create with each. MODULE is the URL of the packaged
// module, or empty for the source; JOBS a list of what `jobSchema` says.
import tls from 'node:tls';
import * as z from 'zod';
import type { Connection, Transport } from '../../../../src/cloud/connection.ts';
import { CloudError } from '../../../../src/cloud/errors.ts';
import { call } from '../../../../src/cloud/http.ts';
import { sentOnce } from '../../../../src/cloud/sentOnce.ts';
import { createOnlineMigrationTaskRequest } from '../../../../src/cloud/services/migrationTasks.ts';
import { connectionTo, inShort } from '../../../support/network/observedCall.ts';
import { testAuthority } from '../../../support/network/testCertificates.ts';

const jobSchema = z.object({
  settings: z.object({
    proxySupport: z.string(),
    proxy: z.string(),
    noProxy: z.array(z.string()),
    proxyAuthorization: z.string(),
    systemCertificates: z.boolean(),
  }),
  /** Where the create goes. */
  url: z.string(),
  /** What the host's own fetch is asked for afterwards, with the dispatcher that it had before. */
  hostUrl: z.string(),
  /** The operating system trusts the authority of the tests; only newer versions of Node can tell that. */
  trusted: z.boolean(),
  /** What the extension host may have done before. */
  hostFetchedBefore: z.boolean(),
  /** Whether to ask for the URL as it is, without the cloud layer. */
  bare: z.boolean(),
  /** Variables to be set meanwhile. */
  environment: z.record(z.string(), z.string()),
});

type Job = z.infer<typeof jobSchema>;

const slotKey = Symbol.for('undici.globalDispatcher.1');
const slot = () => Reflect.get(globalThis, slotKey);

/** Where each write to the slot came from: that of the host comes from inside of Node. */
const writers: string[] = [];
const define = Object.defineProperty;
Reflect.set(Object, 'defineProperty', (target: object, key: PropertyKey, descriptor: PropertyDescriptor) => {
  if (key === slotKey) writers.push(new Error().stack?.split('\n')[2] ?? '');
  return define(target, key, descriptor);
});

const [, , modulePath = '', jobs = ''] = process.argv;
const { createUndiciTransport }: typeof import('../../../../src/host/network/undiciTransport.ts') =
  modulePath === '' ? await import('../../../../src/host/network/undiciTransport.ts') : await import(modulePath);

async function run({ settings, url, hostUrl, trusted, hostFetchedBefore, bare, environment }: Job) {
  Object.assign(process.env, environment);
  Reflect.set(tls, 'getCACertificates', trusted ? () => [testAuthority] : undefined);
  if (hostFetchedBefore) await (await fetch(hostUrl)).text();
  const before = slot();
  const { send: transport, close } = await createUndiciTransport(settings);
  const kept =
    (before === undefined || slot() === before) && writers.every((frame) => frame.includes('(node:internal/'));
  const filled = slot();
  const outcome = bare ? await fetchBare(transport, url) : await create(connectionTo(url, { transport }));
  await close();
  const keptAfterwards = slot() === filled;
  for (const name of Object.keys(environment)) delete process.env[name];
  return { ...outcome, kept, keptAfterwards, host: (await fetch(hostUrl)).status };
}

async function create(connection: Connection): Promise<{ short: string; detail: string }> {
  const body = { name: 'n', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' };
  try {
    const { instance_id } = await call(connection, createOnlineMigrationTaskRequest('p', body));
    return { short: 'ok', detail: instance_id };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { short: inShort(error), detail: error.message };
  }
}

async function fetchBare(transport: Transport, url: string): Promise<{ short: string; detail: string }> {
  const { signal } = new AbortController();
  const request = sentOnce({ method: 'GET', url, headers: {} });
  const response = await transport(url, { ...request, signal, redirect: 'manual' });
  return { short: response.ok ? 'ok' : String(response.status), detail: await response.text() };
}

const reports: unknown[] = [];
for (const job of z.array(jobSchema).parse(JSON.parse(jobs))) reports.push(await run(job));
// The process ends by itself: nothing may be left open.
process.stdout.write(JSON.stringify(reports));
