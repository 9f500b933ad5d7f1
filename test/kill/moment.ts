/** Something that happens once, for whoever waits for it. */
export interface Moment<T = void> {
  readonly reached: Promise<T>;
  readonly reach: (value: T) => void;
}

export function moment<T = void>(): Moment<T> {
  let reach: (value: T) => void = () => undefined;
  const reached = new Promise<T>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}
