import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/network/faultProxy.ts';
import { clean, faults, kept, unsentFaults } from '../support/network/faults.ts';
import { holdRefusingPort, type RefusingPort } from '../support/network/refusingPort.ts';
import { inOneLine, sendPlain } from './plainClient.ts';

const request = ['POST /x HTTP/1.1\r\nHost: h\r\n', 'Content-Length: 4\r\n\r\n', 'bo', 'dy'];

/** What a plain client sees of each, and how far the proxy says that the request got. */
const expected: Readonly<Record<string, string>> = {
  none: 'HTTP/1.1 200 Status · d":"task-1"} · closed · touched · passedOn',
  'none, connection kept': 'HTTP/1.1 200 Status · Keep-Alive · d":"task-1"} · silence · touched · passedOn',
  refused: 'refused',
  'kept connection closed in the race': 'HTTP/1.1 200 Status · d":"task-1"} · closed · touched · passedOn',
  'reset on accept': 'reset',
  'closed on accept': 'closed',
  'hang on accept': 'silence',
  'reset during the request': 'reset · touched',
  'closed during the request': 'closed · touched',
  'hang during the request': 'silence · touched',
  'reset after the request': 'reset · touched',
  'closed after the request': 'closed · touched',
  'hang after the request': 'silence · touched',
  '429 without Retry-After': 'HTTP/1.1 429 Status · e:1 second"} · closed · touched',
  '429 with Retry-After': 'HTTP/1.1 429 Status · Retry-After · e:1 second"} · closed · touched',
  '429 with a date to retry after': 'HTTP/1.1 429 Status · Retry-After · e:1 second"} · closed · touched',
  '403 of the gateway': 'HTTP/1.1 403 Status · _id":"ab12"} · closed · touched',
  '400 of the service': 'HTTP/1.1 400 Status · g":"no VPC"} · closed · touched',
  '413 without a word': 'HTTP/1.1 413 Status · closed · touched',
  'reset after the effect': 'reset · touched · passedOn',
  'closed after the effect': 'closed · touched · passedOn',
  'hang before the answer': 'silence · touched · passedOn',
  'hang within the head': 'HTTP/1.1 200 Status · silence · touched · passedOn',
  'hang within the body': 'HTTP/1.1 200 Status · {"instance_i · missing 12 · silence · touched · passedOn',
  'reset within the head': 'HTTP/1.1 200 Status · reset · touched · passedOn',
  'reset within the body': 'HTTP/1.1 200 Status · {"instance_i · missing 12 · reset · touched · passedOn',
  'body cut': 'HTTP/1.1 200 Status · {"instance_i · missing 12 · closed · touched · passedOn',
  'Content-Length too small': 'HTTP/1.1 200 Status · d":"task-1"} · missing -9 · closed · touched · passedOn',
  'Content-Length too large': 'HTTP/1.1 200 Status · d":"task-1"} · missing 9 · closed · touched · passedOn',
  'chunks cut': 'HTTP/1.1 200 Status · Transfer-Encoding · nstance_id": · closed · touched · passedOn',
  'broken gzip': 'HTTP/1.1 200 Status · Content-Encoding · d":"task-1"} · closed · touched · passedOn',
  'slow trickle': 'HTTP/1.1 200 Status · d":"task-1"} · closed · touched · passedOn',
  'endless trickle': 'HTTP/1.1 200 Status · endless · touched · passedOn',
  'HTTP/1.0': 'HTTP/1.0 200 Status · d":"task-1"} · closed · touched · passedOn',
  'HTTP/1.0, cut': 'HTTP/1.0 200 Status · {"instance_i · closed · touched · passedOn',
  '103 before the answer': 'HTTP/1.1 103 Early Hints · d":"task-1"} · closed · touched · passedOn',
  '202 in place of 200': 'HTTP/1.1 202 Status · d":"task-1"} · closed · touched · passedOn',
  'garbage, not done': '\u0016\u0003\u0001\u0000\u0002\u0002( no HTTP at all  · closed · touched',
  'garbage, done': '\u0016\u0003\u0001\u0000\u0002\u0002( no HTTP at all  · closed · touched · passedOn',
  '200 with an empty body, not done': 'HTTP/1.1 200 Status · closed · touched',
  '200 with an empty body, done': 'HTTP/1.1 200 Status · closed · touched · passedOn',
  '200 that is not JSON, not done': 'HTTP/1.1 200 Status · ": "5e37b3be · closed · touched',
  '200 that is not JSON, done': 'HTTP/1.1 200 Status · ": "5e37b3be · closed · touched · passedOn',
  '200 with a page, not done': 'HTTP/1.1 200 Status · head></html> · closed · touched',
  '200 with a page, done': 'HTTP/1.1 200 Status · head></html> · closed · touched · passedOn',
  '200 without an id, not done': 'HTTP/1.1 200 Status · ance_id":""} · closed · touched',
  '200 without an id, done': 'HTTP/1.1 200 Status · ance_id":""} · closed · touched · passedOn',
  '204, not done': 'HTTP/1.1 204 No Content · closed · touched',
  '204, done': 'HTTP/1.1 204 No Content · closed · touched · passedOn',
  '302, not done': 'HTTP/1.1 302 Status · Location · closed · touched',
  '302, done': 'HTTP/1.1 302 Status · Location · closed · touched · passedOn',
  '307, not done': 'HTTP/1.1 307 Status · Location · closed · touched',
  '307, done': 'HTTP/1.1 307 Status · Location · closed · touched · passedOn',
  '408, not done': 'HTTP/1.1 408 Status · _id":"ab12"} · closed · touched',
  '408, done': 'HTTP/1.1 408 Status · _id":"ab12"} · closed · touched · passedOn',
  '499, not done': 'HTTP/1.1 499 Status · closed · touched',
  '499, done': 'HTTP/1.1 499 Status · closed · touched · passedOn',
  '500, not done': 'HTTP/1.1 500 Status · _id":"ab12"} · closed · touched',
  '500, done': 'HTTP/1.1 500 Status · _id":"ab12"} · closed · touched · passedOn',
  '502, not done': 'HTTP/1.1 502 Status · _id":"ab12"} · closed · touched',
  '502, done': 'HTTP/1.1 502 Status · _id":"ab12"} · closed · touched · passedOn',
  '503, not done': 'HTTP/1.1 503 Status · head></html> · closed · touched',
  '503, done': 'HTTP/1.1 503 Status · head></html> · closed · touched · passedOn',
  '503 with Retry-After, not done': 'HTTP/1.1 503 Status · Retry-After · _id":"ab12"} · closed · touched',
  '503 with Retry-After, done': 'HTTP/1.1 503 Status · Retry-After · _id":"ab12"} · closed · touched · passedOn',
  '504, not done': 'HTTP/1.1 504 Status · _id":"ab12"} · closed · touched',
  '504, done': 'HTTP/1.1 504 Status · _id":"ab12"} · closed · touched · passedOn',
  'closed, done 5 s later': 'closed · touched · passedOn',
  '504, done 20 s later': 'HTTP/1.1 504 Status · _id":"ab12"} · closed · touched · passedOn',
};

