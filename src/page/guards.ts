/** Whether something is what it should be, all the way down. What is read of it has no more than that. */
type Guard<T> = (value: unknown) => value is T;

type Shape<T> = { readonly [K in keyof T]-?: Guard<T[K]> };

export const isText: Guard<string> = (value) => typeof value === 'string';

export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);

export function isOneOf<const T extends string>(...words: readonly T[]): Guard<T> {
  return (value): value is T => words.some((word) => word === value);
}

export function isListOf<T>(isItem: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(isItem);
}

export function isEither<A, B>(isOne: Guard<A>, isOther: Guard<B>): Guard<A | B> {
  return (value): value is A | B => isOne(value) || isOther(value);
}

export function isAbsentOr<T>(isThere: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || isThere(value);
}

export const isNull: Guard<null> = (value) => value === null;

export function isShaped<T extends object>(shape: Shape<T>): Guard<T> {
  const guards: readonly (readonly [string, (value: unknown) => boolean])[] = Object.entries(shape);
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return false;
    const fields = new Map<string, unknown>(Object.entries(value));
    return guards.every(([key, isRight]) => isRight(fields.get(key)));
  };
}
