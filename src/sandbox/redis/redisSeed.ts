import type { Whitelist } from './whitelist.ts';

/** An instance of the made-up account. What is left out is that of most of them. */
export interface RedisSeed {
  readonly name: string;
  readonly description: string;
  readonly id?: string;
  /** As the cloud sells it. Source: DCS user guide, "Instance specifications". */
  readonly specCode: string;
  /** `5.0` by default. */
  readonly version?: string;
  /** Megabytes. */
  readonly memory: number;
  readonly used: number;
  readonly keys: number;
  /** Where it stands; the documented example by default. */
  readonly vpc?: string;
  readonly subnet?: string;
  /** The last part of each of its addresses. */
  readonly hosts: readonly [number, ...number[]];
  /** `RUNNING` by default. */
  readonly status?: string;
  /** What is being done to it, although it runs. */
  readonly task?: string;
  readonly noPassword?: true;
  readonly ssl?: true;
  /** 6379 by default. */
  readonly port?: number;
  readonly publicAccess?: true;
  /** All keys are in the first one by default. */
  readonly databases?: readonly (readonly [number: number, keys: number])[];
  readonly isAnalysed?: true;
  /** `sandbox-1` by default. */
  readonly region?: string;
  /** Parameters whose change needs a restart here. */
  readonly restartsFor?: readonly string[];
  /** What its whitelist begins with; everybody is let in by default. */
  readonly whitelist?: Whitelist;
  /** Parameters that somebody has changed. */
  readonly parameters?: Readonly<Record<string, string>>;
}
