import type { Desk } from '../../desk/ports.ts';
import type { ReviewWatch } from './lookAhead.ts';
import type { NetworkDraft, NetworkQuestion } from './networkSteps.ts';

/** What has been entered so far. */
export interface TaskDraft extends NetworkDraft {
  name: string;
  description: string;
  /** A line of the review is being changed; what needs no other answer leads back there. */
  revising?: boolean;
  /** The first step was passed: worth being gone on with. */
  begun?: boolean;
  /** It is a file now. */
  saved?: boolean;
  /** Another account was chosen in the review. */
  moving?: boolean;
  /** Where the networks were picked; those of another account, region or project mean nothing. */
  place?: string;
}

/** What the steps share. */
export interface TaskForm extends NetworkQuestion {
  readonly desk: Desk;
  readonly draft: TaskDraft;
  readonly sandbox: boolean;
  readonly projectName: string | undefined;
  readonly names: ReviewWatch;
  readonly groups: ReviewWatch;
}
