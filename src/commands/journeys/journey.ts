import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import type { PlannedTask } from '../batch/batchPlan.ts';
import type { FileSettings } from '../configure/fileSettings.ts';
import { type JourneyForm, journeyForm } from '../configure/journeyForm.ts';
import { redisKey } from '../preflight/configureForm.ts';
import { readFacts } from '../preflight/reading/readFacts.ts';
import { type Ahead, endAhead } from './readAhead.ts';

/** A task of a batch, and what it is to migrate once it is there. */
export interface Journey {
  readonly task: PlannedTask;
  readonly file: FileSettings;
  readonly form: JourneyForm;
  /** The file of the batch, before this one, that has the same target. */
  readonly sharesTargetWith?: string | undefined;
}

/**
 * Without passwords. What the checks judge is what was read ahead until there is a machine, and then what is the case by then.
 */
export function journeyOf(desk: Desk, task: PlannedTask, file: FileSettings, ahead: Ahead): Journey {
  const { place, body } = task;
  const { migration } = file;
  const name = shortened(body.name);
  const form = journeyForm(
    {
      desk,
      title: name,
      place,
      about: {
        name,
        vpcId: body.vpc_id,
        subnetId: body.subnet_id,
        securityGroupId: body.security_group_id,
      },
      draft: {
        method: migration.migration_method,
        source: { redis: endAhead(ahead, file, 'source'), password: undefined },
        target: { redis: endAhead(ahead, file, 'target'), password: undefined },
        resumeMode: migration.resume_mode,
        bandwidth: migration.bandwidth_limit_mb ?? '',
        keepsPasswords: false,
      },
      isOneOfMany: true,
    },
    (now, tries, stop) =>
      now.task === undefined
        ? readFacts({ ...now, place: ahead.place }, ahead.tries, stop)
        : readFacts(now, tries, stop),
  );
  return { task, file, form };
}

/** What the checks warn of, in words. */
export function warningsOf({ form: { checks } }: Journey): readonly string[] {
  return checks
    .open()
    .filter(({ verdict }) => verdict === 'warning')
    .map((check) => checks.textOf(check));
}

/** Says of each whose target another one before it has. */
export function withSharedTargets(journeys: readonly Journey[]): readonly Journey[] {
  const files = new Map<string, string>();
  return journeys.map((journey) => {
    const { target } = journey.form.draft;
    const key = target === undefined ? '' : redisKey(target.redis).toLowerCase();
    const sharesTargetWith = files.get(key);
    if (sharesTargetWith === undefined) files.set(key, journey.task.file.path);
    return { ...journey, sharesTargetWith };
  });
}
