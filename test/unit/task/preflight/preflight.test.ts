import assert from 'node:assert/strict';
import { preflightChecks } from '../../../../src/task/preflight/preflight.ts';
import type { DcsEnd } from '../../../../src/task/preflight/preflightFacts.ts';
import { dcs, detail, facts, known, selfHosted, unknowns } from './preflightSamples.ts';

describe('preflight', () => {
  const order = [
    ...['sameInstance', 'sourceById source', 'running source', 'running target', 'busy source', 'busy target'],
    ...['sameVpc source', 'sameVpc target', 'egress source', 'egress target', 'whitelist source', 'whitelist target'],
    ...['passwordGiven source', 'passwordGiven target', 'passwordRight source', 'passwordRight target'],
    ...['passwordQuote source', 'passwordQuote target'],
    ...['ssl source', 'ssl target', 'version', 'capacity', 'eviction', 'replTimeout source', 'outputBuffer source'],
    ...['targetReadOnly target', 'targetEmpty target', 'clusterDatabases'],
    ...['swapInstances', 'swapTypes', 'swapPort', 'swapPassword', 'swapPublicAccess', 'swapSubnet', 'swapWhitelist'],
  ];
  const named = (checks: ReturnType<typeof preflightChecks>) =>
    checks.map(({ id, end }) => (end === undefined ? id : `${id} ${end}`));

  it('has its checks in one order, whatever the ends are', () => {
    for (const source of [dcs('a'), selfHosted('10.0.0.1:6379')]) {
      for (const target of [dcs('b'), selfHosted('10.0.0.2:6379')]) {
        assert.deepEqual(named(preflightChecks(facts({ source, target }))), order);
      }
    }
  });

  it('finds nothing against two that fit, and changes nothing that it is given', () => {
    const given = facts();
    const copy = structuredClone(given);
    for (const { id, verdict } of preflightChecks(given)) assert.equal(verdict, 'passed', id);
    assert.deepEqual(given, copy);
  });

  for (const missing of unknowns) {
    it(`has not checked, and not passed, what is not known: ${missing.kind}`, () => {
      const nothing = { detail: missing, whitelist: missing, parameters: missing, ssl: missing, inside: missing };
      const checks = preflightChecks(facts({ source: dcs('a', nothing), target: dcs('b', nothing) }));
      // What the person has said needs no reading.
      const given = ['sameInstance', 'sourceById', 'passwordQuote'];
      for (const { id, verdict, missing: why, at } of checks.filter(({ id }) => !given.includes(id))) {
        assert.deepEqual([id, verdict, why, at], [id, 'notChecked', missing, undefined]);
      }
    });
  }

  const parts = ['detail', 'whitelist', 'parameters', 'ssl', 'inside'] as const;
  for (const part of parts) {
    it(`has not passed what rests on the ${part} of one end`, () => {
      const changes: Partial<DcsEnd> = { [part]: { kind: 'notRead' } };
      for (const ends of [{ source: dcs('a', changes) }, { target: dcs('b', changes) }]) {
        const checks = preflightChecks(facts(ends));
        assert.ok(checks.some(({ verdict }) => verdict === 'notChecked'));
        assert.ok(checks.every(({ verdict }) => ['passed', 'notChecked'].includes(verdict)));
      }
    });
  }

  it('is as old as the oldest of what a check rests on', () => {
    const old = dcs('a', { detail: detail({}, 7), ssl: known(false, 9) });
    const checks = preflightChecks(facts({ source: old }));
    const ageOf = (name: string) => checks[order.indexOf(name)]?.at;
    assert.deepEqual(['version', 'running source', 'ssl source', 'ssl target'].map(ageOf), [7, 7, 9, 1_000_000]);
  });
});
