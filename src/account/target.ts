/** Where a task goes: a region, and the IAM project in it. */
export interface Target {
  readonly region: string;
  readonly projectId: string;
}

interface TargetSources {
  readonly file?: { readonly region?: string | undefined; readonly project_id?: string | undefined } | undefined;
  readonly account: { readonly region: string; readonly projectId: string };
  /** Empty where not set. */
  readonly settings: { readonly region: string; readonly projectId: string };
}

/** No project is known for the region that was named; projects belong to one region. */
export interface NoProject {
  readonly problem: 'noProject';
  readonly region: string;
  readonly accountRegion: string;
}

/**
 * Region and project from the file, else the account, else the settings; never guessed. A project of another region than the
 * task's is no project for it.
 */
export function resolveTarget({ file, account, settings }: TargetSources): Target | NoProject {
  const region = file?.region ?? (account.region || settings.region);
  if (file?.project_id !== undefined) return { region, projectId: file.project_id };
  if (region === account.region) return { region, projectId: account.projectId };
  if (region === settings.region && settings.projectId !== '') return { region, projectId: settings.projectId };
  return { problem: 'noProject', region, accountRegion: account.region };
}
