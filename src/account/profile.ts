import * as z from 'zod';
import { isRegionId } from '../cloud/regions.ts';
import type { Identity } from '../cloud/session.ts';
import type { AccessKey } from '../cloud/signing.ts';

/** A credential kept as SecretStorage keeps it. Other kinds of credentials become other members. */
const credential = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accessKey'),
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    securityToken: z.string().optional(),
  }),
]);

/** Credential, region and project: one blob a profile, since some keychains ask once for each entry. */
export const profileSchema = z.object({
  region: z.string().refine(isRegionId),
  projectId: z.string().min(1),
  projectName: z.string().optional(),
  credential,
});

export type Profile = z.infer<typeof profileSchema>;

/** Where VS Code keeps secrets; `get` of what was lost or could not be decrypted is undefined. */
export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  store(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Told of a change, in whatever window it was made; gives what stops that. */
  onDidChange(listener: () => void): () => void;
}

/** The name of the one profile there is. */
const profileName = 'default';

const secretKey = `dcs.profile.${profileName}`;

export function identityOf({ projectId, credential: { accessKeyId } }: Profile): Identity {
  return { kind: 'profile', profile: profileName, projectId, accessKeyId };
}

export function keyOf({ credential: { kind: _, ...key } }: Profile): AccessKey {
  return key;
}

/** The saved profile; undefined where there is none or what is there is no profile any more. */
export async function loadProfile(secrets: SecretStore): Promise<Profile | undefined> {
  const text = await secrets.get(secretKey);
  if (text === undefined) return undefined;
  try {
    return profileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export async function saveProfile(secrets: SecretStore, profile: Profile): Promise<void> {
  await secrets.store(secretKey, JSON.stringify(profile));
}

export async function forgetProfile(secrets: SecretStore): Promise<void> {
  await secrets.delete(secretKey);
}
