import type { Plan, Stop } from './gate.ts';
import type { Amount } from './passedMessage.ts';

/** What a create has come to after a kill, a new start and settling. */
export type End =
  /** Never noted as sent, so nothing is left to settle; and nothing was sent. */
  | 'nothing'
  /** Noted as sent; there is no task, and the entry stays open. */
  | 'open'
  /** The task is there; the killed host had settled it. */
  | 'answered'
  /** The task is there, and was found in the list. */
  | 'found'
  /** Where the host goes on while it is killed, and how far it gets is chance: any of these, as long as it is true. */
  | 'any';

/** Where in a create the extension host is killed, and what must come of it. */
export interface Point {
  readonly name: string;
  /** The step of the host, in `fileSteps.ts` or `inHost.ts`, at which it stands still. */
  readonly holdAt?: string;
  /** Where the request is stopped; the host goes on as far as it can without it. */
  readonly plan?: Plan;
  /** Milliseconds from that event to the kill, while the host goes on: a file in a folder of the journal, or the whole request. */
  readonly after?: { readonly event: 'claimed' | 'open' | 'settled' | 'request'; readonly delay: number };
  /** When the network hands the cloud what it had of the request, if ever: before the next start, or after the first settling. */
  readonly arrives?: 'at once' | 'late';
  /** The new host is killed, too, while it settles: at a step or where a request is stopped. */
  readonly again?: { readonly holdAt: string } | { readonly plan: Plan };
  readonly end: End;
}

const steps = ['empty', 'half', 'written', 'synced', 'renamed', 'listed'] as const;

/** The six steps of writing an entry's file. */
function writing(folder: string, what: string, ends: readonly End[]): Point[] {
  return steps.map((step, index) => ({
    name: `${what}: ${step}`,
    holdAt: `${folder}:${step}`,
    end: ends[index] ?? 'any',
  }));
}

function stopped(stop: Stop, end: End, arrives?: Point['arrives']): Point {
  const amount = stop.after === 'connection' ? '' : `, ${stop.amount}`;
  const later =
    arrives === undefined
      ? ''
      : `; the rest arrives ${arrives === 'late' ? 'after the first settling' : 'all the same'}`;
  const name = `the ${stop.of}'s ${stop.after}${amount}${later}`;
  return { name, plan: { stop }, end, ...(arrives === undefined ? {} : { arrives }) };
}

const request = (amount: Amount): Stop => ({ of: 'create', after: 'request', amount });
const answer = (amount: Amount): Stop => ({ of: 'create', after: 'answer', amount });
const all = { after: 'request', amount: 'all' } as const;

const beforeNoted: readonly Point[] = [
  { name: 'the command', holdAt: 'command', end: 'nothing' },
  stopped({ of: 'lookup', after: 'connection' }, 'nothing'),
  stopped({ of: 'lookup', ...all }, 'nothing'),
  stopped({ of: 'lookup', after: 'answer', amount: 'half of the body' }, 'nothing'),
];

const noting: readonly Point[] = [
  ...writing('claimed', 'the claim', ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing']),
  ...writing('open', 'the sent entry', ['nothing', 'nothing', 'nothing', 'nothing', 'open', 'open']),
  { name: 'the sent entry, before the claim is removed', holdAt: 'claimed:removing', end: 'open' },
  { name: 'the sent entry, nothing sent', holdAt: 'claimed:removed', end: 'open' },
];

const sending: readonly Point[] = [
  stopped({ of: 'create', after: 'connection' }, 'open'),
  stopped(request('one byte'), 'open'),
  stopped(request('half of the head'), 'open'),
  stopped(request('the head'), 'open'),
  stopped(request('half of the body'), 'open'),
  stopped(request('all but one byte'), 'open'),
  stopped(request('all'), 'open'),
  stopped(request('half of the head'), 'found', 'at once'),
  stopped(request('half of the body'), 'found', 'at once'),
  stopped(request('all'), 'found', 'at once'),
  stopped(request('all'), 'found', 'late'),
];

const answering: readonly Point[] = [
  stopped(answer('nothing'), 'found'),
  stopped(answer('one byte'), 'found'),
  stopped(answer('half of the head'), 'found'),
  stopped(answer('the head'), 'found'),
  stopped(answer('half of the body'), 'found'),
  stopped(answer('all but one byte'), 'found'),
  stopped(answer('all'), 'any'),
];

const settling: readonly Point[] = [
  ...writing('settled', 'the settled entry', ['found', 'found', 'found', 'found', 'answered', 'answered']),
  { name: 'the settled entry, before the sent one is removed', holdAt: 'open:removing', end: 'answered' },
  { name: 'the settled entry, the sent one removed', holdAt: 'open:removed', end: 'answered' },
  { name: 'the notification', holdAt: 'told', end: 'answered' },
];

const answerLost: readonly Point[] = [
  { name: 'looking, the answer lost: the list', plan: { reset: 'after', stop: { of: 'list', ...all } }, end: 'found' },
  {
    name: 'looking, the answer lost: the detail',
    plan: { reset: 'after', stop: { of: 'detail', ...all } },
    end: 'found',
  },
  {
    name: 'looking, the answer lost: half of the settled entry',
    plan: { reset: 'after' },
    holdAt: 'settled:half',
    end: 'found',
  },
  { name: 'looking, the request lost: between two looks', plan: { reset: 'before' }, holdAt: 'waiting', end: 'open' },
  {
    name: 'looking, the request late: between two looks; it arrives all the same',
    plan: { reset: 'before' },
    holdAt: 'waiting',
    arrives: 'at once',
    end: 'found',
  },
];

const again = (name: string, how: NonNullable<Point['again']>): Point => ({
  ...stopped(answer('nothing'), 'found'),
  name: `the create's answer, nothing; killed again in settling: ${name}`,
  again: how,
});

const killedAgain: readonly Point[] = [
  again('the detail', { plan: { stop: { of: 'detail', ...all } } }),
  again('half of the settled entry', { holdAt: 'settled:half' }),
  again('the settled entry, the sent one not removed', { holdAt: 'open:removing' }),
];

const underWay: readonly Point[] = (
  [
    { event: 'claimed', delay: 0 },
    { event: 'open', delay: 0 },
    { event: 'open', delay: 3 },
    { event: 'request', delay: 0 },
    { event: 'request', delay: 3 },
    { event: 'settled', delay: 0 },
  ] as const
).map((after) => ({ name: `under way, ${after.delay} ms after: ${after.event}`, after, end: 'any' }));

export const points: readonly Point[] = [
  ...beforeNoted,
  ...noting,
  ...sending,
  ...answering,
  ...settling,
  ...answerLost,
  ...killedAgain,
  ...underWay,
];
