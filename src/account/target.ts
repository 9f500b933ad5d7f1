/** Where a task goes: a region, and the IAM project in it. */
export interface Target {
  readonly region: string;
  readonly projectId: string;
}

/** A project as a person knows it: by its name where it is the account's own, else by its ID. */
export function nameOfProject(
  projectId: string,
  account: { readonly projectId: string; readonly projectName?: string | undefined },
): string {
  return projectId === account.projectId ? (account.projectName ?? projectId) : projectId;
}

/** Region and project in one line; a project may have the name of its region. */
export function nameOfPlace({ region, projectId }: Target, account: Parameters<typeof nameOfProject>[1]): string {
  const project = nameOfProject(projectId, account);
  return project === region ? project : `${region} · ${project}`;
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
