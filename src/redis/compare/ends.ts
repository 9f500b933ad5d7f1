import { CloudError } from '../../cloud/errors.ts';
import type { ReadCommand } from '../../cloud/services/readCommands.ts';
import { RedisFailure } from '../redisFailure.ts';
import type { RedisNode, RedisReader } from '../redisReader.ts';
import type { RedisReply } from '../reply.ts';

export type Side = 'source' | 'target';

/** One for each end. */
export interface Both<T> {
  readonly source: T;
  readonly target: T;
}

/** One of the two, as the comparison asks it. */
export interface End {
  readonly side: Side;
  readonly reader: RedisReader;
  readonly signal: AbortSignal;
  /** Waits until one more command may be sent. */
  readonly turn: () => Promise<void>;
}

/** An end that cannot be asked any more. */
export class EndFailure extends Error {
  override readonly name = 'EndFailure';
  readonly side: Side;

  constructor(side: Side, cause: unknown) {
    super(`The ${side} cannot be asked any more.`, { cause });
    this.side = side;
  }
}

/** Thrown by what was going on when the comparison was cancelled. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/** What came of each command. @throws {EndFailure | CalledOff} */
export async function askNode(
  end: End,
  node: RedisNode,
  database: number,
  commands: readonly ReadCommand[],
): Promise<readonly RedisReply[]> {
  const { side, signal } = end;
  try {
    if (end.reader.way === 'connection') return await node.askAll(commands, { database, signal });
    const replies: RedisReply[] = [];
    for (const command of commands) {
      await end.turn();
      if (signal.aborted) throw new CalledOff();
      replies.push(...(await node.askAll([command], { database, signal })));
    }
    return replies;
  } catch (error) {
    if (signal.aborted) throw new CalledOff();
    throw error instanceof RedisFailure || error instanceof CloudError ? new EndFailure(side, error) : error;
  }
}

/** A command about a key. */
export interface KeyQuestion {
  readonly key: Uint8Array;
  readonly command: ReadCommand;
}

/** The reply to each, in their order; those for one node are sent together. @throws {EndFailure | CalledOff} */
export async function askKeys(
  end: End,
  database: number,
  questions: readonly KeyQuestion[],
): Promise<readonly RedisReply[]> {
  const replies = new Map<KeyQuestion, RedisReply>();
  const byNode = new Map<RedisNode, KeyQuestion[]>();
  for (const question of questions) {
    const node = end.reader.nodeOf(question.key);
    const some = byNode.get(node);
    if (some === undefined) byNode.set(node, [question]);
    else some.push(question);
  }
  for (const [node, some] of byNode) {
    const found = await askNode(
      end,
      node,
      database,
      some.map(({ command }) => command),
    );
    for (const [index, question] of some.entries()) {
      const reply = found[index];
      if (reply !== undefined) replies.set(question, reply);
    }
  }
  return questions.map((question) => replies.get(question) ?? { kind: 'unclear', why: 'notShown' });
}

/** The same of both ends, at the same time. What fails is thrown when neither is asked any more. */
export async function ofBoth<T>({ source, target }: Both<End>, ask: (end: End) => Promise<T>): Promise<Both<T>> {
  const [first, second] = await Promise.allSettled([ask(source), ask(target)]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return { source: first.value, target: second.value };
}
