import type { Translate } from '../../cloud/translate.ts';
import { type Shell, shellNames } from './shell.ts';

/** Why a text cannot be a word of a shell. */
export type NoWord =
  | { readonly code: 'unseen' /** `U+0003` */; readonly character: string }
  | { readonly code: 'noQuoting'; readonly character: string }
  | { readonly code: 'backslashAtEnd' };

/** Why there is no command for a shell. */
export type NoCommand = { readonly shell: Shell } & (
  | (NoWord & { readonly field: string })
  | { readonly code: 'tooLong' /** Characters. */; readonly limit: number }
);

/** One sentence: what is there, and why that cannot be in the command. */
export function describeNoCommand(reason: NoCommand, t: Translate): string {
  const shell = shellNames[reason.shell];
  if (reason.code === 'tooLong')
    return t('The command is longer than the {limit} characters that {shell} takes.', {
      limit: reason.limit,
      shell,
    });
  const { field } = reason;
  if (reason.code === 'unseen')
    return t('"{field}" holds {character}, which a terminal acts on or does not show. cURL can send it.', {
      field,
      character: reason.character,
    });
  if (reason.code === 'noQuoting')
    return t('"{field}" holds {character}, which {shell} has no sure way to quote.', {
      field,
      character: reason.character,
      shell,
    });
  return t('"{field}" holds blanks and ends in a backslash, which not every {shell} passes on.', { field, shell });
}
