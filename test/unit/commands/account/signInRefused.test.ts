import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { Refused } from '../../../../src/cloud/errors.ts';
import { signIn } from '../../../../src/commands/account/signIn.ts';
import type { Prompter } from '../../../../src/desk/ports.ts';
import { cloudProject, key, play, profile, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { memorySecrets } from '../../../support/desk/memoryStores.ts';
import { accepted, left, picked, typed, unlisted, wentBack } from '../../../support/desk/script.ts';
import { asksSignIn, keyAnswers, signInAnswers } from '../../../support/desk/signInAnswers.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

const signedOut = { signedIn: false } as const;
const wrongSecret = 'kT3zExampleSecretOfAnotherKey0123456789';

function notices({ desk }: Scene): string[] {
  return desk.asked.map(({ notice }) => notice).filter((notice) => notice !== '');
}

describe('sign in: a key that the cloud refuses', () => {
  it('a wrong secret leads back to the secret, with the reason, and the right one signs in', () =>
    play(signedOut, async (scene) => {
      const { desk, secrets } = scene;
      desk.expect(
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        unlisted(asksSignIn.project),
        typed(asksSignIn.secret, key.secretAccessKey),
        wentBack(asksSignIn.project),
        accepted(asksSignIn.secret),
        picked(asksSignIn.project, 'cn-north-4'),
      );
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      assert.equal(desk.asked[4]?.step, '3 of 4');
      assert.match(
        notices(scene).join('|'),
        /^The signature does not match, most likely because the secret access key is wrong\. \(APIGW\.0301 · HTTP 401 · request ID [0-9a-f]{32}\)[^|]*$/,
      );
      assert.ok(![...secrets.content.values()].join().includes(wrongSecret));
    }));

  it('an unknown access key ID leads back to it, and the secret is still there', () =>
    play(signedOut, async (scene) => {
      const { desk } = scene;
      desk.expect(
        ...keyAnswers({ accessKeyId: 'HPUANOBODYSKEYID0001' }),
        unlisted(asksSignIn.project),
        typed(asksSignIn.accessKey, key.accessKeyId),
        accepted(asksSignIn.secret),
        picked(asksSignIn.project, 'cn-north-4'),
      );
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      assert.match(notices(scene).join('|'), /^The access key ID is unknown, or the key is disabled\. [^|]*$/);
    }));

  const noIds = {
    'the secret': key.secretAccessKey,
    'the secret, a character short': key.secretAccessKey.slice(0, 39),
    'the first half of the secret': key.secretAccessKey.slice(0, 20),
    'a password': 'Example@123',
    'the ID in small letters': key.accessKeyId.toLowerCase(),
  };
  for (const [what, typedId] of Object.entries(noIds)) {
    it(`${what} in place of the access key ID is shown nowhere, and must be typed again`, () =>
      play(signedOut, async (scene) => {
        const { desk } = scene;
        desk.expect(
          picked(asksSignIn.region, 'CN North-Beijing4'),
          typed(asksSignIn.accessKey, typedId),
          wentBack(asksSignIn.secret),
          typed(asksSignIn.accessKey, typedId),
          typed(asksSignIn.secret, key.accessKeyId),
          unlisted(asksSignIn.project),
          left(asksSignIn.accessKey),
        );
        assert.equal(await signIn(desk), undefined);
        assert.match(desk.logged.join('\n'), /ak:••••••/);
        const { asked, told, logged, traced, exchanges } = desk;
        assert.deepEqual(leaksOf([typedId], [asked, told, logged, traced, exchanges]), []);
      }));
  }

  it('what is no access key ID is said to be none, and passes: nobody promises what IDs look like', () =>
    play(signedOut, async ({ desk }) => {
      const remarks: (string | undefined)[] = [];
      const values = [key.accessKeyId, key.secretAccessKey, key.secretAccessKey.slice(0, 39), 'hpuaq7examplekeyid01'];
      const input: Prompter['input'] = (question) => {
        if (question.prompt === asksSignIn.accessKey) {
          for (const value of values) remarks.push(question.check?.(value)?.message.slice(0, 35));
        }
        return desk.prompter.input(question);
      };
      desk.expect(picked(asksSignIn.region, 'CN North-Beijing4'), left(asksSignIn.accessKey));
      await signIn({ ...desk, prompter: { ...desk.prompter, input } });
      const swapped = 'This looks like a secret access key';
      assert.deepEqual(remarks, [undefined, swapped, swapped, 'An access key ID usually has 20 cap']);
    }));

  it('a clock 20 minutes off is told as the clock, not as the key', () => {
    const cloudNow = () => new Date(Date.now() + 20 * 60_000);
    return play({ ...signedOut, cloud: { now: cloudNow } }, async (scene) => {
      const { desk, secrets } = scene;
      desk.expect(...keyAnswers(), unlisted(asksSignIn.project), left(asksSignIn.secret));
      assert.equal(await signIn(desk), undefined);
      assert.match(
        notices(scene).join('|'),
        /^The clock of this computer is more than 15 minutes away .* Set the clock/,
      );
      assert.equal(secrets.content.size, 0);
    });
  });

  it('a wrong secret is told as such although the clocks differ by ten minutes', () => {
    const cloudNow = () => new Date(Date.now() + 10 * 60_000);
    return play({ ...signedOut, cloud: { now: cloudNow } }, async (scene) => {
      const { desk } = scene;
      desk.expect(
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        unlisted(asksSignIn.project),
        left(asksSignIn.secret),
      );
      await signIn(desk);
      assert.match(notices(scene).join(), /secret access key is wrong/);
    });
  });

  it('a secret that was refused is not signed with again in the same flow, and may be in the next', () =>
    play(signedOut, async ({ desk }) => {
      const again = [
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        unlisted(asksSignIn.project),
        typed(asksSignIn.secret, wrongSecret),
        unlisted(asksSignIn.project),
        left(asksSignIn.secret),
      ];
      desk.expect(...again);
      await signIn(desk);
      assert.equal(desk.requests.length, 1);
      desk.expect(...again);
      await signIn(desk);
      assert.equal(desk.requests.length, 2);
    }));

  it('who opens the sign-in and leaves it has said nothing about a key that was refused', () =>
    play({}, async ({ desk, cloud }) => {
      const refused = new Refused({ method: 'GET', url: cloud.url }, { status: 401 });
      await (await desk.keys.turn(key, refused.request))(refused);
      desk.expect(left(asksSignIn.region));
      await signIn(desk);
      await assert.rejects(desk.keys.turn(key, refused.request), Refused);
      desk.expect(...keyAnswers(), left(asksSignIn.project));
      await signIn(desk);
      await desk.keys.turn(key, refused.request);
    }));

  it('a locked key says for how long', () =>
    play(signedOut, async (scene) => {
      const { desk, secrets } = scene;
      const failed = (time: number) => [
        unlisted(asksSignIn.project),
        typed(asksSignIn.secret, `${time}${wrongSecret.slice(1)}`),
      ];
      desk.expect(
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        ...[1, 2, 3, 4, 5].flatMap(failed),
        unlisted(asksSignIn.project),
        left(asksSignIn.secret),
      );
      await signIn(desk);
      assert.match(
        notices(scene).at(-1) ?? '',
        /^The access key is locked for five minutes .* Make no call with this key for five minutes/,
      );
      assert.equal(secrets.content.size, 0);
    }));

  it('a refused key does not replace the one that is stored', () =>
    play({}, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        unlisted(asksSignIn.project),
        left(asksSignIn.secret),
      );
      await signIn(desk);
      assert.deepEqual(JSON.parse([...secrets.content.values()][0] ?? ''), profile);
    }));
});

