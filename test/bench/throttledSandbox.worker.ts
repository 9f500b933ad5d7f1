// A sandbox in a thread of its own, so that it does not count as memory of the extension. Tells its address when it is up.
import { parentPort } from 'node:worker_threads';
import { startSandbox } from '../../src/sandbox/server.ts';
import { key } from '../support/desk/deskAndCloud.ts';
import { perSecond } from './throttledSandbox.ts';

const { url, ledger } = await startSandbox({ ...key, throttle: { perSecond } });
parentPort?.postMessage(url);
parentPort?.on('message', () => {
  const names = ledger.map(({ body }) => body['name']);
  parentPort?.postMessage({ created: names.length, different: new Set(names).size });
});
