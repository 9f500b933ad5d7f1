import assert from 'node:assert/strict';
import { inspectRedis } from '../../src/commands/redis/inspectRedis.ts';
import { textIn } from '../../src/redis/reply.ts';
import { everythingShown, type Scene } from '../support/desk/deskAndCloud.ts';
import { fromPalette } from '../support/desk/rowsGiven.ts';
import { type Answer, agreed, left, picked, typed } from '../support/desk/script.ts';
import { playWithTasks } from '../support/desk/tasksOfSandbox.ts';
import { makeCertificates } from '../support/redis/certificates.ts';
import { startCluster } from '../support/redis/cluster.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { type RedisServer, type ServerOptions, startRedis } from '../support/redis/server.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { until } from '../support/suite/until.ts';

const password = 'canary-of-the-connection-95';
const plain = 'Over a Connection Without TLS';
const ownAuthority = 'Over a Connection With TLS and a CA Certificate From a File…';

for (const program of await redisPrograms()) {
  describe(`Inspect Redis over a connection: ${program.path}`, () => {
    const running: RedisServer[] = [];
    const started = async (options: ServerOptions = {}) => {
      const server = await startRedis(program, options);
      running.push(server);
      return server;
    };
    afterEach(async () => {
      for (const server of running.splice(0)) await server.kill();
    });

    const playing = (act: (scene: Scene) => Promise<void>) =>
      playWithTasks([], async (scene) => {
        await act(scene);
        assert.ok(!everythingShown(scene.desk).includes(password));
        assert.ok(!scene.desk.requests.some((request) => request.includes('webcli')));
      });
    const at = ({ host, port }: RedisServer, ...how: readonly Answer[]): readonly Answer[] => [
      picked('Which Redis is to be inspected?', 'Enter an Address or an ID…'),
      typed('Address of the Redis', `${host}:${port}`),
      ...how,
      typed('Password of 127.0.0.1', password),
    ];
    const how = 'to be read?';
    const connects = ({ port }: RedisServer) => agreed(`This computer connects to 127.0.0.1:${port}`);
    const text = ({ desk }: Scene) => desk.documents.previews.at(-1)?.text ?? '';

    it('asks for each address once, and shows what is there', () =>
      playing(async (scene) => {
        const server = await started({ password });
        await server.sendAll([
          ['SET', '<b>|`x`\n# key', 'secret-value-1'],
          ['RPUSH', Buffer.from([255, 0, 65]), 'secret-value-2'],
        ]);
        const answers = at(server, picked(how, plain));
        scene.desk.expect(...answers, connects(server), ...answers);
        await inspectRedis(scene.desk, fromPalette);
        await inspectRedis(scene.desk, fromPalette);
        assert.match(text(scene), /^\| Read \| over a connection of this computer, without TLS \|$/m);
        assert.match(text(scene), /^\| PSYNC \| there; it was not sent \|$/m);
        assert.match(text(scene), /^\| 0 \| 2 \| 0 \|$/m);
        assert.match(text(scene), /\\xff\\x00A/);
        assert.doesNotMatch(text(scene), /secret-value/);
        assert.match(scene.desk.told.at(-1)?.message ?? '', /was inspected\.$/);
      }));

    it('tells of a certificate that does not fit, and takes the authority that is chosen for it', () =>
      playing(async (scene) => {
        const folder = await temporaryFolder('certificates');
        const certificates = await makeCertificates(folder.path, ['IP:127.0.0.1']);
        const server = await started({ password, tls: certificates });
        scene.desk.expect(...at(server, picked(how, 'Over a Connection With TLS')), connects(server));
        await inspectRedis(scene.desk, fromPalette);
        assert.match(
          scene.desk.told.at(-1)?.message ?? '',
          /signed by an authority that this computer does not trust\. Nothing was sent/,
        );
        scene.desk.documents.put('/ca.pem', certificates.pem);
        scene.desk.documents.put('/none.pem', 'no certificate');
        const chosen = (path: string) => [picked(how, ownAuthority), picked('Choose the CA Certificate', path)];
        scene.desk.expect(...at(server, ...chosen('/none.pem'), ...chosen('/ca.pem')));
        await inspectRedis(scene.desk, fromPalette);
        assert.match(text(scene), /with TLS; the certificate fits/);
        folder.remove();
      }));

    it('asks about the other masters of a cluster, and reads none of them where that is declined', () =>
      playing(async (scene) => {
        const cluster = await startCluster(program, { password });
        running.push(...cluster);
        const [first, second] = cluster;
        const answers = at(first, picked(how, plain));
        scene.desk.expect(...answers, connects(first), left(`This computer connects to 127.0.0.1:`));
        await inspectRedis(scene.desk, fromPalette);
        assert.deepEqual(scene.desk.told, []);
        scene.desk.expect(...answers, agreed('This computer connects to 127.0.0.1:'));
        await inspectRedis(scene.desk, fromPalette);
        assert.ok(text(scene).includes(`127.0.0.1:${second.port}`));
        assert.equal(text(scene).match(/16,384 of 16,384 slots served/g)?.length, 3);
      }));

    it('says what is wrong, and tries a password that was not taken no more than once', () =>
      playing(async (scene) => {
        const server = await started({ password: 'another' });
        const said = () => scene.desk.told.at(-1);
        const refused = async () =>
          /^errorstat_WRONGPASS:count=(\d+)/m.exec(textIn(await server.send('INFO', 'errorstats')) ?? '')?.[1];
        scene.desk.expect(...at(server, picked(how, plain)), connects(server));
        await inspectRedis(scene.desk, fromPalette);
        assert.match(said()?.message ?? '', /says that the password is not right/);
        assert.deepEqual(said()?.buttons, ['Try Again', 'Change…']);
        await said()?.press('Try Again');
        assert.match(said()?.message ?? '', /did not take this password a short while ago/);
        assert.equal(await refused(), '1');
        for (const wrong of ['second', 'third', 'fourth']) {
          scene.desk.expect(...at(server, picked(how, plain)).slice(0, -1), typed('Password of 127.0.0.1', wrong));
          await inspectRedis(scene.desk, fromPalette);
        }
        assert.match(said()?.message ?? '', /three passwords that were not taken were tried/);
        assert.equal(await refused(), '3');
      }));

    it('stops when it is called off', () =>
      playing(async (scene) => {
        const server = await started({ password });
        scene.desk.expect(...at(server, picked(how, plain)), connects(server));
        server.freeze();
        const inspecting = inspectRedis(scene.desk, fromPalette);
        await until('it is under way', async () => scene.desk.progresses.length === 1);
        scene.desk.progresses[0]?.cancel();
        await inspecting;
        server.goOn();
        assert.deepEqual(scene.desk.told, []);
      }));
  });
}
