import { mask } from './maskText.ts';
import { isNameOfValue, namesAmong, soundsSecret } from './secretNames.ts';

/** Levels of an answer kept. The cloud's own have five; beyond a few thousand the walk itself would fail. */
const deepest = 32;

/** A copy of a parsed answer in which what stands under secret-sounding names is masked, and every other text is as it was. */
export function withoutSecretFields(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => withoutSecretFields(item, depth + 1));
  const members = Object.entries(value);
  const isPair = namesAmong(members).length > 0;
  return Object.fromEntries(
    members.map(([name, inner]) => {
      const secret = inner !== null && inner !== '' && (soundsSecret(name) || (isPair && isNameOfValue(name)));
      return [name, secret ? mask : withoutSecretFields(inner, depth + 1)];
    }),
  );
}
