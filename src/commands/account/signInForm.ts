import type { Desk } from '../../desk/ports.ts';

/** What has been entered so far. */
export interface SignInDraft {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  projectId: string;
  projectName?: string | undefined;
  /** What the cloud said against the key, shown where it is entered again. */
  refusal?: { readonly step: number; readonly message: string } | undefined;
  /** The projects that the key sees, as far as they were listed. */
  seen: readonly { readonly id: string; readonly name: string }[];
  /** The cloud has accepted a signature of the key as it is now. */
  proven: boolean;
}

export interface SignInForm {
  readonly desk: Desk;
  readonly title: string;
  readonly draft: SignInDraft;
}

/** Steps, from 0, to which a refused key sends back. */
export const accessKeyStep = 1;
export const secretStep = 2;
