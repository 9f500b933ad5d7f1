import assert from 'node:assert/strict';
import { missingFor, prerequisites } from '../../support/suite/prerequisites.ts';

describe('what a run needs', () => {
  const without =
    (...gone: string[]) =>
    async (...names: string[]) =>
      names.find((name) => !gone.includes(name));

  it('is named before the first suite, all of it, with how it is installed', async () => {
    const said = await missingFor(new Set(['unit']), without('mkfifo', 'curl', 'openssl'));
    assert.equal(said, 'Missing: curl, openssl, mkfifo. On Debian and Ubuntu: apt install curl openssl coreutils');
  });

  it('is nothing where everything is there, and nothing that only other suites need', async () => {
    assert.equal(await missingFor(new Set(['unit', 'ui']), without()), undefined);
    assert.equal(await missingFor(new Set(['check', 'faults']), without('curl', 'npm', 'python3')), undefined);
  });

  it('is known of every program', () => {
    for (const { names, debian, suites } of prerequisites) assert.ok(names.length > 0 && debian && suites.length > 0);
  });
});
