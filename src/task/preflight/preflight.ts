import { passwordGiven, passwordQuote, passwordRight, ssl, whitelist } from './accessChecks.ts';
import type { Check } from './check.ts';
import { clusterDatabases } from './databaseChecks.ts';
import { egress, sameVpc } from './networkChecks.ts';
import { eviction, outputBuffer, replTimeout, targetReadOnly } from './parameterChecks.ts';
import type { PreflightFacts } from './preflightFacts.ts';
import { capacity, targetEmpty, version } from './sizeChecks.ts';
import { busy, running, sameInstance, sourceById } from './stateChecks.ts';
import {
  swapInstances,
  swapPassword,
  swapPort,
  swapPublicAccess,
  swapSubnet,
  swapTypes,
  swapWhitelist,
} from './swapChecks.ts';

/**
 * What speaks for and against a migration before it starts, always in the same order: what makes the rest pointless comes first, and what
 * only a swap of the addresses wants comes last. What could not be read was not checked, and has not passed.
 */
export function preflightChecks(facts: PreflightFacts): readonly Check[] {
  const { task, source, target } = facts;
  return [
    sameInstance(facts),
    sourceById(source),
    running(source, 'source'),
    running(target, 'target'),
    busy(source, 'source'),
    busy(target, 'target'),
    sameVpc(source, 'source', task),
    sameVpc(target, 'target', task),
    egress(source, 'source', facts),
    egress(target, 'target', facts),
    whitelist(source, 'source', task),
    whitelist(target, 'target', task),
    passwordGiven(source, 'source'),
    passwordGiven(target, 'target'),
    passwordRight(source, 'source'),
    passwordRight(target, 'target'),
    passwordQuote(source, 'source'),
    passwordQuote(target, 'target'),
    ssl(source, 'source'),
    ssl(target, 'target'),
    version(facts),
    capacity(facts),
    eviction(facts),
    replTimeout(source),
    outputBuffer(source),
    targetReadOnly(target),
    targetEmpty(target),
    clusterDatabases(facts),
    swapInstances(facts),
    swapTypes(facts),
    swapPort(facts),
    swapPassword(facts),
    swapPublicAccess(facts),
    swapSubnet(facts),
    swapWhitelist(facts),
  ];
}
