import type { Uri } from 'vscode';
import { resolveTarget } from '../../account/target.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import { openConnection, titleIn } from '../../desk/openConnection.ts';
import { type OpenedFile, problemLine } from '../../desk/openedFile.ts';
import type { Button, Choice, Desk } from '../../desk/ports.ts';
import { isSamePlace, placeOfTasks } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { offsetOfField, requestBodySchema } from '../../task/file/taskFile.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { signIn } from '../account/signIn.ts';
import { draftFromFile } from '../configure/fileDraft.ts';
import { type FileSettings, readSettings, tellElsewhere } from '../configure/fileSettings.ts';
import { type JourneyForm, journeyForm } from '../configure/journeyForm.ts';
import { firstOpenMigrationStep, migrationSteps, review } from '../configure/migrationSteps.ts';
import type { CreateJob } from '../create/createJob.ts';
import { acceptWarnings } from '../file/acceptWarnings.ts';
import type { About } from '../preflight/configureForm.ts';
import { askJourneyReview } from './journeyReview.ts';
import { runJourney } from './runJourney.ts';

/** Creates the task of a file, and starts what the file says; asks for nothing that stands there. One at a time of each file. */
export async function journeyFromFile(desk: Desk, uri: Uri): Promise<void> {
  const { t, notifier, creations } = desk;
  const key = uri.toString();
  if (creations.underWay.has(key)) {
    notifier.tell('info', t('The task of this file is being created already; wait for its answer.'));
    return;
  }
  creations.underWay.add(key);
  let isHeld = true;
  // Once: by the time that this one ends the file may be held by the next.
  const release = () => {
    if (isHeld) creations.underWay.delete(key);
    isHeld = false;
  };
  try {
    await ask(desk, uri, release);
  } finally {
    release();
  }
}

async function ask(desk: Desk, uri: Uri, onCreated: () => void): Promise<void> {
  const { t } = desk;
  const found = await readSettings(desk, uri);
  const place = found && (await placeOf(desk, found.settings));
  if (found === undefined || place === undefined) return;
  const { settings, file } = found;
  const warnings = file.parsed.problems.map((problem) => problemLine(file, problem, t));
  const question = {
    message: t('Create the task of {file} as it is?', { file: settings.name }),
    yes: t('Create Anyway'),
    no: t('Do Not Create'),
  };
  if (!(await acceptWarnings(desk, warnings, question))) return;
  const form = journeyForm({
    desk,
    title: titleOf(desk, place, settings),
    place,
    about: aboutOf(settings),
    draft: await draftFromFile(desk, place, settings),
  });
  if (await reviewed(form, settings, file)) await runJourney(form, jobOf(desk, place, settings, file), onCreated);
}

/** Only what is seen in this window can be followed to its start. */
async function placeOf(desk: Desk, { uri, name, task }: FileSettings): Promise<TaskPlace | undefined> {
  const settings = desk.settings(uri);
  const account = await ensureAccount(desk, { file: task.region, settings: settings.region });
  if (account === undefined) return undefined;
  const target = resolveTarget({ file: task, account, settings });
  const here = await placeOfTasks(desk);
  if (typeof here !== 'object') return undefined;
  if ('problem' in target) {
    tellElsewhere(desk, name, target.region, here.connection.region);
    return undefined;
  }
  const connection = await openConnection(desk, account, target, settings, desk);
  const place = { connection, projectId: target.projectId, sandbox: account.kind === 'sandbox' };
  if (isSamePlace(place, here)) return place;
  tellElsewhere(desk, name, target.region, here.connection.region);
  return undefined;
}

function aboutOf({ task }: FileSettings): About {
  const { vpc_id: vpcId, subnet_id: subnetId, security_group_id: securityGroupId } = task;
  return { name: shortened(task.name), vpcId, subnetId, securityGroupId };
}

function titleOf({ t }: Desk, place: TaskPlace, { task }: FileSettings): string {
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  const title = `${t('Create, Configure and Start')} · ${shortened(task.name)}`;
  return titleIn(title, account, place.connection.region, t);
}

async function reviewed(form: JourneyForm, settings: FileSettings, file: OpenedFile): Promise<boolean> {
  const { desk, draft } = form;
  const about = { first: 0, rows: async () => fileRows(desk, settings) };
  let opens = false;
  const decide = async (at: Position): Promise<Move> => {
    const choice = await review(form, 0, () => askJourneyReview(form, at, about));
    if (typeof choice === 'object' && choice.to === openFile) {
      opens = true;
      return undefined;
    }
    return choice === 'start' ? 'next' : choice;
  };
  const isWhole = await runSteps([...migrationSteps(form, 0), decide], firstOpenMigrationStep(draft));
  if (opens) await openAt(desk, file, 'name').run();
  return isWhole;
}

/** No step: the file is opened. */
const openFile = -1;

/** What the file says of the task; a line opens the file. */
function fileRows({ t }: Desk, { name: file, task }: FileSettings): readonly Choice<{ readonly to: number }>[] {
  const group = t('The task, from {file}; pick a line to open the file', { file });
  const row = (label: string, description: string) => ({ label, description, group, value: { to: openFile } });
  return [
    row(t('Name'), shortened(task.name)),
    row(t('VPC'), shortened(task.vpc_id)),
    row(t('Subnet'), shortened(task.subnet_id)),
    row(t('Security group'), shortened(task.security_group_id)),
  ];
}

function jobOf(desk: Desk, place: TaskPlace, { uri, name, task }: FileSettings, file: OpenedFile): CreateJob {
  const { t } = desk;
  // The name of a text that was never saved goes to the next one: what it holds by then, nobody has agreed to.
  const isSaved = uri.scheme !== 'untitled';
  const again = () => journeyFromFile(desk, uri);
  return {
    ...place,
    body: requestBodySchema.parse(task),
    source: isSaved ? uri.toString() : undefined,
    unsavedFile: file.unsaved ? file.name : undefined,
    fix: (field) => openAt(desk, file, field ?? 'name'),
    retry: { label: t('Try Again'), run: again },
    signInAgain: async () => {
      if (await signIn(desk)) {
        const message = t('Signed in. The task of {file} has not been created yet.', { file: name });
        desk.notifier.tell('info', message, [{ label: t('Create It Now'), run: again }]);
      }
    },
  };
}

function openAt({ t, documents }: Desk, { uri, parsed }: OpenedFile, field: string): Button {
  const { offset, length } = offsetOfField(parsed, field);
  return { label: t('Open the File'), run: () => documents.reveal(uri, offset, length) };
}
