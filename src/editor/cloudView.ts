import type { Uri } from 'vscode';
import type { Account } from '../account/account.ts';
import { type NoProject, resolveTarget, type Target } from '../account/target.ts';
import type { Connection } from '../cloud/connection.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { findRegion, sandboxRegion } from '../cloud/regions.ts';
import type { LookUp, LookUps } from '../cloud/services/lookUps.ts';
import type { Translate } from '../cloud/translate.ts';
import { openConnection } from '../desk/openConnection.ts';
import { type Desk, SettingProblem, type Settings } from '../desk/ports.ts';
import { usualProjectId } from '../task/file/taskFileRules.ts';
import type { ScannedText } from './fieldScan.ts';
import { writtenEnds } from './instances/migrationEnds.ts';

/** What stands in a file's fields, and the IDs of source and target by their paths; of a field that stands twice the first. */
export type Written = ReadonlyMap<string, string>;

export function writtenIn(scanned: Pick<ScannedText, 'fields'>): Written {
  const texts = scanned.fields.flatMap(({ name, value }): [string, string][] =>
    value?.text === undefined ? [] : [[name, value.text]],
  );
  const ends = writtenEnds(scanned).flatMap(({ kind, field, text }): [string, string][] =>
    kind === 'id' ? [[field, text]] : [],
  );
  return new Map([...texts.reverse(), ...ends]);
}

/** The cloud as a file sees it: as whom, where, and what is known there. */
export interface CloudView {
  readonly account: Account;
  readonly target: Target;
  readonly connection: Connection;
  readonly lookUps: LookUps;
}

/** Why nothing can be asked for a file; in the user's language where there is something to say. */
export interface NoView {
  readonly reason: string | undefined;
  /** What the person can do about it. */
  readonly remedy?: 'signIn' | 'settings' | 'trust' | 'sandbox' | 'switchProfile';
  /** Nobody looks at the document: what was found of it before still holds. */
  readonly hidden?: true;
  readonly account?: Account;
  /** What is known of where the task would go. */
  readonly place?: Pick<Target, 'region'> & Partial<Target>;
  /** Nobody has named a project of the region that the file names. */
  readonly lacksProject?: true;
  /** The region's projects can be listed all the same; nothing else can be asked for with it. */
  readonly projects?: CloudView;
}

type ViewDesk = Pick<Desk, 't' | 'accounts' | 'settings' | 'lookUps' | 'transport' | 'now' | 'log' | 'wait' | 'hosts'>;

/** Whom a file's request would be sent as, and where to. Asks the secret storage, never the cloud. */
export async function viewCloud(desk: ViewDesk, uri: Uri, written: Written): Promise<CloudView | NoView> {
  const { t } = desk;
  const file = { region: filled(written.get('region')), project_id: filled(written.get('project_id')) };
  try {
    const settings = desk.settings(uri);
    const account = await desk.accounts.glance({ file: file.region, settings: settings.region });
    if (account === undefined) return file.region === sandboxRegion.id ? idleSandbox(t) : signedOut(t);
    const target = resolveTarget({ file, account, settings });
    const lacksProject = 'problem' in target;
    const place = lacksProject ? { region: target.region } : target;
    // Their findings say what is wrong with these.
    if (!isKnownRegion(file.region, account, settings.region)) return { reason: undefined, account, place };
    const projects = () => projectsOf(desk, account, place.region, settings);
    if (isHalfTyped(file.project_id, account, settings.projectId)) {
      return { reason: undefined, account, place, ...(await projects()) };
    }
    if (lacksProject) {
      return { ...withoutProject(target, account, t), account, place, lacksProject, ...(await projects()) };
    }
    const connection = await openConnection({ ...desk, log: brief(desk.log) }, account, target, settings, 'nobody');
    return { account, target, connection, lookUps: desk.lookUps };
  } catch (error) {
    if (error instanceof SettingProblem) return { reason: error.message, remedy: 'settings' };
    throw error;
  }
}

