import type { TaskSeed } from './seeds.ts';

const minute = 60_000;
const hour = 60 * minute;

/** What a team has under way: nine online migrations, none as the next, and an import of a backup, which is no online migration. */
export const teamTasks: readonly TaskSeed[] = [
  {
    name: 'orders-cache',
    description: 'Order cache of the shop, from the old data centre. Kept in sync until the switch.',
    state: 'inSync',
    // No burst in the first minutes.
    age: 5 * hour + 36 * minute,
  },
  {
    name: 'session-store',
    description: 'Web sessions. Full copy under way. Its link does not hold for long.',
    state: 'copying',
    age: 12_000,
    failure: 'linkLost',
    failsAfter: 5 * minute,
  },
  {
    name: 'cart-cache',
    description: 'Shopping carts. Copied, and still catching up.',
    state: 'catchingUp',
    age: 5000,
  },
  {
    name: 'product-catalogue',
    description: 'Product pages. Waits for somebody to enter source and target.',
    state: 'waiting',
    age: 26 * hour,
  },
  {
    name: 'rate-limiter',
    description: 'Counters of the API gateway.',
    state: 'creating',
    age: 2000,
  },
  {
    name: 'search-suggestions',
    description: 'Suggestions of the search box. Stopped before the release.',
    state: 'stopped',
    age: 3 * hour,
  },
  {
    name: 'payments-locks',
    description: 'Locks of the payment service. The source refused the password.',
    state: 'failed',
    failure: 'sourcePasswordRefused',
    age: 40 * minute,
  },
  {
    name: 'feature-flags',
    description: 'Feature flags. Copied once, finished.',
    state: 'finished',
    age: 20 * hour,
  },
  {
    name: 'leaderboard',
    description: 'Import of last night’s backup.',
    state: 'imported',
    age: 9 * hour,
  },
  {
    name: 'click-stream',
    description: 'Clicks of the shop. At times more is written than the bandwidth limit lets through.',
    state: 'inSync',
    age: minute,
    bandwidth: '2',
    surge: { after: 4.5 * minute, writes: 2300 },
  },
];
