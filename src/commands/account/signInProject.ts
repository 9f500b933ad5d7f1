import type { Connection } from '../../cloud/connection.ts';
import { canonicalCode } from '../../cloud/errorCode.ts';
import { Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { listVpcs } from '../../cloud/services/networks.ts';
import { listProjects, type Project } from '../../cloud/services/projects.ts';
import { openSession } from '../../cloud/session.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { openConnection, toldWhileWaiting } from '../../desk/openConnection.ts';
import type { ListFailure, Picked, Remark } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import { typedBeside } from '../../desk/typedText.ts';
import { projectIdInUrl, usualProjectId } from '../../task/file/taskFileRules.ts';
import { accessKeyStep, type SignInForm, secretStep } from './signInForm.ts';

/** Lists the projects with the new key, which is also its check; where listing is refused, the project is typed. */
export async function askProject(form: SignInForm, position: Position): Promise<Move> {
  const { draft, desk } = form;
  for (;;) {
    const reply = await pickProject(form, position);
    if (reply === undefined || reply === 'back') return reply;
    if ('value' in reply && reply.value !== 'enter') {
      Object.assign(draft, { projectId: reply.value.id, projectName: reply.value.name });
      return 'next';
    }
    const failure = 'failure' in reply ? reply.failure : undefined;
    const refused = failure === undefined ? undefined : stepOfRefusedKey(failure);
    if (refused !== undefined) return sendBack(form, refused, failure);
    const typed = 'value' in reply ? typedBeside(desk.t('Enter the project ID…'), reply.typed) : undefined;
    const move = await enterProject(form, position, failure, typed);
    if (move !== 'list') return move;
  }
}

async function pickProject(form: SignInForm, position: Position): Promise<Picked<Project | 'enter'> | ListFailure> {
  const { desk, title, draft } = form;
  const { t, prompter } = desk;
  const region = regionLabel(draft.region, t);
  const connection = await connectionOf(form, undefined);
  return prompter.pick<Project | 'enter'>({
    title,
    ...position,
    placeholder: t('Pick the project in {region}', { region }),
    emptyPlaceholder: t('This key sees no project of {region}', { region }),
    choices: [{ label: t('Enter the project ID…'), icon: 'edit', value: 'enter', always: true }],
    pages: async function* (signal, tell) {
      const projects = await listProjects(toldWhileWaiting(connection, tell, t), signal);
      Object.assign(draft, { seen: projects, proven: true });
      yield projects.map((project) => ({ label: project.name, description: project.id, value: project }));
    },
    slow: t('{host} has not answered yet. Wait, or enter the ID.', { host: new URL(connection.endpoints.iam).host }),
    isActive: (value) => value !== 'enter' && value.id === draft.projectId,
  });
}

/** What is proposed, and why it is asked for in this way. */
interface ProjectInput {
  readonly value: string;
  readonly notice?: string;
  /** Entered once more, it is kept. */
  readonly doubted?: string;
}

/** Takes a typed project and tries it, which also checks the key where the list has not done so. What stays doubtful is asked twice. */
async function enterProject(
  form: SignInForm,
  position: Position,
  failure: unknown,
  typed: string | undefined,
): Promise<Move | 'list'> {
  const { desk, title, draft } = form;
  const { t, prompter } = desk;
  // Refused for want of a permission: the signature was right.
  if (isDenied(failure)) draft.proven = true;
  let input: ProjectInput = { value: typed ?? draft.projectId };
  if (failure !== undefined)
    input = { ...input, notice: t('The projects cannot be listed. {reason}', { reason: reasonOf(failure, t) }) };
  for (;;) {
    const { value, notice: message, doubted } = input;
    const reply = await prompter.input({
      title,
      ...position,
      prompt: t('ID of the project in {region}', { region: regionLabel(draft.region, t) }),
      value,
      ...(message === undefined ? {} : { notice: { severity: 'warning', message } as const }),
      check: (text) => checkProjectId(text, t),
    });
    if (reply === undefined) return undefined;
    if (reply === 'back') return failure === undefined ? 'list' : 'back';
    const judged = await judgeProject(form, reply.value.trim(), doubted);
    if (judged === 'next' || 'to' in judged) return judged;
    input = judged;
  }
}

/** Whether this project is kept, where else to go on, or what to ask again. */
async function judgeProject(
  form: SignInForm,
  value: string,
  doubted: string | undefined,
): Promise<'next' | { readonly to: number } | ProjectInput> {
  const { desk, draft } = form;
  const named = draft.seen.find(({ name }) => name === value);
  if (named !== undefined) {
    const notice = desk.t('{name} is the name of a project; this is its ID.', { name: shortened(named.name) });
    return { value: named.id, notice };
  }
  Object.assign(draft, { projectId: value, projectName: draft.seen.find(({ id }) => id === value)?.name });
  if (value === doubted) return 'next';
  const doubt = await tryProject(form);
  if (doubt === undefined) return 'next';
  const refused = stepOfRefusedKey(doubt);
  if (refused !== undefined) return sendBack(form, refused, doubt);
  const mayPass = draft.proven && !isProjectRefused(doubt) && !isUnauthorized(doubt);
  return { value, notice: doubtText(form, doubt, mayPass), ...(mayPass ? { doubted: value } : {}) };
}

/** What was found, and what there is instead. */
function doubtText({ desk: { t }, draft }: SignInForm, doubt: unknown, mayPass: boolean): string {
  const reason = reasonOf(doubt, t);
  if (!draft.proven) return t('The key could not be checked, so it was not kept. {reason}', { reason });
  const found = mayPass
    ? t('Whether this key may use this project is not known; press Enter once more to keep it. {reason}', { reason })
    : t('This project cannot be used with this key. {reason}', { reason });
  if (draft.seen.length === 0) return found;
  const names = draft.seen.map(({ name }) => shortened(name));
  const projects = names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
  return t('{found} The key sees these projects: {projects}.', { found, projects });
}

/** One signed call; what speaks against the key or the project, if anything does. */
async function tryProject(form: SignInForm): Promise<unknown> {
  const { desk, draft } = form;
  const connection = await connectionOf(form, draft.projectId);
  try {
    await desk.notifier.progress(desk.t('Checking the access key'), (signal) =>
      listVpcs(connection, draft.projectId, signal).next(),
    );
    draft.proven = true;
    return undefined;
  } catch (error) {
    draft.proven ||= isDenied(error);
    return error;
  }
}

function connectionOf({ desk, draft }: SignInForm, projectId: string | undefined): Promise<Connection> {
  const { accessKeyId, secretAccessKey, region } = draft;
  const identity = { kind: 'profile', profile: '', projectId: projectId ?? '', accessKeyId } as const;
  const session = openSession(identity, { accessKeyId, secretAccessKey }, desk.keys);
  return openConnection(desk, { session }, { region, projectId }, desk.settings(), desk);
}

function sendBack({ desk: { t }, draft }: SignInForm, step: number, error: unknown): { readonly to: number } {
  draft.refusal = { step, message: reasonOf(error, t) };
  return { to: step };
}

/** Where to enter again what the cloud refused; undefined where it did not refuse the key. */
function stepOfRefusedKey(error: unknown): number | undefined {
  if (!(error instanceof Refused) || error.facts.status !== 401 || error.facts.cloudMessage === undefined)
    return undefined;
  return /ak not exist|get secretkey failed/i.test(error.facts.cloudMessage ?? '') ? accessKeyStep : secretStep;
}

/** The gateway's word for a project that is not this key's. */
function isProjectRefused(error: unknown): boolean {
  return error instanceof Refused && canonicalCode(error.facts.code ?? '') === 'APIGW.0310';
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Refused && error.facts.status === 401;
}

/** A cloud's 403 has a code; one without comes from something on the way. */
function isDenied(error: unknown): boolean {
  return error instanceof Refused && error.facts.status === 403 && error.facts.cloudMessage !== undefined;
}

export function checkProjectId(value: string, t: Translate): Remark | undefined {
  const id = value.trim();
  if (!projectIdInUrl.test(id)) {
    return { severity: 'error', message: t('A project ID has letters, digits, hyphens and underscores only.') };
  }
  if (usualProjectId.test(id)) return undefined;
  return {
    severity: 'warning',
    message: t('Project IDs usually have 32 hexadecimal digits. Enter takes it all the same.'),
  };
}
