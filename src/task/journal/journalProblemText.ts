import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { JournalProblem } from './journalProblem.ts';

const noSpace = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const noPermission = ['EACCES', 'EPERM', 'EROFS'];

/** For a create that was given up because it could not be noted: what is wrong with the journal, what to do, and that nothing was sent. */
export function journalProblemText(problem: JournalProblem, t: Translate): string {
  return t('{problem} Nothing was sent.', { problem: journalTroubleText(problem, t) });
}

/** What is wrong with the journal, why, and what to do; says nothing about whether something was sent. */
export function journalTroubleText({ code, path: fullPath }: JournalProblem, t: Translate): string {
  const path = shortenedPath(fullPath, 300);
  if (noSpace.includes(code))
    return t(
      'The journal of creates cannot be written, because the disk is full or your quota on it is used up: {path}. Free some space there, then try again.',
      { path },
    );
  if (noPermission.includes(code))
    return t(
      'The journal of creates cannot be used, because you have no permission for it: {path}. Allow your user to read and write there, then try again.',
      { path },
    );
  if (code === 'FULL')
    return t(
      'The journal of creates is full: too many creates have no known outcome. Look for their tasks and settle them, then try again.',
    );
  if (code === 'CLOSED')
    return t('Another window has settled this create already. Run the command again if the task is still needed.');
  return t(
    'The journal of creates cannot be used ({code}): {path}. Check that its folder is there and that its disk works, then try again.',
    { code, path },
  );
}
