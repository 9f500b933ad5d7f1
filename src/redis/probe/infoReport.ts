import { type RedisReply, textIn } from '../reply.ts';

/** What INFO says, by field. */
export type InfoReport = ReadonlyMap<string, string>;

export interface DatabaseFacts {
  readonly number: number;
  readonly keys: number;
  /** Of them those that expire. */
  readonly expires: number;
}

const longestField = 200;
const longestValue = 1000;
const mostFields = 5000;

/** Undefined where it is none. */
export function infoReportIn(reply: RedisReply): InfoReport | undefined {
  const lines = textIn(reply)?.split(/\r?\n/, mostFields) ?? [];
  const fields = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    if (line.startsWith('#') || colon < 1 || colon > longestField) return [];
    return [[line.slice(0, colon), line.slice(colon + 1, colon + 1 + longestValue)]];
  });
  return fields.length === 0 ? undefined : new Map(fields);
}

export function wholeIn(info: InfoReport, field: string): number | undefined {
  const text = info.get(field);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Those that hold keys, by their numbers. */
export function databasesIn(info: InfoReport): readonly DatabaseFacts[] {
  return [...info].flatMap(([field, value]) => {
    const number = /^db(\d{1,5})$/.exec(field)?.[1];
    const [, keys, expires] = /^keys=(\d{1,15}),expires=(\d{1,15})/.exec(value) ?? [];
    return number === undefined || keys === undefined
      ? []
      : [{ number: Number(number), keys: Number(keys), expires: Number(expires) }];
  });
}
