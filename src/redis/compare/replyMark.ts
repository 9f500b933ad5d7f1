import { createHash, type Hash } from 'node:crypto';
import type { RedisReply } from '../reply.ts';

/** Tells replies from others, without holding them. */
export function markOf(replies: readonly RedisReply[]): string {
  const hash = createHash('sha256');
  for (const reply of replies) add(hash, reply);
  return hash.digest('base64');
}

function add(hash: Hash, reply: RedisReply): void {
  switch (reply.kind) {
    case 'text':
      hash.update(`text ${reply.bytes.length} `).update(reply.bytes);
      return;
    case 'number':
      hash.update(`number ${reply.value} `);
      return;
    case 'list':
      hash.update(`list ${reply.items.length} `);
      for (const item of reply.items) add(hash, item);
      return;
    default:
      hash.update(`${reply.kind} `);
  }
}
