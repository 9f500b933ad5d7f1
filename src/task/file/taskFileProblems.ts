import type { AddressMistake } from '../redisAddresses.ts';

interface ErrorAt {
  readonly severity: 'error';
  /** UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly length: number;
}

interface WarningAt {
  readonly severity: 'warning';
  readonly offset: number;
  readonly length: number;
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** What the JSON parser stumbled over. */
export type SyntaxMistake =
  | 'pastedCommand'
  | 'pastedRequest'
  | 'singleQuotes'
  | 'fullWidth'
  | 'invisible'
  | 'word'
  | 'symbol'
  | 'number'
  | 'nameExpected'
  | 'valueExpected'
  | 'colonExpected'
  | 'commaExpected'
  | 'braceExpected'
  | 'bracketExpected'
  | 'endExpected'
  | 'openComment'
  | 'openString'
  | 'escape'
  | 'rawControl';

/** What keeps a file from being read as one JSON object. */
export type TextProblem = ErrorAt &
  (
    | { readonly code: 'tooLarge' /** Bytes. */; readonly size: number; readonly limit: number }
    | { readonly code: 'binary' }
    | { readonly code: 'notUtf8'; readonly byte: number; readonly line: number; readonly column: number }
    | { readonly code: 'byteOrderMark' }
    | { readonly code: 'utf16'; readonly encoding: 'UTF-16 LE' | 'UTF-16 BE' }
    | { readonly code: 'emptyFile' }
    | {
        readonly code: 'syntax';
        readonly mistake: SyntaxMistake /** The character at fault, where it is one. */;
        readonly found: string;
      }
    | { readonly code: 'tooDeep'; readonly limit: number }
    | { readonly code: 'notAnObject'; readonly actual: JsonKind }
  );

/** What is wrong with the names of the fields. */
export type FieldProblem = ErrorAt & { readonly field: string } & (
    | { readonly code: 'missingField' }
    | { readonly code: 'duplicateField' }
    | {
        readonly code: 'unknownField';
        readonly nearest?: string /** A whole task stands inside it. */;
        readonly wraps: boolean;
      }
    | { readonly code: 'forbiddenField'; readonly kind: 'credential' | 'address' | 'prototype' }
  );

/** What is wrong, or unusual, with the value of a field. */
export type ValueProblem =
  | (ErrorAt & { readonly field: string } & (
        | { readonly code: 'emptyField'; readonly required: boolean }
        | { readonly code: 'wrongType'; readonly expected: JsonKind; readonly actual: JsonKind }
        | { readonly code: 'loneSurrogate' }
        | { readonly code: 'unsafeProjectId' }
        | { readonly code: 'invalidRegion'; readonly value: string; readonly nearest?: string }
      ))
  | (WarningAt & { readonly field: string } & (
        | {
            readonly code: 'idNotUuid' /** Blanks before or after it are all that is wrong. */;
            readonly surroundedByBlanks: boolean;
          }
        | { readonly code: 'nameOutsideConsoleRule' }
        | { readonly code: 'descriptionTooLong'; readonly actual: number; readonly limit: number }
        | { readonly code: 'projectIdUnusual' }
        | { readonly code: 'unknownRegion'; readonly value: string; readonly nearest?: string }
        | { readonly code: 'controlCharacter'; readonly character: string }
        | { readonly code: 'replacementCharacter' }
      ));

/**
 * What is wrong, or unusual, in the migration section. It keeps nothing from being created: the section is not sent then, and files
 * of 0.1.0 may hold anything in it. `field` is a path: `migration.source_instance.addrs`. The evidence holds no value of the file but
 * the name of a variable, since a password may stand in any.
 */
export type MigrationProblem = WarningAt & { readonly section: 'migration'; readonly field: string } & (
    | { readonly code: 'missingSetting' }
    | { readonly code: 'duplicateSetting' }
    | {
        readonly code: 'unknownSetting' /** The path of the object that it stands in. */;
        readonly within: string;
        readonly nearest?: string;
        readonly isCredential: boolean;
      }
    | { readonly code: 'settingType'; readonly expected: JsonKind; readonly actual: JsonKind }
    | { readonly code: 'emptySetting' }
    | { readonly code: 'unknownChoice'; readonly choices: readonly string[]; readonly nearest?: string }
    | { readonly code: 'bandwidthRange' }
    | { readonly code: 'instanceNotUuid' /** Blanks around it are all that is wrong. */; readonly isBlank: boolean }
    | { readonly code: 'noInstance' }
    | { readonly code: 'idAndAddrs' }
    | { readonly code: 'addressMistake'; readonly mistake: AddressMistake }
    | { readonly code: 'unseenCharacter'; readonly character: string }
    | { readonly code: 'literalPassword' }
    | { readonly code: 'variableName' }
    | { readonly code: 'credentialVariable'; readonly variable: string }
  );

/**
 * Something about a task file that its author should know. An error keeps the task from being sent, a warning does not.
 * The evidence never holds the value of a field that could be a secret.
 */
export type TaskFileProblem = TextProblem | FieldProblem | ValueProblem | MigrationProblem;
