/** One task that the sandbox created. The list of them is the truth that an outcome shown to a person is compared with. */
export interface LedgerEntry {
  /** What the create response calls `instance_id`: a UUID. */
  readonly taskId: string;
  /** 32 hex digits. */
  readonly jobId: string;
  /** The request body as it was parsed, unknown fields included. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly projectId: string;
  readonly region: string;
  readonly time: Date;
  readonly requestId: string;
}

/** Something that a request asked of one task: one entry for each task of a batch. The truth, too, wherever the answer got lost. */
export interface ActionEntry {
  readonly action: 'configure' | 'stop' | 'restart' | 'setResumeMode' | 'delete' | 'exchangeIp' | 'rollBackIp';
  /** As it was asked for, also where there is no such task. */
  readonly taskId: string;
  readonly projectId: string;
  readonly time: Date;
  /** Whether it was done. */
  readonly accepted: boolean;
  readonly requestId: string;
}
