export type TaskField = 'name' | 'description' | 'vpc_id' | 'subnet_id' | 'security_group_id' | 'project_id';

/** The obvious next thing, for which the interface has a button. */
export type Remedy =
  | 'fixInput'
  | 'signIn'
  | 'checkClock'
  | 'askAdministrator'
  | 'checkNetwork'
  | 'wait'
  | 'lookForTask'
  | 'openTicket'
  | 'none';

/** What a failure means for the person who made the call and what to do next: English sentences, translated where shown. */
export interface Explanation {
  readonly meaning: string;
  readonly action: string;
  readonly remedy: Remedy;
  /** The field of the task that is at fault, where the cloud's code tells. */
  readonly field?: TaskField;
}
