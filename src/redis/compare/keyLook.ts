import type { RedisReply } from '../reply.ts';
import type { What, WhyNot } from './comparison.ts';
import type { Both, End } from './ends.ts';

/** What one look at a key came to. */
export type KeyLook =
  | { readonly kind: 'same'; readonly isInPart: boolean }
  /** `mark`: of what the source had. */
  | { readonly kind: 'different'; readonly whats: readonly [What, ...What[]]; readonly mark: string }
  /** It changed between two questions of one look. */
  | { readonly kind: 'moving' }
  /** It is not in the source any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'notCompared'; readonly why: WhyNot; readonly code?: string };

/** How keys are looked at. */
export interface Looking {
  readonly ends: Both<End>;
  readonly database: number;
  readonly now: () => number;
  readonly seed: number;
  /** Whether nothing that takes long is begun any more. */
  readonly isLate: () => boolean;
}

/** The first that says why it cannot be compared. */
export function unreadIn(replies: readonly RedisReply[]): KeyLook | undefined {
  for (const reply of replies) {
    if (reply.kind === 'unclear') return { kind: 'notCompared', why: reply.why };
    if (reply.kind === 'refused' && reply.code === 'WRONGTYPE') return { kind: 'moving' };
    if (reply.kind === 'refused') return { kind: 'notCompared', why: 'refused', code: reply.code };
    const inside = reply.kind === 'list' ? unreadIn(reply.items) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
