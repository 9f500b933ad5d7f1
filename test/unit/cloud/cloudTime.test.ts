import assert from 'node:assert/strict';
import { cloudTime } from '../../../src/cloud/cloudTime.ts';

describe('cloudTime', () => {
  const table: [given: unknown, iso: string | undefined][] = [
    ['2021-06-16T06:12:55.508Z', '2021-06-16T06:12:55.508Z'],
    ['2021-06-16T06:12:55Z', '2021-06-16T06:12:55.000Z'],
    ['2021-06-16t06:12:55z', '2021-06-16T06:12:55.000Z'],
    ['2021-06-16T06:12:55.508123Z', '2021-06-16T06:12:55.508Z'],
    ['2021-06-16T06:12:55,5Z', '2021-06-16T06:12:55.500Z'],
    ['2021-06-16T06:12:55+08:00', '2021-06-15T22:12:55.000Z'],
    ['2021-06-16T06:12:55-0530', '2021-06-16T11:42:55.000Z'],
    ['2021-06-16T06:12:55', '2021-06-16T06:12:55.000Z'],
    ['2021-06-16 06:12', '2021-06-16T06:12:00.000Z'],
    ['2019/10/22 14:44:30', '2019-10-22T14:44:30.000Z'],
    [' 2019/10/22 14:44:30 ', '2019-10-22T14:44:30.000Z'],
    ['202404011057', '2024-04-01T10:57:00.000Z'],
    [202404011057, '2024-04-01T10:57:00.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    [1700000000000, '2023-11-14T22:13:20.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2023-02-29T00:00:00Z', undefined],
    ['2021-13-01T00:00:00Z', undefined],
    ['2021-04-31T00:00:00Z', undefined],
    ['2021-04-30T24:00:00Z', undefined],
    ['2021-04-30T10:61:00Z', undefined],
    ['209913011057', undefined],
    ['2021-06-16T06:12:55+99:00', undefined],
    ['2021', undefined],
    ['-1', undefined],
    [5, undefined],
    ['1700000000', undefined],
    ['yesterday', undefined],
    ['Wed, 04 Mar 2026 05:06:09 GMT', undefined],
    ['', undefined],
  ];
  for (const [given, iso] of table) {
    it(`${JSON.stringify(given)}: ${iso ?? 'only its text'}`, () => {
      const { text, time } = cloudTime.parse(given);
      assert.equal(text, String(given));
      assert.equal(time?.toISOString(), iso);
    });
  }

  it('is no time without a text or a number', () => {
    for (const given of [undefined, null, {}, [], true, new Date()]) {
      assert.equal(cloudTime.safeParse(given).success, false, JSON.stringify(given));
    }
  });

  it('does not depend on where the computer is', () => {
    const zone = process.env['TZ'];
    try {
      for (const other of ['Asia/Shanghai', 'America/Los_Angeles']) {
        process.env['TZ'] = other;
        assert.equal(cloudTime.parse('2019/10/22 14:44:30').time?.toISOString(), '2019-10-22T14:44:30.000Z', other);
        assert.equal(cloudTime.parse('202404011057').time?.toISOString(), '2024-04-01T10:57:00.000Z', other);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
