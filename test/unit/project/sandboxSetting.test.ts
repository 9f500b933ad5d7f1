import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { sharedWorld } from '../../../src/sandbox/world.ts';

const setting = z.object({ additionalProperties: z.literal(false), properties: z.record(z.string(), z.unknown()) });
const manifest = z
  .object({
    contributes: z.object({ configuration: z.object({ properties: z.object({ 'dcs.sandboxRedis': setting }) }) }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

describe('manifest: the setting of what stands behind instances of the sandbox', () => {
  it('names all that have a Web CLI, and no other', () => {
    const { properties } = manifest.contributes.configuration.properties['dcs.sandboxRedis'];
    const withCli = sharedWorld().redis.filter(
      ({ region, version, status, isAnalysed }) =>
        region === 'sandbox-1' && version !== '3.0' && status === 'RUNNING' && !isAnalysed,
    );
    assert.deepEqual(Object.keys(properties).toSorted(), withCli.map(({ name }) => name).toSorted());
  });
});
