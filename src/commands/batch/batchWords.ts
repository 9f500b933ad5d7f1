import type { Translate } from '../../cloud/translate.ts';
import type { Decision } from './acceptBatch.ts';
import type { TableParts } from './batchTable.ts';

/** Of a batch whose tasks are created, and no more. */
export function tableOfCreates(t: Translate): TableParts {
  return {
    title: t('Run Many Task Files'),
    billed: t('Each ticked task starts a migration machine, which is billed. Nothing has been sent yet.'),
    heads: [],
    cellsOf: () => [],
    shortOf: () => [],
    warningsOf: () => [],
  };
}

/** As above. */
export function decisionToCreate(t: Translate): Decision {
  return {
    title: t('Run Many Task Files'),
    message: (count, again) =>
      again === 0
        ? t('Create the ticked migration tasks: {count}?', { count })
        : t('Create the ticked migration tasks: {count}? Of these exist already, or may exist: {again}.', {
            count,
            again,
          }),
    request: (count, again) =>
      again === 0
        ? t('Type {count} to create as many tasks.', { count })
        : t('Type {count} to create as many tasks. Of these exist already, or may exist: {again}.', { count, again }),
    besides: [],
    yes: t('Create Tasks'),
    no: t('Do Not Create'),
  };
}
