import assert from 'node:assert/strict';
import { creationDraft } from '../../../../src/commands/create/creationDraft.ts';
import { entryText, parseEntry } from '../../../../src/task/journal/journalEntry.ts';
import { exampleBody } from '../../../support/desk/createJob.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const url = 'https://dcs.private.example/base';
const place = { connection: connectionTo(url), projectId: 'project-1' };

describe('creationDraft', () => {
  it('keeps the address of the cloud that is asked, and none of a sandbox', () => {
    assert.equal(creationDraft({ ...place, sandbox: false }, exampleBody(), undefined, undefined).dcsEndpoint, url);
    assert.equal(
      creationDraft({ ...place, sandbox: true }, exampleBody(), undefined, undefined).dcsEndpoint,
      undefined,
    );
  });

  for (const [address, kept] of [
    [url, url],
    ['http://attacker.example', undefined],
    ['https://user:password@attacker.example', undefined],
    ['no address', undefined],
  ] as const) {
    it(`an entry with the address ${address} is read with ${kept ?? 'none'}`, () => {
      const draft = creationDraft({ ...place, sandbox: false }, exampleBody(), undefined, undefined);
      const creation = {
        ...draft,
        dcsEndpoint: address,
        operationId: '00000000-0000-4000-8000-000000000000',
        startedAt: '2026-03-04T05:06:07.000Z',
        owner: { pid: 1, window: 'w' },
      };
      const read = parseEntry(new TextEncoder().encode(entryText({ computer: 'm', creation })));
      assert.equal(read?.creation.dcsEndpoint, kept);
      assert.equal(read?.creation.body.name, draft.body.name);
    });
  }
});
