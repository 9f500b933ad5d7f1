import assert from 'node:assert/strict';
import { diagnose } from '../../../src/task/diagnosis.ts';
import { diagnoseWithFacts } from '../../../src/task/diagnosisWithFacts.ts';
import { failureCatalogue } from '../../../src/task/failureCatalogue.ts';
import { wordings } from '../../support/task/failureWordings.ts';

type Evidence = Parameters<typeof diagnoseWithFacts>[0];
type Case = readonly [what: string, evidence: Evidence, row: number | undefined, also?: readonly number[]];

const lacking = { enabled: true, containsMachine: false };
const timedOut = { phase: 'configure', errorMessage: 'dial tcp 10.1.0.4:6379: i/o timeout' } as const;
const psync = { phase: 'configure', errorMessage: 'ERR Unsupported command: psync ? -1' } as const;
const severalDbs = { phase: 'full', errorMessage: '集群实例仅支持DB0' } as const;

const byFacts: readonly Case[] = [
  ['a source elsewhere', { facts: { sourceRegionDiffers: true } }, 6],
  ['a source of somebody else', { phase: 'full', facts: { sourceAccountDiffers: true } }, 6],
  ['networks apart', { phase: 'configure', facts: { vpcJoined: false } }, 7],
  ['a whitelist', { phase: 'configure', facts: { whitelist: { target: lacking } } }, 8],
  ['a security group', { phase: 'configure', facts: { egressClosed: true } }, 9],
  ['a quote', { phase: 'configure', errorMessage: 'parse error', facts: { quoteInPassword: true } }, 12],
  ['SSL', { phase: 'configure', errorMessage: 'EOF', facts: { ssl: { source: false, target: true } } }, 14],
  ['an instance that is busy', { phase: 'configure', facts: { instanceStatus: { target: 'EXTENDING' } } }, 16],
  ['several databases', { phase: 'full', facts: { sourceDatabases: [0, 3], targetKind: 'cluster' } }, 28],
  [
    'several databases of a proxy',
    { phase: 'full', facts: { sourceDatabases: [0, 3], targetKind: 'proxy', proxyMultiDb: false } },
    29,
  ],
  ['a switch', { phase: 'incremental', facts: { switchedOver: true } }, 33],
  ['a resize', { phase: 'full', facts: { instanceStatus: { source: 'extending' } } }, 34],
  ['a link that stays broken', { phase: 'incremental', facts: { resumeMode: 'manual', linkBroken: true } }, 35],
  ['all once more', { phase: 'incremental', facts: { fullProgressFellBack: true } }, 36],
  ['a flush', { phase: 'incremental', facts: { sourceFlushed: true, keyCountsDiffer: true, inSync: true } }, 37, [39]],
  ['a lag', { phase: 'incremental', facts: { lagGrows: true } }, 38],
  ['other counts', { phase: 'incremental', facts: { keyCountsDiffer: true, inSync: true } }, 39],
  ['no exchange', { phase: 'exchange', facts: { exchange: { portsDiffer: true } } }, 42],
  ['no exchange of a cluster', { phase: 'exchange', facts: { targetKind: 'cluster', exchange: {} } }, 42],
  ['other passwords', { phase: 'exchange', facts: { exchange: { passwordsDiffer: true } } }, 43],
  ['other whitelists', { phase: 'exchange', facts: { exchange: { whitelistsDiffer: true } } }, 44],
  ['clients that hang', { phase: 'exchange', facts: { exchange: { clientsHang: true } } }, 45],
  [
    'a domain name',
    { phase: 'exchange', facts: { exchange: { clientsByDomainName: true, domainNameExchanged: false } } },
    46,
  ],
  ['a standby', { phase: 'exchange', facts: { exchange: { clientsByStandby: true } } }, 47],
  ['a task that stays', { phase: 'stop', facts: { stillListedAfterDelete: true } }, 48],
  ['an import', { facts: { migrationType: 'backupfile_import' } }, 50],
];

