import { quoted } from '../../cloud/foreignText.ts';
import { redactText } from '../../cloud/redaction/maskText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { FieldProblem, JsonKind, ValueProblem } from './taskFileProblems.ts';
import { describeKind } from './textProblemText.ts';

/** The words for a problem with a field's name or value. Throws nothing. */
export function describeFieldProblem(problem: FieldProblem | ValueProblem, t: Translate): string {
  const field = quoted(problem.field);
  switch (problem.code) {
    case 'missingField':
      return t('"{field}" is missing. A migration task needs name, vpc_id, subnet_id and security_group_id; add it.', {
        field,
      });
    case 'duplicateField':
      return t('"{field}" stands here a second time, and which one counts would be a guess. Remove one of the two.', {
        field,
      });
    case 'unknownField':
      return describeUnknown(field, problem, t);
    case 'forbiddenField':
      return describeForbidden(field, problem.kind, t);
    default:
      return problem.severity === 'error' ? describeWrong(field, problem, t) : describeUnusual(field, problem, t);
  }
}

function describeUnknown(
  field: string,
  problem: { readonly nearest?: string; readonly wraps: boolean },
  t: Translate,
): string {
  if (problem.wraps) {
    return t(
      'The task stands inside "{field}". Its fields belong at the top of the file: remove "{field}" and its braces.',
      { field },
    );
  }
  return problem.nearest === undefined
    ? t('"{field}" is not a field of a migration task. Remove it.', { field })
    : t('"{field}" is not a field of a migration task. Did you mean "{nearest}"?', { field, nearest: problem.nearest });
}

function describeForbidden(field: string, kind: 'credential' | 'address' | 'prototype', t: Translate): string {
  switch (kind) {
    case 'credential':
      return t(
        '"{field}" looks like a credential. Task files are shared, so credentials never belong in them: remove it, and use DCS: Sign In.',
        { field },
      );
    case 'address':
      return t(
        '"{field}" looks like the address of a server. A file must not choose where signed requests go: remove it, and use the setting dcs.endpoints.',
        { field },
      );
    case 'prototype':
      return t('"{field}" is a name that programs misuse. It has no place in a task file: remove it.', { field });
  }
}

type Wrong = Extract<ValueProblem, { severity: 'error' }>;
type Unusual = Extract<ValueProblem, { severity: 'warning' }>;

function describeWrong(field: string, problem: Wrong, t: Translate): string {
  switch (problem.code) {
    case 'emptyField':
      return problem.required
        ? t('"{field}" is empty. Fill it in; the task cannot be created without it.', { field })
        : t('"{field}" is empty. Fill it in, or remove the field to use the value of the profile or the settings.', {
            field,
          });
    case 'wrongType':
      return problem.actual === 'null'
        ? t('"{field}" is null. Write a text in double quotes, or remove the field if it is optional.', { field })
        : t('"{field}" holds {actual}, but must be {expected} in double quotes.', {
            field,
            actual: describeKind(problem.actual, t),
            expected: expectedIn(problem.field, problem.expected, t),
          });
    case 'loneSurrogate':
      return t(
        '"{field}" holds half of a character (a lone surrogate), which cannot be sent. Delete it or type the character again.',
        { field },
      );
    case 'unsafeProjectId':
      return t(
        "The project ID becomes part of the request's address, so it may hold only letters, digits, - and _ (at most 64). Copy it from My Credentials in the console.",
      );
    case 'invalidRegion':
      return problem.nearest === undefined
        ? t('"{value}" is not a region ID; one looks like cn-north-4. Choose one from completion.', {
            value: quoted(redactText(problem.value, [])),
          })
        : t('"{value}" is not a region ID. Did you mean {nearest}?', {
            value: quoted(redactText(problem.value, [])),
            nearest: problem.nearest,
          });
  }
}

function expectedIn(field: string, expected: JsonKind, t: Translate): string {
  switch (field) {
    case 'region':
      return t('the ID of a region');
    case 'project_id':
      return t('the ID of a project');
    case 'vpc_id':
      return t('the ID of a VPC');
    case 'subnet_id':
      return t('the network ID of a subnet');
    case 'security_group_id':
      return t('the ID of a security group');
    default:
      return describeKind(expected, t);
  }
}

function describeUnusual(field: string, problem: Unusual, t: Translate): string {
  switch (problem.code) {
    case 'idNotUuid':
      return problem.surroundedByBlanks
        ? t('"{field}" starts or ends with a blank, which is sent too. Remove it.', { field })
        : t(
            '"{field}" is not a UUID such as 5e37b3be-950a-48e1-b498-65b63d336481. Check that the ID is complete and not a name.',
            { field },
          );
    case 'nameOutsideConsoleRule':
      return t(
        'The console asks of a task name: 4 to 64 letters, digits, - and _, the first a letter. The service may refuse this one.',
      );
    case 'descriptionTooLong':
      return t(
        'The description has {actual} characters. The service takes {limit} for an instance and may refuse more for a task.',
        {
          actual: problem.actual,
          limit: problem.limit,
        },
      );
    case 'projectIdUnusual':
      return t(
        'A project ID usually has 32 hexadecimal digits. Check that this is the ID and not the name of the project.',
      );
    case 'unknownRegion':
      return problem.nearest === undefined
        ? t(
            'The region {value} is not in the list of this extension. Check it; a new region can be used all the same.',
            { value: quoted(redactText(problem.value, [])) },
          )
        : t(
            'The region {value} is not in the list of this extension. Did you mean {nearest}? A new region can be used all the same.',
            {
              value: quoted(redactText(problem.value, [])),
              nearest: problem.nearest,
            },
          );
    case 'controlCharacter':
      return t('"{field}" holds an invisible control character ({character}). Remove it unless it is meant.', {
        field,
        character: problem.character,
      });
    case 'replacementCharacter':
      return t(
        '"{field}" holds �, the sign of a file opened with the wrong encoding. Reopen it with its encoding, or type the text again.',
        { field },
      );
  }
}
