import type { Desk } from '../../desk/ports.ts';
import { holdsCertificate } from '../../redis/connection/authority.ts';

/** Bytes; the whole list of authorities of an operating system has about as many. */
const largest = 1 << 20;

/** Asks for the file of a CA certificate; undefined where none was chosen, or it holds none, which the person is told. */
export async function chooseAuthority({
  t,
  documents,
  notifier,
}: Pick<Desk, 't' | 'documents' | 'notifier'>): Promise<string | undefined> {
  const uri = await documents.chooseCertificate();
  if (uri === undefined) return undefined;
  const source = await documents.read(uri, largest);
  const text = 'bytes' in source ? new TextDecoder().decode(source.bytes) : '';
  if (holdsCertificate(text)) return text;
  notifier.tell(
    'warning',
    t('{name} holds no certificate that can be read: a PEM file is needed, which has a line BEGIN CERTIFICATE.', {
      name: source.name,
    }),
  );
  return undefined;
}
