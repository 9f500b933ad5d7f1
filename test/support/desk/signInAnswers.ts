import { key } from './deskAndCloud.ts';
import { type Answer, picked, typed } from './script.ts';

/** Words of the questions of a sign-in. */
export const asksSignIn = {
  region: 'Pick the region',
  typedRegion: 'Region ID',
  accessKey: 'Access key ID (AK)',
  secret: 'Secret access key (SK)',
  project: 'Pick the project in',
  noProject: 'This key sees no project of',
  typedProject: 'ID of the project in',
} as const;

/** Region CN North-Beijing4 and the key, up to the project. */
export function keyAnswers(change: Partial<typeof key> = {}): readonly Answer[] {
  const { accessKeyId, secretAccessKey } = { ...key, ...change };
  return [
    picked(asksSignIn.region, 'CN North-Beijing4'),
    typed(asksSignIn.accessKey, accessKeyId),
    typed(asksSignIn.secret, secretAccessKey),
  ];
}

/** A whole sign-in with the key that the cloud knows. */
export function signInAnswers(): readonly Answer[] {
  return [...keyAnswers(), picked(asksSignIn.project, 'cn-north-4')];
}