const byBoth: readonly Case[] = [
  ['no facts: the text', timedOut, 7, [8, 9]],
  ['facts that are not known', { ...timedOut, facts: { vpcJoined: undefined, whitelist: {} } }, 7, [8, 9]],
  [
    'a whitelist instead of the network',
    { ...timedOut, facts: { vpcJoined: true, whitelist: { source: lacking } } },
    8,
    [9],
  ],
  ['a whitelist where the network is not known', { ...timedOut, facts: { whitelist: { source: lacking } } }, 8, [7, 9]],
  [
    'half of the whitelists is not both',
    { ...timedOut, facts: { vpcJoined: true, whitelist: { source: { enabled: false } } } },
    8,
    [9],
  ],
  [
    'a security group where no whitelist is on',
    {
      ...timedOut,
      facts: { vpcJoined: true, whitelist: { source: { enabled: false }, target: { containsMachine: true } } },
    },
    9,
  ],
  [
    'nothing where all is ruled out',
    {
      ...timedOut,
      facts: {
        vpcJoined: true,
        whitelist: { source: { enabled: false }, target: { enabled: false } },
        egressClosed: false,
      },
    },
    undefined,
  ],
  ['another region, with its text', { ...psync, facts: { sourceRegionDiffers: true } }, 6, [5]],
  ['the same region and account', { ...psync, facts: { sourceRegionDiffers: false, sourceAccountDiffers: false } }, 5],
  ['the same region of an unknown account', { ...psync, facts: { sourceRegionDiffers: false } }, 5, [6]],
  [
    'a quote, with its text',
    { phase: 'configure', errorMessage: 'WRONGPASS', facts: { quoteInPassword: true } },
    12,
    [11],
  ],
  ['no quote', { phase: 'configure', errorMessage: 'WRONGPASS', facts: { quoteInPassword: false } }, 11],
  ['a proxy, with its text', { ...severalDbs, facts: { targetKind: 'proxy', proxyMultiDb: false } }, 29, [28]],
  ['a proxy of which no more is known', { ...severalDbs, facts: { targetKind: 'proxy' } }, 28, [29]],
  ['a cluster, with its text', { ...severalDbs, facts: { targetKind: 'cluster' } }, 28],
  [
    'a link that the text says to be broken',
    { phase: 'incremental', errorMessage: 'connection reset by peer', facts: { resumeMode: 'manual' } },
    35,
  ],
  [
    'a link that comes back',
    { phase: 'incremental', errorMessage: 'connection reset by peer', facts: { resumeMode: 'auto' } },
    undefined,
  ],
  ['a link that may be whole', { phase: 'incremental', facts: { resumeMode: 'manual' } }, undefined],
  [
    'a clear text before facts that are not about it',
    {
      phase: 'incremental',
      errorMessage: 'BUSYKEY',
      facts: { lagGrows: true, resumeMode: 'manual', linkBroken: true },
    },
    27,
  ],
  [
    'also one that facts speak against',
    { phase: 'configure', errorMessage: 'tls: handshake failure', facts: { ssl: { source: false, target: false } } },
    14,
  ],
  ['facts before a heading', { phase: 'configure', errorMessage: '任务失败', facts: { vpcJoined: false } }, 7, [49]],
  [
    'what led to a release, behind it',
    { status: 'RELEASED', ...timedOut, facts: { egressClosed: true } },
    4,
    [9, 7, 8],
  ],
  [
    'equal passwords against a text',
    { phase: 'exchange', errorMessage: 'WRONGPASS', facts: { exchange: { passwordsDiffer: false } } },
    undefined,
  ],
  [
    'nothing of the network once it ran',
    { phase: 'incremental', facts: { whitelist: { target: lacking } } },
    undefined,
  ],
  [
    'nothing of the exchange before it',
    { phase: 'incremental', facts: { exchange: { passwordsDiffer: true } } },
    undefined,
  ],
  ['one database', { phase: 'full', facts: { sourceDatabases: [0], targetKind: 'cluster' } }, undefined],
  ['nothing where nothing is known', { phase: 'full', status: 'FAILED', facts: {} }, undefined],
];

describe('diagnosis with facts', () => {
  for (const [what, evidence, row, also = []] of [...byFacts, ...byBoth])
    it(what, () => {
      const found = diagnoseWithFacts(evidence);
      assert.equal(found?.row, row);
      assert.deepEqual(found?.also ?? [], also);
    });

  it('has the text where there is one', () => {
    assert.equal(diagnoseWithFacts(timedOut)?.text, timedOut.errorMessage);
    assert.equal(diagnoseWithFacts({ facts: { lagGrows: true } })?.text, '');
    const logs = [{ message: 'read: connection reset by peer' }];
    const lost = { phase: 'incremental', logs, errorMessage: '任务失败', facts: { resumeMode: 'MANUAL' } } as const;
    assert.equal(diagnoseWithFacts(lost)?.text, 'read: connection reset by peer');
  });

  it('says what diagnose says where there are no facts', () => {
    for (const errorMessage of Object.values(wordings).flat())
      assert.deepEqual(diagnoseWithFacts({ errorMessage }), diagnose({ errorMessage }));
  });

  it('reaches all 50 rows, with what texts and the status tell', () => {
    const byText = Object.values(wordings).map(([errorMessage]) => ({ errorMessage }));
    const byStatus = [{ phase: 'create', status: 'FAILED' }, { status: 'RELEASED' }] as const;
    const fixtures: readonly Evidence[] = [...byText, ...byStatus, ...byFacts.map(([, evidence]) => evidence)];
    const reached = new Set(fixtures.map((evidence) => diagnoseWithFacts(evidence)?.row));
    const all = Array.from({ length: 50 }, (_, index) => index + 1);
    assert.deepEqual(
      failureCatalogue.map(({ row }) => row),
      all,
    );
    assert.deepEqual(
      all.filter((row) => !reached.has(row)),
      [],
    );
  });
});
