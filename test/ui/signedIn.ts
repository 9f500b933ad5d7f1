import { rm } from 'node:fs/promises';
import type { Workbench } from '../support/window/workbench.ts';

/** The key of the tests' own cloud; made up. */
export const key = {
  accessKeyId: 'UITESTACCESSKEY00001',
  secretAccessKey: 'only-for-the-window-test-0123456789abcdef',
};

interface Words {
  readonly command: string;
  readonly region: string;
  readonly signedIn: RegExp;
  readonly notTheCloud: RegExp;
  readonly yes: string;
}

const english: Words = {
  command: 'DCS: Sign In',
  region: 'CN North-Beijing4',
  signedIn: /Signed in to /,
  notTheCloud: /which is not Huawei Cloud\?[\s\S]*UITE…0001/,
  yes: 'Send Them There',
};
const chinese: Words = {
  command: 'DCS: 登录',
  region: '华北-北京四',
  signedIn: /已登录/,
  notTheCloud: /非华为云[\s\S]*UITE…0001/,
  yes: '发送到该主机',
};

/** Signs in to cn-north-4 as a person does. */
export async function signInToCloud(window: Workbench, language: 'en' | 'zh-cn' = 'en'): Promise<void> {
  await window.runCommand((language === 'en' ? english : chinese).command);
  await answerSignIn(window, language);
}

/** The four steps, however they came about. */
export async function answerSignIn(
  { quickInput, toasts, dialogs }: Workbench,
  language: 'en' | 'zh-cn' = 'en',
  host: 'new' | 'confirmed' = 'new',
): Promise<void> {
  const words = language === 'en' ? english : chinese;
  await quickInput.waitFor({ step: '1/4' });
  await quickInput.type('cn-north-4');
  await quickInput.pick(words.region);
  await quickInput.waitFor({ step: '2/4' });
  await quickInput.enter(key.accessKeyId);
  await quickInput.waitFor({ step: '3/4' });
  await quickInput.enter(key.secretAccessKey);
  // The tests' own cloud is none of Huawei's.
  if (host === 'new') await (await dialogs.waitFor(words.notTheCloud)).click(words.yes);
  await quickInput.waitFor({ step: '4/4' });
  await quickInput.pick('cn-north-4');
  await (await toasts.waitFor(words.signedIn)).close();
}

/** Without the sample's own setting a signed-out window has no account. */
export async function forgetFolderRegion(workspace: string): Promise<void> {
  await rm(`${workspace}/.vscode`, { recursive: true });
}