describe('the fault proxy', () => {
  let server: Server;
  let proxy: FaultProxy;
  let refusing: RefusingPort;
  let carriedOut = 0;

  before(async () => {
    server = createServer((_incoming, response) => {
      carriedOut += 1;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"instance_id":"task-1"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    proxy = await startFaultProxy(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    refusing = await holdRefusingPort();
  });

  after(async () => {
    refusing.release();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });

  async function strike(fault: Fault): Promise<string> {
    const stages: string[] = [];
    carriedOut = 0;
    const passedOn = new Promise<void>((resolve) => {
      proxy.use(fault, (stage) => {
        stages.push(stage);
        if (stage === 'passedOn') resolve();
      });
    });
    const seen = await sendPlain(fault.at === 'connect' ? refusing.url : proxy.url, request);
    if (fault.at === 'late') await passedOn;
    assert.equal(stages.filter((stage) => stage === 'passedOn').length, carriedOut);
    return [inOneLine(seen), ...stages].join(' · ');
  }

  it('has a row for each', () => {
    const names = [clean, kept, ...faults].map(({ name }) => name);
    assert.deepEqual(names, Object.keys(expected));
    for (const name of unsentFaults) assert.doesNotMatch(expected[name] ?? 'passedOn', /passedOn/);
  });

  for (const fault of [clean, kept, ...faults]) {
    it(`does: ${fault.name}`, async () => assert.equal(await strike(fault), expected[fault.name]));
  }

  it('ends a connection that it kept when the race begins', async () => {
    const passedOn = new Promise<void>((resolve) => {
      proxy.use(kept, (stage) => stage === 'passedOn' && resolve());
    });
    const answered = sendPlain(proxy.url, request);
    const race = faults.find(({ at }) => at === 'idle');
    assert.ok(race);
    await passedOn;
    proxy.use(race);
    assert.match(inOneLine(await answered), /closed$/);
  });
});
