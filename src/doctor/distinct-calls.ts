import type { Call } from '../proof/claims/call';

const TEXTS = new WeakMap<Call, string>();

/** What tells a call from others. */
export function textOfCall(call: Call): string {
  const { by, action, resource, context, on, rights } = call;
  const text = TEXTS.get(call) ?? JSON.stringify([by, action, resource, context, on, rights]);
  TEXTS.set(call, text);
  return text;
}

/** Calls, each once. */
export function distinctCalls(calls: readonly Call[]): readonly Call[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const text = textOfCall(call);
    return !seen.has(text) && seen.add(text);
  });
}
