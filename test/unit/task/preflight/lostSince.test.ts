import assert from 'node:assert/strict';
import type { Check } from '../../../../src/task/preflight/check.ts';
import { lostSince } from '../../../../src/task/preflight/lostSince.ts';

const failed = { kind: 'failed', reason: 'no answer' } as const;
const noMachine = { kind: 'noMachine' } as const;

function of(verdict: Check['verdict'], missing?: Check['missing'], end: 'source' | 'target' = 'source'): Check {
  return { id: 'whitelist', end, verdict, evidence: {}, ...(missing === undefined ? {} : { missing }) };
}

describe('what cannot be read any more since a start was agreed to', () => {
  const rows: readonly [what: string, before: Check, now: Check, isLost: boolean][] = [
    ['passed, and failed to be read', of('passed'), of('notChecked', failed), true],
    ['passed, and is not permitted', of('passed'), of('notChecked', { kind: 'notPermitted', permission: 'p' }), true],
    ['passed, and is not said', of('passed'), of('notChecked', { kind: 'notSaid' }), false],
    ['could not be read before', of('notChecked', failed), of('notChecked', failed), false],
    [
      'waited for the machine, and is not said',
      of('notChecked', noMachine),
      of('notChecked', { kind: 'notSaid' }),
      true,
    ],
    ['waited for the machine, and is of nobody', of('notChecked', noMachine), of('notApplicable'), true],
    ['waited for the machine, and has passed', of('notChecked', noMachine), of('passed'), false],
    ['waited for the machine, and is found', of('notChecked', noMachine), of('error'), false],
    ['is of the other end', of('passed', undefined, 'target'), of('notChecked', failed), false],
  ];
  for (const [what, before, now, isLost] of rows) {
    it(`${what}: ${isLost}`, () => assert.deepEqual(lostSince([before], [now]), isLost ? [now] : []));
  }
});
