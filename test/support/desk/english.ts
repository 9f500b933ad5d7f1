import type { Translate } from '../../../src/cloud/translate.ts';

/** The identity of translation. */
export const english: Translate = (message, values = {}) =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
