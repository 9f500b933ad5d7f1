import assert from 'node:assert/strict';
import { createMigrationRecords } from '../../../src/desk/tasks/migrationRecords.ts';
import type { TaskPlace } from '../../../src/desk/tasks/taskSight.ts';
import { createOwnRecords } from '../../../src/task/record/records.ts';
import type { Sample } from '../../../src/task/sample.ts';
import { connectionTo } from '../../support/network/observedCall.ts';

const place: TaskPlace = { connection: connectionTo('https://dcs.example.com'), projectId: 'p', sandbox: false };
const begin = Date.parse('2026-06-01T12:00:00.000Z');

const every = (seconds: number, count: number, status = 'INCRMIGEATING'): readonly Sample[] =>
  Array.from({ length: count }, (_, index) => ({ at: begin + index * seconds * 1000, status, stats: undefined }));

function open(clock = { at: begin }) {
  const stores = { shared: createOwnRecords(), own: createOwnRecords() };
  return { records: createMigrationRecords(stores, () => new Date(clock.at)), stores };
}

describe('what is kept of migrations', () => {
  it('says when and as whom, and what is known is what was read', async () => {
    const { records } = open();
    let told = 0;
    records.onChange(() => {
      told += 1;
    });
    assert.equal(records.known(place, 't'), undefined);
    await records.note(place, 't', { kind: 'ticked', item: 'stopWrites', isTicked: true });
    const [note] = records.known(place, 't')?.notes ?? [];
    assert.deepEqual([note?.at, note?.profile], ['2026-06-01T12:00:00.000Z', `${place.connection.region} · p`]);
    assert.equal(told, 1);
    assert.doesNotMatch(JSON.stringify(note), new RegExp(place.connection.session.identity.accessKeyId));
    assert.deepEqual((await records.of(place, 'another')).notes, []);
  });

  it('is that of the sandbox, or that of the cloud', async () => {
    const { records, stores } = open();
    await records.note({ ...place, sandbox: true }, 't', { kind: 'waived', what: 'w' });
    const key = { dcsEndpoint: place.connection.endpoints.dcs, projectId: 'p', taskId: 't' };
    assert.equal((await stores.shared.of(key)).notes.length, 0);
    assert.equal((await stores.own.of(key)).notes.length, 1);
  });

  it('has a figure in half a minute, each change of the status, and none twice', async () => {
    const { records } = open();
    const seen = every(10, 30);
    for (let count = 1; count <= seen.length; count += 1) await records.keep(place, 't', seen.slice(0, count));
    const { samples } = await records.of(place, 't');
    assert.deepEqual(
      samples.map(({ at }) => (at - begin) / 1000),
      [0, 30, 60, 90, 120, 150, 180, 210, 240, 270],
    );
    await records.keep(place, 't', [{ at: begin + 291_000, status: 'TERMINATING', stats: undefined }]);
    assert.equal((await records.of(place, 't')).samples.length, 11);
  });

  it('remembers two hundred, and reads the others again', async () => {
    const { records } = open();
    for (let task = 0; task < 201; task += 1)
      await records.note(place, `t${task}`, { kind: 'ticked', item: 'stopWrites', isTicked: true });
    assert.equal(records.known(place, 't0'), undefined);
    assert.equal(records.known(place, 't200')?.notes.length, 1);
    assert.equal((await records.of(place, 't0')).notes.length, 1);
  });
});
