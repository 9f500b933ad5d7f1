import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { proposeName } from './nameStep.ts';
import type { TaskDraft } from './taskForm.ts';

/** What Esc left in a window. */
const unfinished = new WeakMap<object, TaskDraft>();

/** Keeps what was entered for the next time, unless nothing was or it is a file now. */
export function leaveUnfinished(desk: object, draft: TaskDraft): void {
  if (draft.begun && !draft.saved) unfinished.set(desk, draft);
}

/** Where this work fails, what was entered is kept, too. */
export function keepingUnfinished<T>(desk: object, draft: TaskDraft, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    leaveUnfinished(desk, draft);
    throw error;
  });
}

/** What was left unfinished, where the person goes on with it, or a new draft; undefined for Esc, which changes nothing. */
export async function draftToFillIn(desk: Pick<Desk, 't' | 'prompter'>): Promise<TaskDraft | undefined> {
  const left = unfinished.get(desk);
  const draft = left === undefined ? newDraft() : await askWhich(desk, left);
  if (draft !== undefined) unfinished.delete(desk);
  return draft;
}

function newDraft(): TaskDraft {
  return { name: proposeName(), description: '' };
}

async function askWhich(
  { t, prompter }: Pick<Desk, 't' | 'prompter'>,
  left: TaskDraft,
): Promise<TaskDraft | undefined> {
  const chosen = [left.vpc, left.subnet, left.securityGroup].map((network) => network?.name ?? network?.id);
  const reply = await prompter.pick<TaskDraft>({
    title: t('Create Migration Task'),
    placeholder: t('A task was left unfinished; it has not been created'),
    choices: [
      {
        label: t('Go On with {name}', { name: shortened(left.name) }),
        description: chosen.filter(Boolean).join(' · '),
        icon: 'debug-continue',
        value: left,
      },
      { label: t('Start a New Task'), icon: 'add', value: newDraft() },
    ],
  });
  return typeof reply === 'object' && 'value' in reply ? reply.value : undefined;
}
