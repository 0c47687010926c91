import type { Diagnosis, RepeatedCall } from './diagnosis';
import type { ReadCalls } from './read/refused-calls';

/** JSON on several lines; characters that a terminal acts on are escaped. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );

/** The same data as the text, as JSON. */
export const diagnosisJson = ({ calls, policies }: Diagnosis, { others, indirect, unread }: Omit<ReadCalls, 'calls'>): string =>
  printableJson({ calls: calls.map(callJson), policies, others, indirect, unread });

/** What is undefined is left out. */
function callJson({ denied, taken, paths, changes, notes, count, first, last, resources }: RepeatedCall): object {
  const { caller, refusal, known, isContextUnasked: _unasked, ...call } = denied;
  const told = { ...call, caller: caller.name, conditionKeys: known, refusedBy: refusal };
  return { call: told, count, first, last, resources, side: taken?.side, taken: taken?.why, paths, changes, notes };
}
