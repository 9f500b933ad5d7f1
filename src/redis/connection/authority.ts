import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

/** Whether a text is certificates as PEM that can be used to check others. */
export function holdsCertificate(text: string): boolean {
  try {
    createSecureContext({ ca: text });
    return /-----BEGIN CERTIFICATE-----/.test(text) && new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
