import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ConnectProxy, startConnectProxy } from '../../../support/network/connectProxy.ts';
import { type FaultyServer, json, refusedPort, startFaultyServer } from '../../../support/network/faultyServer.ts';
import { type Job, type Report, runJobs } from './transportJobs.ts';

const worker = fileURLToPath(new URL('./undiciTransport.worker.js', import.meta.url));
const created = json(200, { instance_id: 'task-1' });
/** The module as it was written, and as it is packaged: bundled with what the build leaves of undici. */
const modules: Record<string, () => Promise<string>> = {
  'as written': async () => '',
  'as packaged': async () => {
    const chunk = (await readdir('dist')).find((name) => /^undiciTransport-\w+\.js$/.test(name));
    return pathToFileURL(resolve('dist', chunk ?? 'no chunk of the transport')).href;
  },
};

for (const [name, modulePath] of Object.entries(modules))
  describe(`undici as the transport, ${name}`, function () {
    // Processes are started, on machines that do other things as well.
    this.timeout(30_000);
    let plain: FaultyServer;
    let secure: FaultyServer;
    let host: FaultyServer;
    /** Each leads to the server that speaks what the client will speak inside the tunnel. */
    let toPlain: ConnectProxy;
    let toSecure: ConnectProxy;

    beforeEach(async () => {
      plain = await startFaultyServer(created);
      secure = await startFaultyServer(created, { tls: true });
      host = await startFaultyServer(json(200, {}));
      toPlain = await startConnectProxy(plain.port);
      toSecure = await startConnectProxy(secure.port);
    });

    afterEach(async () => {
      await Promise.all([plain, secure, host, toPlain, toSecure].map(({ close }) => close()));
    });

    /** Whatever comes of the creates, the host's own fetch is as it was. */
    async function runAll(jobs: readonly Job[]): Promise<Report[]> {
      const reports = await runJobs(worker, await modulePath(), host.url, jobs);
      assert.equal(reports.length, jobs.length);
      for (const report of reports)
        assert.deepEqual([report.kept, report.keptAfterwards, report.host], [true, true, 200]);
      return reports;
    }

    const shorts = async (jobs: readonly Job[]) => (await runAll(jobs)).map(({ short }) => short);
    const each = <T>(jobs: readonly unknown[], value: T) => jobs.map(() => value);

    it('leaves the process-wide dispatcher alone, whether or not it has been used before', async () => {
      for (const hostFetchedBefore of [false, true]) {
        assert.deepEqual(await shorts([{ url: plain.url, hostFetchedBefore }]), ['ok']);
      }
      assert.equal(plain.received.length, 2);
      assert.equal(host.received.length, 3);
    });

    it('goes through the proxy of the settings, and shows it nothing of the request but the host', async () => {
      const [report] = await runAll([{ settings: { proxy: toSecure.url } }]);
      assert.deepEqual([report?.short, report?.detail], ['ok', 'task-1']);
      assert.deepEqual(toSecure.asked, ['cloud.invalid:443']);
      assert.deepEqual(toSecure.authorizations, [undefined]);
      assert.equal(secure.received.length, 1);
    });

    it('goes through the proxy of the environment, in upper or lower case, and rather through that of the settings', async () => {
      const nobody = `http://127.0.0.1:${await refusedPort()}`;
      const jobs = [
        ...['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].map((name) => ({
          environment: { [name]: toSecure.url },
        })),
        { settings: { proxy: toSecure.url }, environment: { https_proxy: nobody } },
      ];
      assert.deepEqual(await shorts(jobs), each(jobs, 'ok'));
      assert.deepEqual(toSecure.asked, each(jobs, 'cloud.invalid:443'));
      assert.deepEqual(await shorts([{ environment: { https_proxy: nobody } }]), ['Unreachable · refused · no effect']);
    });

    it('sends a create once where the answer is 421, directly and through a proxy', async () => {
      const servers = await Promise.all([false, true].map((tls) => startFaultyServer(json(421, {}), { tls })));
      const [wrong, secureWrong] = servers;
      const proxy = await startConnectProxy(secureWrong?.port ?? 0);
      try {
        const jobs: Job[] = [{ url: wrong?.url ?? '' }, { settings: { proxy: proxy.url } }];
        assert.deepEqual(await shorts(jobs), each(jobs, 'Refused · 421 · - · may have taken effect'));
        assert.deepEqual(
          servers.map(({ received }) => received.length),
          [1, 1],
        );
        assert.equal(proxy.asked.length, 1);
      } finally {
        await Promise.all([proxy, ...servers].map(({ close }) => close()));
      }
    });

    it('opens a tunnel for plain HTTP too', async () => {
      // No signed request goes there: `call` refuses all but HTTPS and this computer, so this is for the transport alone.
      const [report] = await runAll([{ url: 'http://cloud.invalid', settings: { proxy: toPlain.url }, bare: true }]);
      assert.equal(report?.short, 'ok');
      assert.deepEqual(toPlain.asked, ['cloud.invalid:80']);
      assert.deepEqual(
        plain.received.map(({ target }) => target),
        ['/'],
      );
    });

    it('shows the proxy its authorization, and the cloud none of it', async () => {
      const authorization = 'Basic dXNlcjpwYXNz';
      await runAll([
        { settings: { proxy: toSecure.url, proxyAuthorization: authorization } },
        { settings: { proxy: toSecure.url.replace('//', '//user:p%40ss@') } },
      ]);
      assert.deepEqual(toSecure.authorizations, [
        authorization,
        `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      ]);
      const names = secure.received.flatMap(({ headers }) => headers.map(([name]) => name.toLowerCase()));
      assert.ok(names.includes('authorization'));
      assert.equal(names.includes('proxy-authorization'), false);
    });

    it('goes direct where the proxy is switched off or the host excepted', async () => {
      const jobs: Job[] = [
        { settings: { proxySupport: 'off', proxy: toSecure.url } },
        { settings: { proxySupport: 'off' }, environment: { https_proxy: toSecure.url } },
        { settings: { proxy: toSecure.url, noProxy: ['other.example', 'cloud.invalid'] } },
        { settings: { proxy: toSecure.url, noProxy: ['.invalid'] } },
        { settings: { proxy: toSecure.url, noProxy: ['*'] } },
        { environment: { https_proxy: toSecure.url, no_proxy: 'other.example,cloud.invalid' } },
      ];
      // Directly there is no such host.
      assert.deepEqual(await shorts(jobs), each(jobs, 'Unreachable · dns · no effect'));
      assert.deepEqual(toSecure.asked, []);
      const other = { settings: { proxy: toSecure.url, noProxy: ['other.example'] } };
      assert.deepEqual(await shorts([other]), ['ok']);
    });

    it('never asks a proxy for this computer, where the sandbox lives', async () => {
      const jobs = [plain.url, plain.url.replace('127.0.0.1', 'localhost')].flatMap((url) => [
        { url, settings: { proxy: toPlain.url } },
        { url, environment: { http_proxy: toPlain.url } },
      ]);
      assert.deepEqual(await shorts(jobs), each(jobs, 'ok'));
      assert.deepEqual(toPlain.asked, []);
    });

    it('knows that nothing was sent where the proxy refuses, or is not there', async () => {
      const table: [status: number, reason: string][] = [
        [407, 'proxyAuthentication'],
        [403, 'proxy'],
        [502, 'proxy'],
      ];
      const proxies = await Promise.all(table.map(([status]) => startConnectProxy(secure.port, status)));
      try {
        const jobs = proxies.map(({ url }) => ({ settings: { proxy: url } }));
        assert.deepEqual(
          await shorts(jobs),
          table.map(([, reason]) => `Unreachable · ${reason} · no effect`),
        );
        assert.deepEqual(
          proxies.map(({ asked }) => asked.length),
          [1, 1, 1],
        );
      } finally {
        await Promise.all(proxies.map(({ close }) => close()));
      }
      const gone = { settings: { proxy: `http://127.0.0.1:${await refusedPort()}` } };
      assert.deepEqual(await shorts([gone]), ['Unreachable · refused · no effect']);
      assert.equal(secure.received.length, 0);
    });

    it('sends nothing through a proxy to a server whose certificate nobody trusts, or which is for another name', async () => {
      const { url: proxy } = toSecure;
      const jobs = [
        { settings: { proxy }, trusted: false },
        { settings: { proxy, systemCertificates: false } },
        { settings: { proxy }, url: 'https://other.invalid' },
      ];
      assert.deepEqual(await shorts(jobs), each(jobs, 'Unreachable · certificate · no effect'));
      assert.equal(toSecure.asked.length, 3);
      assert.equal(secure.received.length, 0);
    });

    it('trusts directly what the operating system trusts, for its own name only', async () => {
      const [trusted, untrusted] = await runAll([{ url: secure.url }, { url: secure.url, trusted: false }]);
      assert.match(trusted?.detail ?? '', /certificate .*altnames/i);
      assert.match(untrusted?.detail ?? '', /certificate .*(?:unable to verify|self.signed)/i);
      assert.equal(secure.received.length, 0);
    });
  });
