import assert from 'node:assert/strict';
import { JournalProblem } from '../../../../src/task/journal/journal.ts';
import { journalProblemText, journalTroubleText } from '../../../../src/task/journal/journalProblemText.ts';
import { english } from '../../../support/desk/english.ts';

const path = '/storage/journal/open/20260705T101112345Z.json';
const say = (code: string, at = path) =>
  journalProblemText(new JournalProblem(code, at, 'words of the system'), english);

describe('what is said of a journal that cannot be used', () => {
  const table: Record<string, RegExp> = {
    ENOSPC: /^The journal of creates cannot be written, because the disk is full .*: \S+\. Free some space/,
    EDQUOT: /your quota on it is used up.* Free some space/,
    EFBIG: /the disk is full.* Free some space/,
    EACCES: /^The journal of creates cannot be used, because you have no permission for it: \S+\. Allow your user/,
    EPERM: /no permission/,
    EROFS: /no permission/,
    FULL: /^The journal of creates is full: too many creates have no known outcome\. Look for their tasks/,
    CLOSED: /^Another window has settled this create already\. Run the command again/,
    ENOTDIR: /^The journal of creates cannot be used \(ENOTDIR\): \S+\. Check that its folder is there/,
    EIO: /\(EIO\)/,
    UNKNOWN: /\(UNKNOWN\)/,
  };
  for (const [code, expected] of Object.entries(table)) {
    it(`${code}: what, why, what to do, and that nothing was sent`, () => {
      assert.match(say(code), expected);
      assert.match(say(code), / Nothing was sent\.$/);
    });
  }

  it('where it is, unless that is not the trouble', () => {
    const telling = Object.keys(table).filter((code) => say(code).includes(path));
    assert.deepEqual(
      Object.keys(table).filter((code) => !telling.includes(code)),
      ['FULL', 'CLOSED'],
    );
  });

  it('a path without end does not push the advice out of sight', () => {
    assert.ok(say('ENOSPC', `/${'x'.repeat(5000)}`).length < 600);
  });

  it('without the last sentence where something may have been sent', () => {
    const problem = new JournalProblem('EIO', path, 'words of the system');
    assert.equal(`${journalTroubleText(problem, english)} Nothing was sent.`, journalProblemText(problem, english));
  });
});
