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
