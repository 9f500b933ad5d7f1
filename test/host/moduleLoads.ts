import { randomUUID } from 'node:crypto';
import { register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

/** Sees every ES module that Node loads for the first time in this extension host. */
export interface ModuleLoads {
  /** The URLs since the last call, in order. */
  take(): Promise<string[]>;
  stop(): void;
}

const hooks = `
let port;
export function initialize(data) { port = data.port; }
export function load(url, context, next) { port.postMessage(url); return next(url, context); }`;

export function watchModuleLoads(): ModuleLoads {
  const { port1, port2 } = new MessageChannel();
  const seen: string[] = [];
  let onUrl = (_url: string) => {};
  port1.on('message', (url: string) => {
    seen.push(url);
    onUrl(url);
  });
  register(asModule(hooks), { data: { port: port2 }, transferList: [port2] });
  return {
    async take() {
      // Messages arrive in order: once this module's has come, so have those of all before it.
      const marker = asModule(`export default '${randomUUID()}';`);
      const arrived = new Promise<void>((done) => {
        onUrl = (url) => url === marker && done();
      });
      await import(marker);
      await arrived;
      return seen.splice(0).filter((url) => url !== marker);
    },
    stop: () => port1.close(),
  };
}

function asModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
