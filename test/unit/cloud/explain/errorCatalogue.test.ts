import assert from 'node:assert/strict';
import type { UnintelligibleReason, UnreachableReason } from '../../../../src/cloud/errors.ts';
import {
  allExplanations,
  documentedCodes,
  type Explanation,
  explainRefusal,
  explainUnintelligible,
  explainUnreachable,
  type TaskField,
} from '../../../../src/cloud/explain/errorCatalogue.ts';
import { publishedCodes } from './publishedCodes.ts';

const published = publishedCodes.flatMap(([status, codes]) => codes.split(/\s+/).map((code) => ({ status, code })));
const unreachableReasons: readonly UnreachableReason[] = [
  'dns',
  'refused',
  'noRoute',
  'tls',
  'certificate',
  'proxy',
  'proxyAuthentication',
  'connectTimeout',
  'timeout',
  'reset',
  'other',
];
const unintelligibleReasons: readonly UnintelligibleReason[] = [
  'html',
  'empty',
  'notJson',
  'shape',
  'tooLarge',
  'redirect',
];

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

describe('the error catalogue', () => {
  it('documents every published code, and no other', () => {
    assert.deepEqual([...documentedCodes].sort(), distinct(published.map(({ code }) => code)).toSorted());
    assert.equal(published.length, 235);
  });

  it('says more about a published code than its status says', () => {
    for (const { status, code } of published) {
      assert.notEqual(
        explainRefusal({ status, code }).meaning,
        explainRefusal({ status }).meaning,
        `${status} ${code}`,
      );
    }
  });

  it('gives each documented code, status and reason a meaning of its own', () => {
    const meanings = allExplanations().map(({ meaning }) => meaning);
    const repeated = meanings.filter((meaning, index) => meanings.indexOf(meaning) !== index);
    assert.deepEqual(repeated, []);
  });

  it('lists everything that can be answered', () => {
    const known = new Set(allExplanations());
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);
    const answers: readonly Explanation[] = [
      ...published.map(explainRefusal),
      ...statuses.map((status) => explainRefusal({ status })),
      ...unreachableReasons.map(explainUnreachable),
      ...unintelligibleReasons.map(explainUnintelligible),
    ];
    for (const answer of answers) assert.ok(known.has(answer), answer.meaning);
  });

  it('is written in sentences that a translation table can hold', () => {
    for (const text of allExplanations().flatMap(({ meaning, action }) => [meaning, action])) {
      assert.match(text, /^[A-Z].*[^.]\.$/, text);
      assert.doesNotMatch(text, /[{}]|\. |please| {2}|[^\x20-\x7e]/i, text);
    }
  });

  it('warns to look for the task wherever DCS failed in the midst of the work', () => {
    const midst = published.filter(({ status, code }) => status === 500 && /^DCS\.5/.test(code));
    assert.equal(midst.length, 33);
    for (const refusal of midst) {
      const { action, remedy } = explainRefusal(refusal);
      assert.equal(remedy, 'lookForTask', refusal.code);
      assert.match(action, /^Check the task list before you try again/);
    }
  });

  it('never claims that a task was created, since reading calls fail in the same ways', () => {
    for (const { meaning } of allExplanations()) assert.doesNotMatch(meaning, /was created|has been created/);
  });
});

describe('the field that a code is about', () => {
  const fields: Readonly<Record<TaskField, readonly string[]>> = {
    name: ['DCS.4010', 'DCS.4060'],
    description: ['DCS.4011'],
    vpc_id: ['DCS.4013', 'DCS.4068', 'DCS.5050', 'VPC.0003'],
    subnet_id: ['DCS.4016', 'DCS.4018', 'DCS.4020', 'DCS.4911'],
    security_group_id: ['DCS.4014', 'DCS.4046', 'DCS.4048'],
    project_id: ['DCS.1004', 'DCS.4002', 'APIGW.0310', 'VPC.0007'],
  };

  for (const [field, codes] of Object.entries(fields)) {
    it(`is ${field} for ${codes.join(', ')}`, () => {
      for (const code of codes) {
        const explanation = explainRefusal({ status: 400, code });
        assert.equal(explanation.field, field, code);
        assert.equal(explanation.remedy, 'fixInput', code);
      }
    });
  }

  it('is left open for every other code', () => {
    const named = new Set(Object.values(fields).flat());
    const others = documentedCodes.filter((code) => !named.has(code) && code !== 'VPC.0105');
    for (const code of others) assert.equal(explainRefusal({ status: 400, code }).field, undefined, code);
  });

  it('tells how to choose a subnet', () => {
    const mismatch = explainRefusal({ status: 400, code: 'DCS.4018', message: 'The subnet does not match the VPC.' });
    assert.equal(mismatch.meaning, 'The subnet does not belong to the VPC.');
    assert.equal(mismatch.action, 'Pick a subnet of that VPC and use its network ID.');
    assert.match(explainRefusal({ status: 400, code: 'DCS.4020' }).action, /DHCP/);
    assert.match(explainRefusal({ status: 400, code: 'DCS.4911' }).action, /Release addresses/);
  });
});

describe('a call without a usable answer', () => {
  it('asks to look for the task only where something answered', () => {
    const looked = unreachableReasons.filter((reason) => explainUnreachable(reason).remedy === 'lookForTask');
    assert.deepEqual(looked, [], 'lists time out too; what a create means is said by the create');
    const unread = unintelligibleReasons.filter((reason) => explainUnintelligible(reason).remedy === 'lookForTask');
    assert.deepEqual(unread, ['empty', 'notJson', 'shape', 'tooLarge']);
  });

  it('names the setting that helps', () => {
    assert.match(explainUnreachable('dns').meaning, /proxy is not used/);
    assert.match(explainUnreachable('dns').action, /http\.proxy and http\.proxySupport in the user settings/);
    assert.match(explainUnreachable('certificate').action, /system certificate store.*http\.systemCertificates/);
    assert.match(explainUnreachable('proxy').action, /http\.noProxy/);
    for (const reason of ['html', 'redirect'] as const) {
      assert.match(explainUnintelligible(reason).meaning, /captive portal or the login page of a proxy/);
    }
  });
});
