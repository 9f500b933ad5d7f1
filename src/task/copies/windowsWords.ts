import type { NoWord } from './noWord.ts';

/** What PowerShell takes for a single quote. Source: `IsSingleQuote` in CharTraits.cs of PowerShell. */
const singleQuotes = /['\u2018-\u201b]/g;

/**
 * A text as one argument for a program, in PowerShell: between single quotes, where only these are special and are doubled
 * (Source: about_Quoting_Rules). Windows PowerShell, and PowerShell before 7.3, hand a double quote on as it is, and put quotes around
 * blanks without doubling the backslash before the closing one; newer ones escape both, so that no spelling is right for all of them
 * (Source: about_Preference_Variables, `PSNativeCommandArgumentPassing`).
 */
export function powerShellWord(text: string): string | NoWord {
  if (text.includes('"')) return { code: 'noQuoting', character: '"' };
  if (/\s.*\\$/u.test(text)) return { code: 'backslashAtEnd' };
  return `'${text.replace(singleQuotes, '$&$&')}'`;
}

/**
 * A text as one argument for a program, at the prompt of cmd: between double quotes, where `& | < > ( ) ^` are themselves (Source: cmd in
 * the reference of Windows commands). `%` names a variable there too and cannot be escaped at the prompt, `!` does where delayed expansion
 * is on, and a quote inside would end the quotes for cmd. Backslashes before the closing quote are doubled for the program's own reading
 * (Source: "Parsing C command-line arguments" of Microsoft's C reference).
 */
export function cmdWord(text: string): string | NoWord {
  const [character] = /["%!]/.exec(text) ?? [];
  if (character !== undefined) return { code: 'noQuoting', character };
  return `"${text.replace(/\\+$/, '$&$&')}"`;
}
