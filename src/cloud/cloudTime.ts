import * as z from 'zod';

/** A moment as the cloud writes it. */
interface CloudTime {
  readonly text: string;
  /** Undefined where the text is in no known format. */
  readonly time: Date | undefined;
}

/** `2021-06-16T06:12:55.508Z` (list), `2019/10/22 14:44:30` (detail). */
const spelledOut = /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?([.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** `202404011057` (released_at). */
const digits = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * The formats that the API reference shows for DCS tasks and jobs, and epoch milliseconds as text or number (jobs). What
 * names no time zone is read as UTC: no source says it, and all that do say one say UTC.
 */
export const cloudTime: z.ZodType<CloudTime> = z
  .union([z.string(), z.number()])
  .transform((given) => ({ text: String(given), time: readTime(String(given).trim()) }));

function readTime(text: string): Date | undefined {
  if (/^\d{13}$/.test(text)) return new Date(Number(text));
  const parts = spelledOut.exec(text) ?? digits.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = parts;
  const date = `${year}-${month}-${day}`;
  const clock = `${hour}:${minute}:${second}${fraction.replace(',', '.')}`;
  // Date.parse takes 31 April for 1 May.
  const exists = validDate(`${date}T${clock}Z`)?.toISOString().startsWith(date);
  return exists
    ? validDate(`${date}T${clock}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`)
    : undefined;
}

function validDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
