import { X509Certificate } from 'node:crypto';

/** Whether a text is certificates as PEM, of which the first can be read. */
export function holdsCertificate(text: string): boolean {
  try {
    return /-----BEGIN CERTIFICATE-----/.test(text) && new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
