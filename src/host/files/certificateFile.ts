import { type Uri, window } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';

/** Asks for the file of a CA certificate; undefined when none was chosen. */
export async function chooseCertificate(t: Translate): Promise<Uri | undefined> {
  const filters = { [t('Certificates')]: ['pem', 'crt', 'cer', 'ca'], [t('All Files')]: ['*'] };
  const [uri] = (await window.showOpenDialog({ filters, title: t('Choose the CA Certificate') })) ?? [];
  return uri;
}
