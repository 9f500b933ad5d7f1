/** A time of day in the language of the page; with its date where the times are of more than one day. */
export function clock(at: number, times: readonly number[]): string {
  const { lang } = document.documentElement;
  return hasDates(times) ? new Date(at).toLocaleString(lang) : new Date(at).toLocaleTimeString(lang);
}

export function hasDates(times: readonly number[]): boolean {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return false;
  return new Date(first).toDateString() !== new Date(last).toDateString();
}
