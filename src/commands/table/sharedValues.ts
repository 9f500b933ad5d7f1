import type { Account } from '../../account/account.ts';
import { resolveTarget, type Target } from '../../account/target.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import type { TableField } from '../../task/table/columns.ts';
import { isGiven, type SharedValues } from '../../task/table/rowFiles.ts';
import type { TaskTable } from '../../task/table/taskTable.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import {
  askSecurityGroup,
  askSubnet,
  askVpc,
  type NetworkDraft,
  type NetworkQuestion,
} from '../create/networkSteps.ts';

const steps: Readonly<Record<string, (question: NetworkQuestion, position: Position) => Promise<Move>>> = {
  vpc_id: askVpc,
  subnet_id: askSubnet,
  security_group_id: askSecurityGroup,
};

/**
 * What the rows share: region and project of the account, and of the network what no column gives, asked for by the lists of the cloud.
 * Nobody has to sign in for a table that has it all. Undefined: that was called off, or cannot be, which is told.
 */
export async function askSharedValues(desk: Desk, table: TaskTable): Promise<SharedValues | undefined> {
  const missing = Object.keys(steps).filter((field) => !isGiven(field, table.columns));
  if (missing.length > 0) return askNetworks(desk, table, missing);
  const settings = desk.settings();
  const file = sameInAll('region', table);
  const { region, projectId } = (await desk.accounts.glance({ file, settings: settings.region })) ?? settings;
  return { region, projectId };
}

async function askNetworks(
  desk: Desk,
  table: TaskTable,
  missing: readonly string[],
): Promise<SharedValues | undefined> {
  const { t } = desk;
  // A row that lacks its VPC has a mistake of its own.
  const [vpc, ...otherVpcs] = new Set(table.rows.flatMap(({ values }) => values.get('vpc_id') ?? []));
  if (missing.includes('subnet_id') && otherVpcs.length > 0) {
    tell(
      desk,
      t(
        'The rows are in several VPCs, so that no subnet can be picked for all of them. Add a column "subnet_id". No file was written.',
      ),
    );
    return undefined;
  }
  const file = { region: sameInAll('region', table), project_id: sameInAll('project_id', table) };
  const settings = desk.settings();
  const account = await ensureAccount(desk, { file: file.region, settings: settings.region });
  if (account === undefined) return undefined;
  const target = resolveTarget({ file, account, settings });
  if ('problem' in target) {
    const region = regionLabel(target.region, t);
    tell(
      desk,
      t(
        'All rows go to region {region}, for which no project is known. Add a column "project_id", or sign in for that region. No file was written.',
        { region },
      ),
    );
    return undefined;
  }
  return pickNetworks(desk, account, target, { missing, vpc });
}

async function pickNetworks(
  desk: Desk,
  account: Account,
  target: Target,
  { missing, vpc }: { readonly missing: readonly string[]; readonly vpc: string | undefined },
): Promise<SharedValues | undefined> {
  const place = [account.kind, target.region, target.projectId].join('/');
  const draft = draftFor(desk, place, vpc);
  const question: NetworkQuestion = {
    desk,
    draft,
    connection: await openConnection(desk, account, target, desk.settings(), desk),
    projectId: target.projectId,
    title: titleIn(desk.t('New Task Files from a Table'), account, target.region, desk.t),
  };
  const asked = Object.entries(steps).flatMap(([field, ask]) => (missing.includes(field) ? [ask] : []));
  const isDone = await runSteps(asked.map((ask) => (position) => ask(question, position)));
  picked.set(desk, { place, draft });
  return isDone ? { ...target, ...onlyOf(missing, draft) } : undefined;
}

/** What was picked in a window for its last table, also where Esc ended that: each question begins with its answer. */
const picked = new WeakMap<object, { readonly place: string; readonly draft: NetworkDraft }>();

function draftFor(desk: object, place: string, vpc: string | undefined): NetworkDraft {
  const before = picked.get(desk);
  const draft = before?.place === place ? { ...before.draft } : {};
  if (vpc === undefined || draft.vpc?.id === vpc) return draft;
  return { ...draft, vpc: { id: vpc }, subnet: undefined };
}

/** Nothing for which there is a column: a row without it lacks it. */
function onlyOf(missing: readonly string[], { vpc, subnet, securityGroup }: NetworkDraft): NetworkDraft {
  return {
    ...(missing.includes('vpc_id') ? { vpc } : {}),
    ...(missing.includes('subnet_id') ? { subnet } : {}),
    ...(missing.includes('security_group_id') ? { securityGroup } : {}),
  };
}

function tell({ notifier }: Desk, message: string): void {
  notifier.tell('error', message);
}

/** What every row gives, and the same. */
function sameInAll(field: TableField, { rows }: TaskTable): string | undefined {
  const [first, ...others] = new Set(rows.map(({ values }) => values.get(field)));
  return others.length === 0 ? first : undefined;
}
