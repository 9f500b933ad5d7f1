import assert from 'node:assert/strict';
import {
  passwordReference,
  passwordSnippet,
  proposedVariable,
  readPassword,
} from '../../../../../src/task/file/migration/passwordVariable.ts';

describe('the password of an instance', () => {
  for (const name of ['REDIS_SOURCE_PASSWORD', '_', 'a', 'Pw2', 'OSX_PASSWORD', 'HWX', 'MY_OS_PASSWORD', 'CLOUD_SDK']) {
    it(`is read from ${name}`, () => assert.deepEqual(readPassword(passwordReference(name)), { variable: name }));
  }

  for (const name of ['', ' ', '1ST', 'A-B', 'A B', 'Ä', 'A.B', 'A:-b', 'A=B', 'A\n', ' A']) {
    it(`is read from no such name: ${JSON.stringify(name)}`, () =>
      assert.deepEqual(readPassword(passwordReference(name)), { refusal: 'name' }));
  }

  for (const name of [
    ...['HUAWEICLOUD_SDK_SK', 'huaweicloud_sdk_ak', 'HW_SECRET_KEY', 'Hw_Access_Key', 'CLOUD_SDK_SK', 'cloud_sdk_ak'],
    ...['OS_PASSWORD', 'os_password', 'OS_'],
  ]) {
    it(`is not read from ${name}, where a credential of the cloud may be`, () =>
      assert.deepEqual(readPassword(passwordReference(name)), { refusal: 'credential', name }));
  }

  for (const text of [
    'hunter2',
    '',
    '$REDIS',
    '${REDIS}',
    '${env:A',
    ' ${env:A}',
    '${env:A}x',
    '%A%',
    '${ENV:A}',
    '${env:{A}}',
  ]) {
    it(`is no password of its own: ${text}`, () => assert.deepEqual(readPassword(text), { refusal: 'literal' }));
  }

  it('is proposed for source and target, and inserted with its name to be typed over', () => {
    assert.equal(proposedVariable('migration.source_instance.password'), 'REDIS_SOURCE_PASSWORD');
    assert.equal(proposedVariable('migration.target_instance.password'), 'REDIS_TARGET_PASSWORD');
    assert.equal(passwordSnippet('A', 3), String.raw`"\${env:${'${3:A}'}}"`);
  });
});
