import { type Answer, picked, typed } from '../../../support/desk/script.ts';

export const passwords = { source: 'canary-of-the-source-77', target: 'canary-of-the-target-78' };

/** What is asked, by its first words. */
export const asks = {
  method: 'What is to be migrated?',
  source: 'Pick the source',
  sourcePassword: 'Password of the source',
  target: 'Pick the target',
  targetPassword: 'Password of the target',
  reconnect: 'Shall it connect again',
  bandwidth: 'Most bandwidth',
  review: 'Nothing in the sandbox is real',
};

/** Up to the review of a full copy, with these ends. */
export function between(source: string, target: string): readonly Answer[] {
  return [
    picked(asks.method, 'Full Copy'),
    picked(asks.source, source),
    typed(asks.sourcePassword, passwords.source),
    picked(asks.target, target),
    typed(asks.targetPassword, passwords.target),
    picked(asks.reconnect, 'Auto-Reconnect Off'),
  ];
}

/** Everything up to the review. */
export const wholeAnswers: readonly Answer[] = [
  picked(asks.method, 'Full Copy and Incremental Migration'),
  picked(asks.source, 'carts-redis'),
  typed(asks.sourcePassword, passwords.source),
  picked(asks.target, 'carts-redis-new'),
  typed(asks.targetPassword, passwords.target),
  picked(asks.reconnect, 'Auto-Reconnect On'),
  typed(asks.bandwidth, '20', ['0', '10241', '1.5', 'fast']),
];

export const start = picked(asks.review, 'Start');
