import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, lastLines } from '../suite/command.ts';

/** An authority that nobody trusts unasked, and a server's certificate of it. */
export interface Certificates {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
  /** Of the authority. */
  readonly pem: string;
}

/** Made by openssl for the given names, such as `IP:127.0.0.1`. */
export async function makeCertificates(folder: string, names: readonly string[], days = 2): Promise<Certificates> {
  const at = (name: string) => join(folder, name);
  const openssl = async (...args: readonly string[]) => {
    const { code, output } = await execute('openssl', args, { cwd: folder });
    if (code !== 0) throw new Error(lastLines(output));
  };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const [authority, authorityKey, key, request, cert] = [
    'ca.pem',
    'ca.key',
    'server.key',
    'server.csr',
    'server.pem',
  ].map(at);
  if (!authority || !authorityKey || !key || !request || !cert) throw new Error('No paths.');
  await openssl(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    authorityKey,
    '-out',
    authority,
    '-subj',
    '/CN=Test only',
    '-days',
    '2',
  );
  await openssl('req', ...curve, '-keyout', key, '-out', request, '-subj', '/CN=redis.invalid');
  await writeFile(at('names.cnf'), `subjectAltName=${names.join(',')}\n`);
  const signed = ['-in', request, '-CA', authority, '-CAkey', authorityKey, '-CAcreateserial', '-out', cert];
  await openssl('x509', '-req', ...signed, '-days', String(days), '-extfile', at('names.cnf'));
  return { authority, cert, key, pem: await readFile(authority, 'utf8') };
}
