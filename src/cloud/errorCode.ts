/** The nine-digit numbers of older regions, and what each begins with today: 111400063 is DCS.4063. */
const legacyPrefixes: readonly (readonly [RegExp, string])[] = [
  [/^111400(?=[018]\d\d$)/, 'DCS.4'],
  [/^11140(?=[13]00\d$)/, 'DCS.'],
  [/^11140(?=(?:4001|4023|5001)$)/, 'DCS.'],
  [/^111500(?=[01]\d\d$)/, 'DCS.5'],
];
const legacyExceptions = new Map([
  ['111400007', 'DCS.4006'],
  ['111404022', 'DCS.3022'],
]);

/**
 * One spelling per code: "DCS. 4855" is DCS.4855, "APIG.0301" is APIGW.0301, and the nine-digit numbers of older regions
 * are what newer ones say. What is no known kind of code comes back trimmed.
 */
export function canonicalCode(code: string): string {
  const trimmed = code.trim();
  const [, service, number] = /^(dcs|apigw?|vpc|iam|cbc)\s*\.\s*(\d+)$/i.exec(trimmed) ?? [];
  if (service !== undefined) return `${service.toUpperCase().replace(/^APIG$/, 'APIGW')}.${number}`;
  const exception = legacyExceptions.get(trimmed);
  if (exception !== undefined) return exception;
  const [pattern, prefix] = legacyPrefixes.find(([candidate]) => candidate.test(trimmed)) ?? [];
  return pattern === undefined || prefix === undefined ? trimmed : trimmed.replace(pattern, prefix);
}
