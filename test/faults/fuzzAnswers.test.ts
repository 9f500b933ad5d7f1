import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import { wasNotPassedOn } from '../../src/cloud/certainty.ts';
import type { Connection, Exchange } from '../../src/cloud/connection.ts';
import { Cancelled, CloudError, Refused, Unintelligible, Unreachable } from '../../src/cloud/errors.ts';
import { describeCloudError, sentenceOf } from '../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../src/cloud/explain/exchangeText.ts';
import { mayPassForReads, mayPassUnsent } from '../../src/cloud/patience.ts';
import {
  createOnlineMigrationTask,
  isGone,
  type ListedTask,
  listMigrationTasks,
  showJob,
  showMigrationTask,
} from '../../src/cloud/services/migrationTasks.ts';
import { listSecurityGroups, listSubnets, listVpcs } from '../../src/cloud/services/networks.ts';
import { listProjects } from '../../src/cloud/services/projects.ts';
import { lookUpName } from '../../src/task/create/sameName.ts';
import { english } from '../support/desk/english.ts';
import { connectionTo, sessionOf } from '../support/network/observedCall.ts';
import { spellings } from '../support/project/secretSearch.ts';
import { collect } from '../support/suite/collect.ts';
import { type AnsweringTransport, answerWith } from './answeringTransport.ts';
import { answersTo, type CloudAnswer } from './cloudAnswers.ts';
import { type Asked, passwordValue } from './cloudBodies.ts';
import { answers, repeatedBy, seed } from './runSettings.ts';

const key = {
  accessKeyId: 'AKIDEXAMPLE000000001',
  secretAccessKey: 'sk/9+x="q\\Z-secret',
  securityToken: 'tok/En+"x\\=',
};

const body = { name: 'n', vpc_id: 'v', subnet_id: 's', security_group_id: 'g' };
const create = (connection: Connection) => createOnlineMigrationTask(connection, 'p', body);

interface Read {
  /** What the answers are near to. */
  readonly asked: Asked;
  readonly call: (connection: Connection) => Promise<unknown>;
  /** What it brings where it brings anything. */
  readonly brings: z.ZodType;
}

const tasks = z.array(z.looseObject({ task_id: z.string().min(1), task_name: z.string(), status: z.string() }));
const pages = z.array(z.array(z.looseObject({ id: z.string().min(1) })));

const reads: Readonly<Record<string, Read>> = {
  'the list of tasks': { asked: 'list', call: listTasks, brings: tasks },
  'a name': {
    asked: 'list',
    call: (connection) => lookUpName(connection, 'p', 'dcs-migration-thrc'),
    brings: z.looseObject({ kind: z.enum(['checked', 'unavailable', 'failed']), tasks: tasks.optional() }),
  },
  'a task': {
    asked: 'detail',
    call: (connection) => showMigrationTask(connection, 'p', 't'),
    brings: z.looseObject({ task_id: z.string().min(1) }),
  },
  'a job': {
    asked: 'job',
    call: (connection) => showJob(connection, 'p', 'j'),
    brings: z.looseObject({ status: z.string().min(1) }),
  },
  VPCs: { asked: 'vpcs', call: (connection) => collect(listVpcs(connection, 'p')), brings: pages },
  subnets: { asked: 'subnets', call: (connection) => collect(listSubnets(connection, 'p', 'v')), brings: pages },
  'security groups': {
    asked: 'securityGroups',
    call: (connection) => collect(listSecurityGroups(connection, 'p')),
    brings: pages,
  },
  projects: {
    asked: 'projects',
    call: (connection) => listProjects(connection),
    brings: z.array(z.looseObject({ id: z.string().min(1), name: z.string() })),
  },
};

/** No task that an earlier page had, whatever the pages say. */
async function listTasks(connection: Connection): Promise<unknown> {
  const all = new Map<string, ListedTask>();
  for await (const page of listMigrationTasks(connection, 'p')) {
    for (const { task_id } of page.tasks) assert.ok(!all.has(task_id), task_id);
    for (const task of page.tasks) all.set(task.task_id, task);
  }
  return [...all.values()];
}

interface Run {
  readonly value: unknown;
  readonly error: CloudError | undefined;
  readonly cloud: AnsweringTransport;
}

/** One call to a cloud that answers like this, and what holds for every one of them. */
async function run(call: (connection: Connection) => Promise<unknown>, given: readonly CloudAnswer[]): Promise<Run> {
  const cloud = answerWith(given, key.secretAccessKey, key.securityToken);
  const exchanges: Exchange[] = [];
  const texts: string[] = [];
  let time = Date.UTC(2025, 5, 1);
  const connection = connectionTo('https://dcs.example', {
    transport: cloud.transport,
    session: sessionOf(key),
    now: () => new Date(time),
    record(exchange) {
      exchanges.push(exchange);
      texts.push([false, true].map((trace) => exchangeText(exchange, english, trace)).join('\n'));
    },
    patience: {
      random: () => 0.5,
      wait: async (milliseconds) => {
        time += milliseconds;
      },
    },
  });
  let value: unknown;
  let error: unknown;
  try {
    value = await call(connection);
  } catch (thrown) {
    error = thrown;
  }
  if (error !== undefined && !(error instanceof CloudError)) throw error;
  // What the key watch withholds is told, and not sent.
  assert.equal(exchanges.filter(wasSent).length, cloud.requests);
  for (const [index, exchange] of [...exchanges.entries()].slice(-3)) {
    assertShowable(exchange, texts[index] ?? '', cloud.secrets);
  }
  if (error !== undefined) assertDeclared(error);
  return { value, error, cloud };
}

