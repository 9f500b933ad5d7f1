import type { Account } from '../../account/account.ts';
import { redactText } from '../../cloud/redaction/maskText.ts';
import { isRegionId, regions, sandboxRegion } from '../../cloud/regions.ts';
import { looksLikeAccessKeyId, secretsOf } from '../../cloud/signing.ts';
import type { Translate } from '../../cloud/translate.ts';
import { type Move, type Position, runSteps } from '../../desk/flow.ts';
import type { Desk, Remark, Reply } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import { typedBeside } from '../../desk/typedText.ts';
import { accessKeyStep, type SignInDraft, type SignInForm, secretStep } from './signInForm.ts';
import { askProject } from './signInProject.ts';

const steps = [askRegion, askAccessKeyId, askSecretAccessKey, askProject];

/** Asks for region, access key and project, has the cloud check the key, and keeps the profile. */
export async function signIn(desk: Desk, wantedRegion?: string): Promise<Account | undefined> {
  const { t } = desk;
  const { region, projectId } = desk.settings();
  const before = unfinished.get(desk) ?? { region, projectId, accessKeyId: '' };
  const draft: SignInDraft = { ...before, secretAccessKey: '', seen: [], proven: false };
  const form: SignInForm = { desk, title: t('Sign In to Huawei Cloud'), draft };
  if (wantedRegion !== undefined) setRegion(form, wantedRegion);
  const finished = await runSteps(steps.map((step) => (position: Position) => step(form, position)));
  if (!finished) {
    leaveUnfinished(desk, draft);
    return undefined;
  }
  unfinished.delete(desk);
  if (draft.region !== sandboxRegion.id) return await keep(desk, draft);
  return await (await import('./useSandbox.ts')).useSandbox(desk);
}

/** What Esc left in a window. */
const unfinished = new WeakMap<object, Pick<SignInDraft, 'region' | 'projectId' | 'accessKeyId'>>();

/** But no secret, nor what may be one in the wrong field. */
function leaveUnfinished(desk: object, { region, projectId, accessKeyId }: SignInDraft): void {
  unfinished.set(desk, { region, projectId, accessKeyId: looksLikeAccessKeyId(accessKeyId) ? accessKeyId : '' });
}

async function keep({ t, accounts, notifier, log }: Desk, draft: SignInDraft): Promise<Account | undefined> {
  const { region, projectId, projectName, accessKeyId, secretAccessKey } = draft;
  const credential = { kind: 'accessKey', accessKeyId, secretAccessKey } as const;
  try {
    const account = await accounts.signIn({
      region,
      projectId,
      ...(projectName === undefined ? {} : { projectName }),
      credential,
    });
    const message = t('Signed in to {region}, project {project}.', {
      region: regionLabel(region, t),
      project: projectName ?? projectId,
    });
    log.info(message);
    notifier.tell('info', message);
    return account;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const reason = redactText(words, secretsOf(credential));
    notifier.tell(
      'error',
      t('The key is right, but the secret storage of the editor refused to keep it: {reason}', { reason }),
    );
    return undefined;
  }
}

async function askRegion({ desk, title, draft }: SignInForm, position: Position): Promise<Move> {
  const { t, prompter } = desk;
  for (;;) {
    const reply = await prompter.pick<string>({
      title,
      ...position,
      placeholder: t('Pick the region of the source or target Redis'),
      // Above thirty regions: a newcomer looks for them, and a person with a region types it.
      choices: [
        {
          label: t('Local Sandbox'),
          description: t('no account needed, nothing is billed'),
          icon: 'beaker',
          value: sandboxRegion.id,
          always: true,
        },
        { label: t('Enter the region ID…'), icon: 'edit', value: '', always: true },
        ...regions
          .filter(({ hasDcs }) => hasDcs)
          .map(({ id, name }) => ({ label: t(name), description: id, value: id, group: t('Regions') })),
      ],
      isActive: (value) => value === draft.region,
    });
    if (reply === undefined || reply === 'back') return reply;
    if (!('value' in reply)) return undefined;
    const proposed = typedBeside(t('Enter the region ID…'), reply.typed) ?? draft.region;
    const typed = reply.value === '' ? await enterRegion({ desk, title }, position, proposed) : reply;
    if (typed === undefined) return undefined;
    if (typed === 'back') continue;
    setRegion({ desk, title, draft }, typed.value.trim());
    return draft.region === sandboxRegion.id ? { to: steps.length } : 'next';
  }
}

