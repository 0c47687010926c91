import type { InputSpec } from '../../../src/policy/input-spec';
import type { Json } from '../../../src/policy/policy-json';

/** Which rules of an input some messages speak of. */
export function rulesIn(spec: InputSpec, messages: readonly string[]): readonly string[] {
  return spec.rules.map(({ must }) => must).filter((must) => messages.some((message) => message.includes(`but must ${must}.`)));
}

/** Every text, key and null in a value, as JSON shows it; `[]` where there is none. */
export function shownParts(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  if (entries.length === 0) return [JSON.stringify(value)];
  return entries.flatMap(([key, element]) => (Array.isArray(value) ? shownParts(element) : [JSON.stringify(key), ...shownParts(element)]));
}
