import { asSentence, shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Evidence, Item, ItemId, Said } from '../../task/cutOver/item.ts';
import { clockText, figure } from '../tasks/phaseTexts.ts';
import { timeText } from '../timeText.ts';
import { conditionText } from './conditionText.ts';

/** What is to be so. */
export function itemTitle(id: ItemId, t: Translate): string {
  switch (id) {
    case 'inSync':
      return t('In sync, and ready to be cut over');
    case 'writesStopped':
      return t('Nothing writes to the source any more');
    case 'keysCompared':
      return t('Source and target were compared');
    case 'whitelistFits':
      return t('The target lets in the clients of the source');
    case 'clientsReconnect':
      return t('Applications connect again by themselves, to the name or the address of the instance');
    case 'swapPossible':
      return t('The addresses can be swapped');
    case 'passwordsFit':
      return t('Source and target have the same password');
    case 'portsFit':
      return t('Source and target have the same port');
    case 'newAddress':
      return t('The new address is prepared in the applications');
    case 'targetPassword':
      return t('The applications have the password of the target');
    default:
      return titleOfAfter(id, t);
  }
}

function titleOfAfter(
  id: Extract<ItemId, 'applicationsUseTarget' | 'changesSetBack' | 'taskDeleted' | 'reportKept'>,
  t: Translate,
): string {
  switch (id) {
    case 'applicationsUseTarget':
      return t('Applications use the target');
    case 'changesSetBack':
      return t('What was changed is set back');
    case 'taskDeleted':
      return t('The task and its machine are deleted');
    case 'reportKept':
      return t('The report is kept');
  }
}

/** What it rests on, and who has gone on without it. */
export function itemNote({ evidence, waived }: Item, t: Translate): string {
  const text = evidenceText(evidence, t);
  if (waived === undefined) return text;
  return `${asSentence(text)} ${t('Gone on without it: {who}', { who: saidText(waived, t) })}`;
}

function evidenceText(evidence: Evidence, t: Translate): string {
  switch (evidence.kind) {
    case 'inSync':
    case 'behind':
    case 'oldFigures':
    case 'noFigures':
    case 'notIncremental':
      return syncText(evidence, t);
    case 'lagMoves':
    case 'operations':
    case 'keysGrow':
      return writesText(evidence, t);
    case 'unsaid':
      return t('to be ticked by you');
    case 'ticked':
      return tickedText(evidence, t);
    case 'oldTick':
      return t('begun anew since it was ticked: {who}', { who: saidText(evidence.tick, t) });
    case 'compared':
      return `${outcomeText(evidence.outcome, t)} · ${shortened(evidence.summary, 200)} · ${at(evidence.at, t)}`;
    case 'comparedBefore':
      return t('compared before this copy was complete: {time}', { time: at(evidence.at, t) });
    case 'ends':
      return evidence.checks.map((check) => conditionText(check, t)).join(' ');
    case 'endsNotRead':
      return t('nobody has looked at source and target yet');
    case 'nothingLeft':
      return t('done');
    case 'left':
      return t('still to be done');
  }
}

function tickedText({ tick, isUnproven }: Extract<Evidence, { kind: 'ticked' }>, t: Translate): string {
  const who = saidText(tick, t);
  return isUnproven
    ? t('ticked: {who}; the writes of the sandbox never end, and are not held against it', { who })
    : t('ticked: {who}', { who });
}

type OfSync = Extract<Evidence, { kind: 'inSync' | 'behind' | 'oldFigures' | 'noFigures' | 'notIncremental' }>;

function syncText(evidence: OfSync, t: Translate): string {
  switch (evidence.kind) {
    case 'inSync': {
      const { lag = 0, since } = evidence;
      const values = { lag: figure(lag, t), time: since === undefined ? '?' : clockText(since, t) };
      return t('lag {lag}, seen so since {time}', values);
    }
    case 'behind':
      return behindText(evidence, t);
    case 'oldFigures':
      return t('the last figures are from {time}', { time: clockText(evidence.at, t) });
    case 'noFigures':
      return t('no figures yet');
    case 'notIncremental':
      return t('the migration is not in its incremental phase');
  }
}

function behindText({ lag, trend, at: time }: Extract<OfSync, { kind: 'behind' }>, t: Translate): string {
  if (lag === undefined) return t('catching up');
  const values = { lag: figure(lag, t), time: clockText(time, t) };
  switch (trend) {
    case 'growing':
      return t('not ready at {time}: lag {lag}, growing', values);
    case 'falling':
      return t('not ready at {time}: lag {lag}, falling', values);
    default:
      return t('not ready at {time}: lag {lag}; two good looks in a row are needed', values);
  }
}

function writesText(
  evidence: Extract<Evidence, { kind: 'lagMoves' | 'operations' | 'keysGrow' }>,
  t: Translate,
): string {
  const [who, time] = [saidText(evidence.tick, t), clockText(evidence.at, t)];
  switch (evidence.kind) {
    case 'lagMoves':
      return t('the lag was {lag} at {time}, so something still wrote; ticked: {who}', {
        lag: figure(evidence.lag, t),
        time,
        who,
      });
    case 'operations':
      return t('{count} operations/s reached the target at {time}, so something still wrote; ticked: {who}', {
        count: figure(evidence.count, t),
        time,
        who,
      });
    case 'keysGrow':
      return t('the source had {count} more keys at {time}, so something still wrote; ticked: {who}', {
        count: figure(evidence.by, t),
        time,
        who,
      });
  }
}

function outcomeText(outcome: 'equal' | 'different' | 'unclear', t: Translate): string {
  switch (outcome) {
    case 'equal':
      return t('equal');
    case 'different':
      return t('different');
    case 'unclear':
      return t('not clear');
  }
}

/** When, and as whom. */
function saidText({ at: time, profile }: Said, t: Translate): string {
  return `${at(time, t)} · ${shortened(profile)}`;
}

function at(time: number, t: Translate): string {
  return timeText(new Date(time), t);
}
