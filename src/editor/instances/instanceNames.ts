import { quoted } from '../../cloud/foreignText.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import type { CloudView } from '../cloudView.ts';
import type { Finding } from '../finding.ts';
import { type Fix, pickFor } from '../fixes.ts';
import { isWhole } from '../knownIds.ts';
import type { KnownInstances } from './knownInstances.ts';
import type { SeenInstance, WrittenEnd } from './migrationEnds.ts';

/** An end that was looked for among the instances. */
export interface SoughtEnd {
  readonly written: WrittenEnd;
  /** Absent where no instance is known to be it. */
  readonly seen?: SeenInstance;
}

/** What an instance is called in a message. */
export function nameOf({ name, instance_id: id }: Instance): string {
  return quoted(name || id);
}

/** Of what is no ID of an instance, with what was meant where that can be told. Nothing until the list is whole. */
export function unfound(
  written: WrittenEnd,
  { list, named, nearest }: KnownInstances,
  view: CloudView,
  t: Translate,
): Finding[] {
  if (!isWhole(list)) return [];
  const { text } = written;
  const namesakes = named(text);
  if (namesakes.length > 0) return [nameForId(written, namesakes, t)];
  const meant = nearest(text);
  // The text alone tells that it is no ID, and without a guess there is nothing to add.
  if (!uuid.test(text) && meant === undefined) return [];
  const { region, projectId: project } = view.target;
  const message =
    meant === undefined
      ? t('There is no DCS instance with this ID in region {region}, project {project}.', { region, project })
      : t('There is no DCS instance with this ID in region {region}, project {project}. Did you mean {name}?', {
          ...{ region, project },
          name: nameOf(meant),
        });
  const fixes = [
    ...(meant === undefined ? [] : [useIdOf(meant, written, t)]),
    pickFor(written.field, written.at.offset, t),
  ];
  return [{ code: 'unknownId', severity: 'warning', ...written.at, message, fixes, ...instead(text) }];
}

function nameForId(written: WrittenEnd, namesakes: readonly Instance[], t: Translate): Finding {
  const [only, ...others] = namesakes;
  const message =
    others.length === 0
      ? t('This is the name of a DCS instance, and "id" takes its ID.')
      : t('{count} DCS instances have this name, and "id" takes the ID of one of them.', {
          count: namesakes.length,
        });
  const use = only === undefined || others.length > 0 ? [] : [useIdOf(only, written, t)];
  const fixes = [...use, pickFor(written.field, written.at.offset, t)];
  return { code: 'nameForId', severity: 'warning', ...written.at, message, fixes, ...instead(written.text) };
}

/** Not on its own when the file is saved: what a target held is overwritten. */
function useIdOf(instance: Instance, { field }: WrittenEnd, t: Translate): Fix {
  const value = instance.instance_id;
  const title = t('Change to the ID of {name}, {id}', { name: nameOf(instance), id: quoted(value) });
  return { kind: 'set', title, field, value, safe: false };
}

function instead(text: string): Pick<Finding, 'insteadOf'> {
  return uuid.test(text) ? {} : { insteadOf: 'instanceNotUuid' };
}
