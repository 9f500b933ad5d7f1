import fc from 'fast-check';
import { spellings } from '../support/project/secretSearch.ts';

const forms = Object.keys(spellings('')).length;

/** Which secret an answer gives back, and how it spells it; written into texts, and filled in when the secrets are known. */
export const echo = fc
  .tuple(fc.constantFrom('s', 't', 'a', 'g'), fc.nat(forms - 1))
  .map(([whose, how]) => `⟦${whose}${how}⟧`);

/** The secrets of a request: secret key, security token, Authorization header, signature. */
export type EchoedSecrets = Readonly<Record<'s' | 't' | 'a' | 'g', string>>;

export function fillEchoes(text: string, secrets: EchoedSecrets, asJson: boolean): string {
  return text.replace(/⟦([stag])(\d+)⟧/g, (_, whose: string, how: string) => {
    const secret = Object.entries(secrets).find(([name]) => name === whose)?.[1] ?? '';
    const spelled = Object.values(spellings(secret))[Number(how)] ?? '';
    return asJson ? JSON.stringify(spelled).slice(1, -1) : spelled;
  });
}