/** A project belongs to one region, and a key to one part of the cloud. */
function setRegion({ desk, draft }: SignInForm, region: string): void {
  if (region === draft.region) return;
  const settings = desk.settings();
  const projectId = settings.region === region || settings.region === '' ? settings.projectId : '';
  Object.assign(draft, { region, projectId, projectName: undefined, seen: [], proven: false });
}

function enterRegion(
  { desk: { t, prompter }, title }: Pick<SignInForm, 'desk' | 'title'>,
  position: Position,
  value: string,
): Promise<Reply<string>> {
  return prompter.input({
    title,
    ...position,
    canGoBack: true,
    prompt: t('Region ID, such as cn-north-4'),
    value,
    check: (value) =>
      isRegionId(value.trim())
        ? undefined
        : {
            severity: 'error',
            message: t('A region ID has lower-case letters, digits and hyphens, such as cn-north-4.'),
          },
  });
}

async function askAccessKeyId({ desk: { t, prompter }, title, draft }: SignInForm, position: Position): Promise<Move> {
  const reply = await prompter.input({
    title,
    ...position,
    prompt: t('Access key ID (AK)'),
    // This field shows what is in it, so that what looks like no ID must be typed again.
    value: looksLikeAccessKeyId(draft.accessKeyId) ? draft.accessKeyId : '',
    ...noticeFor(draft, accessKeyStep),
    check: (value) => checkKeyPart(value, t('The access key ID'), t) ?? checkMistyped(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  setKey(draft, { accessKeyId: reply.value.trim() });
  return 'next';
}

async function askSecretAccessKey(
  { desk: { t, prompter, keys }, title, draft }: SignInForm,
  position: Position,
): Promise<Move> {
  const reply = await prompter.input({
    title,
    ...position,
    prompt: t('Secret access key (SK); kept in the secret storage of the editor'),
    value: draft.secretAccessKey,
    secret: true,
    ...noticeFor(draft, secretStep),
    check: (value) => checkKeyPart(value, t('The secret access key'), t),
  });
  if (reply === undefined || reply === 'back') return reply;
  const secretAccessKey = reply.value.trim();
  const isNew = draft.refusal === undefined || secretAccessKey !== draft.secretAccessKey;
  setKey(draft, { secretAccessKey });
  // Not before: who opens the sign-in and leaves it has said nothing about a key.
  if (isNew) await keys.forgive({ accessKeyId: draft.accessKeyId, secretAccessKey });
  return 'next';
}

function setKey(draft: SignInDraft, part: Partial<SignInDraft>): void {
  Object.assign(draft, part, { seen: [], proven: false, refusal: undefined });
}

function noticeFor({ refusal }: SignInDraft, step: number): { notice: Remark } | Record<never, never> {
  return refusal?.step === step ? { notice: { severity: 'error', message: refusal.message } } : {};
}

/** A secret access key has 40 characters. */
function checkMistyped(value: string, t: Translate): Remark | undefined {
  const id = value.trim();
  if (looksLikeAccessKeyId(id)) return undefined;
  const message =
    id.length > 32
      ? t('This looks like a secret access key. The access key ID comes first; it usually has 20 characters.')
      : t('An access key ID usually has 20 capital letters and digits. Anything else is treated as a secret.');
  return { severity: 'warning', message };
}

/** A key is ASCII without blanks; what a copy brought along at its ends is dropped. */
function checkKeyPart(value: string, what: string, t: Translate): Remark | undefined {
  const text = value.trim();
  if (text === '') return { severity: 'error', message: t('{what} is needed.', { what }) };
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return { severity: 'error', message: t('{what} has letters, digits and signs only, without blanks.', { what }) };
  }
  if (text.length < 16) return { severity: 'warning', message: t('{what} looks too short.', { what }) };
  return undefined;
}
