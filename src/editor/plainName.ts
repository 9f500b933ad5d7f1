/** Characters. */
const longest = 64;

/** The nearest name that the console takes: `1. orders (prod)` becomes `task-1-orders-prod`. */
export function plainName(name: string): string {
  const plain = name
    .slice(0, 4 * longest)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  const started = /^[A-Za-z]/.test(plain) && plain.length >= 4 ? plain : `task-${plain}`;
  return started.slice(0, longest).replace(/[-_]+$/, '');
}