describe('sign in: a key that could not be checked', () => {
  const broken: Transport = async () => {
    throw new TypeError('fetch failed', {
      cause: Object.assign(new Error('getaddrinfo ENOTFOUND iam.cn-north-4.myhuaweicloud.com'), { code: 'ENOTFOUND' }),
    });
  };
  const portal: Transport = async () => new Response('<html>Log in to the Wi-Fi</html>', { status: 200 });
  const blocked: Transport = async () => new Response('<html>403 Forbidden</html>', { status: 403 });
  const redirected: Transport = async () =>
    new Response('', { status: 302, headers: { Location: 'https://portal.example/' } });

  const ways: readonly (readonly [what: string, transport: Transport, reason: RegExp])[] = [
    ['no network', broken, /The name of the host could not be resolved.*http\.proxy/],
    ['a captive portal', portal, /A web page came instead of the cloud's answer/],
    ['a redirect', redirected, /sent the request on to another address/],
    ['a 403 that is not the cloud', blocked, /HTTP 403/],
  ];
  for (const [what, transport, reason] of ways) {
    it(`${what}: says so, asks no further than the project, and stores nothing`, () =>
      play({ ...signedOut, transport }, async (scene) => {
        const { desk, secrets } = scene;
        desk.expect(
          ...keyAnswers(),
          unlisted(asksSignIn.project),
          typed(asksSignIn.typedProject, cloudProject),
          left(asksSignIn.typedProject),
        );
        assert.equal(await signIn(desk), undefined);
        const [listing, checking] = notices(scene);
        assert.match(listing ?? '', /^The projects cannot be listed\. /);
        assert.match(checking ?? '', /^The key could not be checked, so it was not kept\. /);
        assert.match(listing ?? '', reason);
        assert.match(checking ?? '', reason);
        assert.deepEqual([secrets.content.size, desk.told], [0, []]);
      }));
  }

  /** IAM cannot be reached, the services of the region can. */
  const withoutIam: Transport = (url, init) => {
    const isIam = new URL(url).pathname === '/v3/projects';
    return (isIam ? broken : globalThis.fetch)(url, init);
  };

  it('an outage of a moment is not noticed', () => {
    const outages: Transport[] = [broken];
    const transport: Transport = (url, init) => (outages.shift() ?? globalThis.fetch)(url, init);
    return play({ ...signedOut, transport }, async ({ desk, secrets }) => {
      desk.expect(...signInAnswers());
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      assert.deepEqual(desk.requests, ['GET /v3/projects', 'GET /v3/projects']);
      assert.match(desk.logged.join('\n'), /Try 2 follows in \d\.\d s: The name of the host could not be resolved/);
      assert.equal(secrets.content.size, 1);
    });
  });

  it('the network back, the typed project is enough, and the key is checked with it', () => {
    const transport = withoutIam;
    return play({ ...signedOut, transport }, async ({ desk, secrets }) => {
      desk.expect(...keyAnswers(), unlisted(asksSignIn.project), typed(asksSignIn.typedProject, cloudProject));
      assert.equal((await signIn(desk))?.projectId, cloudProject);
      assert.deepEqual(new Set(desk.requests), new Set(['GET /v3/projects', `GET /v3/${cloudProject}/vpc/vpcs`]));
      assert.equal(desk.requests.at(-1), `GET /v3/${cloudProject}/vpc/vpcs`);
      assert.equal(desk.requests.filter((request) => request !== 'GET /v3/projects').length, 1);
      assert.deepEqual(
        desk.progresses.map(({ title }) => title),
        ['Checking the access key'],
      );
      assert.equal(secrets.content.size, 1);
    });
  });

  it('and a wrong key that is found out only then leads back to the secret', () => {
    const transport = withoutIam;
    return play({ ...signedOut, transport }, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers({ secretAccessKey: wrongSecret }),
        unlisted(asksSignIn.project),
        typed(asksSignIn.typedProject, cloudProject),
        left(asksSignIn.secret),
      );
      await signIn(desk);
      assert.match(desk.asked.at(-1)?.notice ?? '', /secret access key is wrong/);
      assert.equal(secrets.content.size, 0);
    });
  });

  it('a key checked in one region is checked again in the next', () => {
    const working: Transport[] = [(url, init) => globalThis.fetch(url, init)];
    const transport: Transport = (url, init) => (working.shift() ?? broken)(url, init);
    return play({ ...signedOut, transport }, async ({ desk, secrets }) => {
      desk.expect(
        ...keyAnswers(),
        wentBack(asksSignIn.project),
        wentBack(asksSignIn.secret),
        wentBack(asksSignIn.accessKey),
        picked(asksSignIn.region, 'CN East-Shanghai1'),
        accepted(asksSignIn.accessKey),
        accepted(asksSignIn.secret),
        unlisted(asksSignIn.project),
        typed(asksSignIn.typedProject, cloudProject),
        left(asksSignIn.typedProject),
      );
      assert.equal(await signIn(desk), undefined);
      assert.match(desk.asked.at(-1)?.notice ?? '', /could not be checked/);
      assert.equal(secrets.content.size, 0);
    });
  });
});

describe('sign in: the secret storage', () => {
  it('that quotes what it was to keep does not have the key shown', () =>
    play(signedOut, async ({ desk }) => {
      desk.expect(...signInAnswers());
      const signInFails = async () => {
        throw new Error(`cannot write {"s":"${key.secretAccessKey}"}`);
      };
      assert.equal(await signIn({ ...desk, accounts: { ...desk.accounts, signIn: signInFails } }), undefined);
      assert.match(desk.told[0]?.message ?? '', /refused to keep it: cannot write \{"s":"••••••"\}$/);
    }));

  it('that refuses to keep the key is told of, without the key', () => {
    const secrets = memorySecrets();
    secrets.broken = 'writing';
    return play({ secrets }, async ({ desk }) => {
      desk.expect(...signInAnswers());
      assert.equal(await signIn(desk), undefined);
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [
          [
            'error',
            'The key is right, but the secret storage of the editor refused to keep it: The name org.freedesktop.secrets was not provided',
          ],
        ],
      );
    });
  });
});
