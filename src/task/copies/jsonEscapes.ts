/** A JSON text of the same value, with each character that `which` matches as an escape. What it matches must stand in strings only. */
export function escapeInJson(json: string, which: RegExp): string {
  return json.replace(which, (found) => [...Array(found.length).keys()].map((at) => escapeOf(found, at)).join(''));
}

function escapeOf(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
