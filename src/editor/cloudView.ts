import type { Uri } from 'vscode';
import type { Account } from '../account/account.ts';
import { resolveTarget, type Target } from '../account/target.ts';
import type { Connection } from '../cloud/connection.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { findRegion, sandboxRegion } from '../cloud/regions.ts';
import type { LookUp, LookUps } from '../cloud/services/lookUps.ts';
import type { SecurityGroup, Subnet, Vpc } from '../cloud/services/networks.ts';
import type { Project } from '../cloud/services/projects.ts';
import type { Translate } from '../cloud/translate.ts';
import { openConnection } from '../desk/openConnection.ts';
import { type Desk, SettingProblem } from '../desk/ports.ts';
import { usualProjectId, uuid } from '../task/file/taskFileRules.ts';
import type { ScannedText } from './fieldScan.ts';

/** What stands in a file's fields; of a field that stands twice the first. */
export type Written = ReadonlyMap<string, string>;

export function writtenIn({ fields }: Pick<ScannedText, 'fields'>): Written {
  const texts = fields.flatMap(({ name, value }): [string, string][] =>
    value?.text === undefined ? [] : [[name, value.text]],
  );
  return new Map(texts.reverse());
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
  readonly remedy?: 'signIn' | 'settings' | 'trust' | 'sandbox';
  /** Nobody looks at the document: what was found of it before still holds. */
  readonly hidden?: true;
  readonly account?: Account;
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
    // Their findings say what is wrong with these.
    if (!isKnownRegion(file.region, account, settings.region)) return { reason: undefined, account };
    if (isHalfTyped(file.project_id, account, settings.projectId)) return { reason: undefined, account };
    const target = resolveTarget({ file, account, settings });
    if ('problem' in target) {
      const { region, accountRegion } = target;
      const reason = t(
        'No project of {region} is known; your profile belongs to {accountRegion}. Add "project_id" with a project of {region}, or sign in for that region.',
        { region, accountRegion },
      );
      return { reason, remedy: 'signIn', account };
    }
    const connection = await openConnection({ ...desk, log: brief(desk.log) }, account, target, settings, 'nobody');
    return { account, target, connection, lookUps: desk.lookUps };
  } catch (error) {
    if (error instanceof SettingProblem) return { reason: error.message, remedy: 'settings' };
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

/** What is known about an ID: the thing itself, that there is none, or nothing (yet). */
export type Known<T> = { readonly found: T } | 'unknown' | 'open';

export function knowVpc(view: CloudView, id: string): Known<Vpc> {
  return uuid.test(id) ? find(view.lookUps.vpcs(view.connection), id) : 'open';
}

export function knowSecurityGroup(view: CloudView, id: string): Known<SecurityGroup> {
  return uuid.test(id) ? find(view.lookUps.securityGroups(view.connection), id) : 'open';
}

export function knowProject(view: CloudView, id: string): Known<Project> {
  return usualProjectId.test(id) ? find(view.lookUps.projects(view.connection), id) : 'open';
}

/** Looks in the VPC of the file first; a subnet that is not in it is looked for in all others. */
export function knowSubnet(view: CloudView, id: string, vpcId: string | undefined): Known<Subnet> {
  if (!uuid.test(id)) return 'open';
  const { lookUps, connection } = view;
  if (vpcId !== undefined && typeof knowVpc(view, vpcId) !== 'string') {
    const here = find(lookUps.subnets(connection, vpcId), id);
    if (here !== 'unknown') return here;
  }
  return find(lookUps.subnets(connection), id);
}

function find<T extends { readonly id: string }>(lookUp: LookUp<T>, id: string): Known<T> {
  const wanted = id.toLowerCase();
  const found = lookUp.items.find((item) => item.id.toLowerCase() === wanted);
  if (found !== undefined) return { found };
  return lookUp.complete ? 'unknown' : 'open';
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
