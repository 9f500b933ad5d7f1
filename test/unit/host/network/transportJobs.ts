import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const reportSchema = z.object({
  short: z.string(),
  detail: z.string(),
  kept: z.boolean(),
  keptAfterwards: z.boolean(),
  host: z.number(),
});

const settings = { proxySupport: 'override', proxy: '', noProxy: [], proxyAuthorization: '', systemCertificates: true };
type Settings = Omit<typeof settings, 'noProxy'> & { noProxy: string[] };

export type Report = z.infer<typeof reportSchema>;

/** One create; what is left out is as in a window without settings, on a computer that trusts the authority of the tests. */
export interface Job {
  readonly url?: string;
  readonly settings?: Partial<Settings>;
  readonly environment?: Record<string, string>;
  readonly trusted?: boolean;
  readonly hostFetchedBefore?: boolean;
  /** Asks for the URL as it is, without the cloud layer around it. */
  readonly bare?: boolean;
}

const proxyVariables = /^(https?|no|all)_proxy$/i;

/** Creates in one process of their own, one after the other, with the transport of this module. */
export async function runJobs(
  worker: string,
  modulePath: string,
  hostUrl: string,
  jobs: readonly Job[],
): Promise<Report[]> {
  const inherited = Object.entries(process.env).filter(([name]) => !proxyVariables.test(name));
  const whole = jobs.map((job) => ({
    ...{ url: 'https://cloud.invalid', hostUrl, trusted: true, hostFetchedBefore: false, bare: false },
    environment: {},
    ...job,
    settings: { ...settings, ...job.settings },
  }));
  const { stdout } = await promisify(execFile)(process.execPath, [worker, modulePath, JSON.stringify(whole)], {
    env: Object.fromEntries(inherited),
  });
  return z.array(reportSchema).parse(JSON.parse(stdout));
}
