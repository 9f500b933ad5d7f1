import assert from 'node:assert/strict';
import { checkProjectId } from '../../../../src/commands/account/signInProject.ts';
import { checkName } from '../../../../src/commands/create/nameStep.ts';
import { checkId } from '../../../../src/commands/create/networkSteps.ts';
import { checkDescription } from '../../../../src/commands/create/taskSteps.ts';
import type { Remark } from '../../../../src/desk/ports.ts';
import { regionLabel } from '../../../../src/desk/regionLabel.ts';
import { whyUnusable } from '../../../../src/task/unusableSubnet.ts';
import { english } from '../../../support/desk/english.ts';

type Severity = Remark['severity'] | 'fine';

const checks: readonly (readonly [
  name: string,
  check: (value: string) => Remark | undefined,
  rows: readonly (readonly [value: string, severity: Severity])[],
])[] = [
  [
    'name',
    (value) => checkName(value, english),
    [
      ['', 'error'],
      [' \t ', 'error'],
      ['dcs-migration-thrc', 'fine'],
      ['  dcs-migration-thrc  ', 'fine'],
      ['abc', 'warning'],
      ['abcd', 'fine'],
      [`a${'b'.repeat(63)}`, 'fine'],
      [`a${'b'.repeat(64)}`, 'warning'],
      ['1abc', 'warning'],
      ['-abc', 'warning'],
      ['订单迁移任务', 'warning'],
      ['with blank', 'warning'],
    ],
  ],
  [
    'description',
    (value) => checkDescription(value, english),
    [
      ['', 'fine'],
      ['述'.repeat(1024), 'fine'],
      ['😀'.repeat(1024), 'fine'],
      ['x'.repeat(1025), 'warning'],
      ['😀'.repeat(1025), 'warning'],
    ],
  ],
  [
    'ID of a network',
    (value) => checkId(value, english),
    [
      ['', 'error'],
      ['  ', 'error'],
      ['5e37b3be-950a-48e1-b498-65b63d336481', 'fine'],
      [' 5E37B3BE-950A-48E1-B498-65B63D336481\n', 'fine'],
      ['vpc-dev', 'warning'],
      ['5e37b3be950a48e1b49865b63d336481', 'warning'],
    ],
  ],
  [
    'ID of a project',
    (value) => checkProjectId(value, english),
    [
      ['', 'error'],
      ['a/b', 'error'],
      ['../v3', 'error'],
      ['a b', 'error'],
      ['x'.repeat(65), 'error'],
      ['0123456789abcdef0123456789abcdef', 'fine'],
      [' 0123456789ABCDEF0123456789abcdef ', 'fine'],
      ['cn-north-4', 'warning'],
      ['x'.repeat(64), 'warning'],
    ],
  ],
];

for (const [name, check, rows] of checks) {
  describe(`check of the ${name}`, () => {
    for (const [value, severity] of rows) {
      const shown = value.length > 40 ? `${value.slice(0, 8)}… (${[...value].length})` : JSON.stringify(value);
      it(`${shown}: ${severity}`, () => assert.equal(check(value)?.severity ?? 'fine', severity));
    }
  });
}

describe('subnets that cannot be used', () => {
  const rows: readonly (readonly [dhcp: boolean | undefined, free: number | undefined, reason: string | undefined])[] =
    [
      [true, 5, undefined],
      [undefined, undefined, undefined],
      [undefined, 1, undefined],
      [true, undefined, undefined],
      [false, 5, 'Cannot be used: DHCP is off'],
      [false, 0, 'Cannot be used: DHCP is off'],
      [true, 0, 'Cannot be used: no free IP address'],
      [undefined, 0, 'Cannot be used: no free IP address'],
    ];
  for (const [dhcp, free, reason] of rows) {
    it(`DHCP ${dhcp}, ${free} free: ${reason ?? 'can be used'}`, () => {
      const subnet = { id: 'x', name: 'x', dhcp_enable: dhcp, available_ip_address_count: free };
      assert.equal(whyUnusable(subnet, english), reason);
    });
  }
});

describe('label of a region', () => {
  const rows: readonly (readonly [id: string, label: string])[] = [
    ['cn-north-4', 'CN North-Beijing4 (cn-north-4)'],
    ['cn-north-11', 'cn-north-11'],
    ['eu-north-9', 'eu-north-9'],
    ['sandbox-1', 'Local Sandbox (sandbox-1)'],
  ];
  for (const [id, label] of rows) it(id, () => assert.equal(regionLabel(id, english), label));
});
