import { quoted } from '../../../cloud/foreignText.ts';
import type { Translate } from '../../../cloud/translate.ts';
import type { AddressMistake } from '../../redisAddresses.ts';
import type { JsonKind, MigrationProblem } from '../taskFileProblems.ts';
import { describeKind } from '../textProblemText.ts';
import { passwordReference, proposedVariable } from './passwordVariable.ts';

/** The words for a problem in the migration section. Throws nothing, and holds no value of the file but the name of a variable. */
export function describeMigrationProblem(problem: MigrationProblem, t: Translate): string {
  const field = quoted(problem.field);
  switch (problem.code) {
    case 'missingSetting':
      return t('"{field}" is missing. The task can be created without it, but not configured; add it.', { field });
    case 'duplicateSetting':
      return t('"{field}" stands here a second time, and which one counts would be a guess. Remove one of the two.', {
        field,
      });
    case 'unknownSetting':
      return describeUnknown(field, problem, t);
    case 'settingType':
      return describeType(field, problem.expected, problem.actual, t);
    case 'emptySetting':
      return t('"{field}" is empty. Fill it in, or remove it.', { field });
    case 'unknownChoice':
      return describeChoices(field, problem, t);
    case 'bandwidthRange':
      return t('"{field}" must be a whole number of MB/s from 1 to 10240, such as 10. Correct it, or remove it.', {
        field,
      });
    case 'addressMistake':
      return describeAddress(field, problem.mistake, t);
    case 'unseenCharacter':
      return t('"{field}" holds an invisible character ({character}), perhaps copied from a web page. Delete it.', {
        field,
        character: problem.character,
      });
    default:
      return describeInstance(field, problem, t);
  }
}

type OfInstance = Extract<
  MigrationProblem,
  {
    code: 'instanceNotUuid' | 'noInstance' | 'idAndAddrs' | 'literalPassword' | 'variableName' | 'credentialVariable';
  }
>;

function describeInstance(field: string, problem: OfInstance, t: Translate): string {
  const example = passwordReference(proposedVariable(problem.field));
  switch (problem.code) {
    case 'instanceNotUuid':
      return problem.isBlank
        ? t('"{field}" starts or ends with a blank, which is sent too. Remove it.', { field })
        : t(
            '"{field}" is not a UUID such as 5e37b3be-950a-48e1-b498-65b63d336481. Check that the ID is complete and not a name.',
            { field },
          );
    case 'noInstance':
      return t(
        '"{field}" names no Redis. Add "id" with the ID of a DCS instance, or "addrs" with the address of another Redis.',
        { field },
      );
    case 'idAndAddrs':
      return t('"{field}" has both "id" and "addrs", and which one counts is not documented. Keep one of the two.', {
        field,
      });
    case 'literalPassword':
      return t(
        '"{field}" holds something else than the name of an environment variable. Task files are shared, so a password never belongs in them: write {example}, or remove the field to be asked for the password.',
        { field, example },
      );
    case 'variableName':
      return t(
        'The name of an environment variable has letters, digits and _, and begins with no digit. Write it like {example}.',
        { example },
      );
    case 'credentialVariable':
      return t(
        'The environment variable {variable} may hold a credential of the cloud, which must not get to a Redis. Use another one, such as {example}.',
        { variable: quoted(problem.variable), example },
      );
  }
}

function describeUnknown(
  field: string,
  problem: { readonly nearest?: string; readonly isCredential: boolean },
  t: Translate,
): string {
  const { nearest, isCredential } = problem;
  if (nearest !== undefined) {
    return t('"{field}" is not a field of the migration settings. Did you mean "{nearest}"?', { field, nearest });
  }
  return isCredential
    ? t(
        '"{field}" looks like a credential. Task files are shared, so remove it: the password of a Redis is named in "password" of its instance, as {example}.',
        { field, example: passwordReference(proposedVariable('')) },
      )
    : t('"{field}" is not a field of the migration settings. Remove it.', { field });
}

function describeType(field: string, expected: JsonKind, actual: JsonKind, t: Translate): string {
  const wanted = describeKind(expected, t);
  return actual === 'null'
    ? t('"{field}" is null, but must be {expected}.', { field, expected: wanted })
    : t('"{field}" holds {actual}, but must be {expected}.', {
        field,
        actual: describeKind(actual, t),
        expected: wanted,
      });
}

function describeChoices(
  field: string,
  { choices, nearest }: { readonly choices: readonly string[]; readonly nearest?: string },
  t: Translate,
): string {
  const list = choices.map((choice) => `"${choice}"`).join(', ');
  return nearest === undefined
    ? t('"{field}" must be one of {choices}.', { field, choices: list })
    : t('"{field}" must be one of {choices}. Did you mean "{nearest}"?', { field, choices: list, nearest });
}

function describeAddress(field: string, mistake: AddressMistake, t: Translate): string {
  switch (mistake) {
    case 'blank':
      return t('A blank stands in an address of "{field}", and is sent too. Remove it.', { field });
    case 'emptyPart':
      return t('An address of "{field}" is empty. Write it, or remove the comma that is too much.', { field });
    case 'fullWidth':
      return t('An address of "{field}" has full-width signs. Write the plain ones of the keyboard: . : ,', { field });
    case 'scheme':
      return t('An address of "{field}" is ip:port, such as 192.168.1.1:6379. Remove what stands before it.', {
        field,
      });
    case 'credentials':
      return t(
        'A user or a password stands in an address of "{field}". Task files are shared: remove what stands before the @, and name the environment variable of the password in "password".',
        { field },
      );
    case 'missingHost':
      return t('An address of "{field}" has only a port. Write it as ip:port, such as 192.168.1.1:6379.', { field });
    case 'missingPort':
      return t('An address of "{field}" has no port. Write it as ip:port, such as 192.168.1.1:6379.', { field });
    case 'host':
      return t(
        'An address of "{field}" does not begin with an IP address. Write it as ip:port, such as 192.168.1.1:6379.',
        { field },
      );
    case 'port':
      return t('The port in an address of "{field}" must be a whole number from 1 to 65535, with nothing behind it.', {
        field,
      });
  }
}