function wasSent({ failure }: Exchange): boolean {
  return !(failure instanceof Refused && failure.facts.withheld);
}

/** One of four kinds, with words for a person, and the questions about it have answers that agree. */
function assertDeclared(error: CloudError): void {
  assert.ok([Refused, Unreachable, Unintelligible, Cancelled].some((kind) => error instanceof kind));
  const { meaning, action } = describeCloudError(error, english);
  assert.ok(meaning.length > 10 && action.length > 10);
  assert.ok(!wasNotPassedOn(error) || !error.mayHaveTakenEffect);
  assert.ok(!mayPassUnsent(error) || wasNotPassedOn(error));
  const status = error instanceof Refused || error instanceof Unintelligible ? error.facts.status : 0;
  assert.ok(![400, 401, 403, 404].includes(status) || !(mayPassForReads(error) || mayPassUnsent(error)));
  assert.ok(!isGone(error) || status === 404 || status === 400);
}

function assertShowable(exchange: Exchange, logged: string, secrets: ReadonlySet<string>): void {
  const { failure, ...facts } = exchange;
  const words = failure === undefined ? [] : [failure.message, failure.stack, JSON.stringify(failure)];
  const told = failure === undefined ? '' : sentenceOf(describeCloudError(failure, english), english);
  const judged = [JSON.stringify(facts), logged, told, ...words].join('\n').toLowerCase();
  // Nobody declares what stands under the name of a password, and every level hides it.
  assert.ok(!logged.includes(passwordValue), logged);
  for (const secret of secrets) {
    for (const spelled of Object.values(spellings(secret))) assert.ok(!judged.includes(spelled.toLowerCase()), spelled);
  }
}

const created = z.looseObject({ instance_id: z.string().min(1) });

/** What the answer to a create may be taken for, decided here once more and by other means; true where it is a task. */
async function checkCreate(answer: CloudAnswer): Promise<boolean> {
  const { value, error, cloud } = await run(create, [answer]);
  assert.equal(cloud.requests, 1);
  const expected =
    cloud.last && cloud.last.status <= 204 ? created.safeParse(parseJson(cloud.last.text)).data : undefined;
  if (expected !== undefined || value !== undefined) {
    assert.equal(created.parse(value).instance_id, expected?.instance_id);
    return true;
  }
  if (!('status' in answer)) return false;
  const isNo = answer.status >= 400 && answer.status < 500 && ![408, 421, 460, 499].includes(answer.status);
  assert.equal(error?.mayHaveTakenEffect, !isNo);
  if (isNo) assert.ok(error instanceof Refused);
  return false;
}

/** True where it brought something. */
async function checkRead({ asked, call, brings }: Read, given: readonly CloudAnswer[]): Promise<boolean> {
  const { value, error } = await run(call, given);
  if (error !== undefined) return false;
  const parsed = brings.safeParse(value);
  assert.ok(parsed.success, parsed.error?.message);
  if (asked === 'list' || asked === 'detail') assert.ok(!JSON.stringify(value, withoutErrors).includes(passwordValue));
  return true;
}

/** Errors have checks of their own. */
function withoutErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? undefined : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe(`any answer (${repeatedBy})`, function () {
  this.timeout(60 * 60_000);
  const share = Math.ceil(answers / (Object.keys(reads).length + 2));

  it(`to a create: ${share * 2}`, async () => {
    let accepted = 0;
    const check = async (answer: CloudAnswer) => {
      if (await checkCreate(answer)) accepted += 1;
    };
    await fc.assert(fc.asyncProperty(answersTo('create'), check), { seed, numRuns: share * 2 });
    assert.ok(share < 200 || accepted > share / 10, `only ${accepted} accepted`);
  });

  for (const [name, read] of Object.entries(reads)) {
    it(`to a request for ${name}: ${share}`, async () => {
      let accepted = 0;
      const check = async (given: readonly CloudAnswer[]) => {
        if (await checkRead(read, given)) accepted += 1;
      };
      const given = fc.array(answersTo(read.asked), { minLength: 1, maxLength: 3 });
      await fc.assert(fc.asyncProperty(given, check), { seed, numRuns: share });
      assert.ok(share < 200 || accepted > share / 20, `only ${accepted} accepted`);
    });
  }
});
