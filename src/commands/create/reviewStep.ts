import type { Move, Position } from '../../desk/flow.ts';
import type { Choice } from '../../desk/ports.ts';
import { regionLabel } from '../../desk/regionLabel.ts';
import type { Verdict } from './lookAhead.ts';
import type { Chosen } from './networkChoices.ts';
import type { TaskForm } from './taskForm.ts';

/** `account` and `endpoint`: where that is changed. */
type ReviewChoice = 'create' | 'save' | 'preview' | 'account' | 'endpoint' | Exclude<Move, 'next'>;

type Row = Choice<ReviewChoice>;

type StepRow = Choice<{ readonly to: number }>;

/** Everything that is about to be sent, by name and ID, and what can be done with it; picking a value goes back to its step. */
export async function askReview(form: TaskForm, position: Position): Promise<ReviewChoice> {
  const { t, prompter } = form.desk;
  const reply = await prompter.pick<ReviewChoice>({
    title: form.title,
    ...position,
    placeholder: form.sandbox
      ? t('Nothing in the sandbox is real or billed')
      : t('Creating starts a migration machine, which is billed'),
    choices: [...(await verdictRows(form)), ...actions(form), ...taskRows(form), ...places(form)],
    // Not Create: an Enter key held down must not decide.
    isActive: (value) => typeof value === 'object' && value.to === 0,
  });
  if (reply === undefined || reply === 'back') return reply;
  return 'value' in reply ? reply.value : undefined;
}

/** What speaks against the name and the security group, each leading to where it is changed. */
export async function verdictRows({ names, groups }: TaskForm): Promise<readonly StepRow[]> {
  const [name, group] = await Promise.all([names.remark(), groups.remark()]);
  return [...verdict(name, 0), ...verdict(group, 4)];
}

/** What speaks against a value, in a row of its own so that it is not cut; it leads to where the value is changed. */
function verdict(remark: Verdict | undefined, to: number): StepRow[] {
  if (remark === undefined) return [];
  const { verdict: label, detail } = remark;
  return [{ label, icon: 'warning', value: { to }, ...(detail === undefined ? {} : { detail }) }];
}

function actions({ desk: { t } }: TaskForm): Row[] {
  return [
    { label: t('Create'), icon: 'rocket', value: 'create' },
    { label: t('Save as Task File…'), icon: 'save', value: 'save' },
    { label: t('Preview Request'), icon: 'eye', value: 'preview' },
  ];
}

/** The values of a task, each leading to its step. */
export function taskRows({ desk: { t }, draft }: TaskForm): readonly StepRow[] {
  const group = t('The task; pick a line to change it');
  const row = (label: string, description: string, to: number): StepRow => ({
    label,
    description,
    value: { to },
    group,
  });
  return [
    row(t('Name'), draft.name, 0),
    row(t('Description'), draft.description === '' ? t('(none)') : draft.description.replace(/\s+/g, ' '), 1),
    row(t('VPC'), named(draft.vpc), 2),
    row(t('Subnet'), named(draft.subnet), 3),
    row(t('Security group'), named(draft.securityGroup), 4),
  ];
}

function places({ desk: { t }, connection, projectId, projectName, sandbox }: TaskForm): Row[] {
  const group = t('Where it is created; pick a line to change it');
  const row = (label: string, description: string, value: ReviewChoice): Row => ({ label, description, value, group });
  const region = sandbox
    ? t('Local Sandbox ({region})', { region: connection.region })
    : regionLabel(connection.region, t);
  return [
    row(t('Region'), region, 'account'),
    row(t('Project'), [projectName, projectId].filter(Boolean).join(' · '), 'account'),
    row(t('Endpoint'), connection.endpoints.dcs, sandbox ? 'account' : 'endpoint'),
  ];
}

function named(chosen: Chosen | undefined): string {
  return [chosen?.name, chosen?.cidr, chosen?.id].filter(Boolean).join(' · ');
}