function withoutProject(
  { region, accountRegion }: NoProject,
  { kind }: Account,
  t: Translate,
): Pick<NoView, 'reason' | 'remedy'> {
  if (kind === 'sandbox') {
    const reason = t(
      'This file goes to {region}, and this window uses the local sandbox, which has no project there by itself. Switch the profile, add "project_id", or leave "region" out.',
      { region },
    );
    return { reason, remedy: 'switchProfile' };
  }
  const reason = t(
    'No project of {region} is known; your profile belongs to {accountRegion}. Add "project_id" with a project of {region}, or sign in for that region.',
    { region, accountRegion },
  );
  return { reason, remedy: 'signIn' };
}

/** Projects are listed from where the account is at home, since that lists those of all regions. */
async function projectsOf(
  desk: ViewDesk,
  account: Account,
  region: string,
  settings: Settings,
): Promise<Pick<NoView, 'projects'>> {
  const { projectId } = account;
  try {
    const connection = await openConnection({ ...desk, log: brief(desk.log) }, account, account, settings, 'nobody');
    return { projects: { account, target: { region, projectId }, connection, lookUps: desk.lookUps } };
  } catch (error) {
    if (error instanceof SettingProblem) return {};
    throw error;
  }
}

function signedOut(t: Translate): NoView {
  return { reason: t('You are not signed in: run DCS: Sign In.'), remedy: 'signIn' };
}

/** A file that is only opened starts nothing. */
function idleSandbox(t: Translate): NoView {
  const reason = t(
    'This file goes to the local sandbox, which does not run yet: DCS: Use the Local Sandbox starts it.',
  );
  return { reason, remedy: 'sandbox' };
}

/** Lists are long and asked for unasked: the log keeps that they came, and all of what went wrong. */
function brief(log: Desk['log']): Desk['log'] {
  return {
    ...log,
    exchange({ response, ...exchange }) {
      log.exchange(exchange.failure === undefined ? exchange : { ...exchange, response });
    },
  };
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** A region that is being typed would be another host to ask with each character. */
function isKnownRegion(region: string | undefined, account: Account, setting: string): boolean {
  return region === undefined || findRegion(region) !== undefined || [account.region, setting].includes(region);
}

/** Every character of an ID that is typed would be another project to ask about. */
function isHalfTyped(projectId: string | undefined, account: Account, setting: string): boolean {
  if (projectId === undefined || usualProjectId.test(projectId)) return false;
  return ![account.projectId, setting].includes(projectId);
}

/** How far the lists are that something was checked with. */
interface ViewState {
  /** Resolve when more is known; empty where nothing is under way. */
  readonly pending: readonly Promise<void>[];
  /** Why some of it is not known, in the user's language: the first of the reasons, the log has them all. */
  readonly reason: string | undefined;
}

/** The same view, and how far the lists are that were looked at through it. */
export function tracked(view: CloudView): { readonly view: CloudView; readonly state: (t: Translate) => ViewState } {
  const looked = new Set<LookUp<unknown>>();
  const note = <T>(lookUp: LookUp<T>) => {
    looked.add(lookUp);
    return lookUp;
  };
  const { lookUps } = view;
  const noting: LookUps = {
    ...lookUps,
    vpcs: (connection) => note(lookUps.vpcs(connection)),
    subnets: (connection, vpcId) => note(lookUps.subnets(connection, vpcId)),
    securityGroups: (connection) => note(lookUps.securityGroups(connection)),
    projects: (connection) => note(lookUps.projects(connection)),
    instances: (connection) => note(lookUps.instances(connection)),
  };
  const state = (t: Translate): ViewState => {
    const lists = [...looked];
    const failed = lists.find(({ failure }) => failure !== undefined);
    const open = lists.filter(({ complete, failure }) => !complete && failure === undefined);
    const reason = failed && reasonOf(failed.failure, t);
    return { pending: open.map(({ done }) => done), reason };
  };
  return { view: { ...view, lookUps: noting }, state };
}
