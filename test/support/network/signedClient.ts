import { request } from 'node:http';
import { type AccessKey, sign } from '../../../src/cloud/signing.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';

export const key: AccessKey = { accessKeyId: 'SANDBOXKEY', secretAccessKey: 'sandbox-secret' };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The parsed body; the text where it is no JSON. */
  readonly body: Record<string, unknown>;
}

export interface Sending {
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: AccessKey;
  readonly now?: Date;
  /** Changes what goes over the wire after it has been signed. */
  readonly tamper?: (wire: Wire) => Wire;
}

export interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}

/** Runs with a sandbox of its own and closes it. */
export async function withSandbox(
  run: (sandbox: Sandbox) => Promise<void>,
  options: Partial<SandboxOptions> = {},
): Promise<void> {
  const sandbox = await startSandbox({ ...key, ...options });
  try {
    await run(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** Signs and sends on a connection of its own. */
export function send(sandbox: Sandbox, sending: Sending): Promise<Reply> {
  const { target, body } = sending;
  const method = sending.method ?? (body === undefined ? 'GET' : 'POST');
  const content: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const url = `${sandbox.url}${target}`;
  const headers = sign(
    { method, url, headers: { ...content, ...sending.headers }, ...(body === undefined ? {} : { body }) },
    sending.key ?? key,
    sending.now ?? new Date(),
  );
  const wire: Wire = { method, target, headers, body };
  return sendWire(sandbox, sending.tamper?.(wire) ?? wire);
}

/** Sends without signing. */
export function sendWire(sandbox: Sandbox, wire: Wire): Promise<Reply> {
  const { hostname, port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    const { method, target: path, body } = wire;
    // Of a DELETE the host says no length by itself, without which the body would be taken for the next request.
    const length = method === 'DELETE' && body !== undefined ? { 'Content-Length': Buffer.byteLength(body) } : {};
    const headers = { ...wire.headers, ...length };
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text || '{}') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The body of the documented example, with changes. Source: DCS API reference, CreateOnlineMigrationTask. */
export function exampleBody(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    name: 'dcs-migration-thrc',
    description: '创建在线数据迁移任务',
    vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
    subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
    security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
    ...changes,
  });
}

export function createTarget(sandbox: Sandbox): string {
  return `/v2/${sandbox.projectId}/migration/instance`;
}
