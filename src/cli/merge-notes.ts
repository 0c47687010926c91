import { TIGHTENING_INPUT, TIGHTENING_LEVELS, type InputValues } from '../policy/guard';
import type { JsonObject } from '../policy/policy-json';
import { idleInputs } from '../policy-text/idle-inputs';
import { rolesBySid, servedRoles } from '../policy-text/served-roles';
import { MERGE_LABELS } from './merge-inputs';

/** What a merge takes away of statements of ours that were there, a sentence each. */
export function lossNotes(before: JsonObject, after: JsonObject): readonly string[] {
  const served = servedRoles(after);
  const lost = servedRoles(before).filter((role) => !served.includes(role));
  const then = rolesBySid(after);
  const gone = [...rolesBySid(before).keys()].filter((sid) => !then.has(sid));
  const narrowed = [...rolesBySid(before)].flatMap(([sid, roles]) => {
    const left = then.get(sid);
    const without = left === undefined ? [] : roles.filter((role) => served.includes(role) && !left.includes(role));
    return without.length === 0 ? [] : [`${sid} is no longer for ${without.join(', ')}: ${ONLY_THESE_OPTIONS}`];
  });
  return [
    ...lost.map(
      (role) =>
        `${role} loses what our statements let it do: merge replaces them. Where it is still used, cado-response doctor adds roles beside it`,
    ),
    ...(gone.length === 0 ? [] : [`${gone.join(', ')} ${gone.length === 1 ? 'goes' : 'go'}: ${ONLY_THESE_OPTIONS}`]),
    ...narrowed,
  ];
}

const ONLY_THESE_OPTIONS =
  'merge replaces our statements by those that its options ask for. To keep what was there, give the options of the merge before too, such as --protects, --method or --enforce';

/** Options that change nothing in the result, with what would make them count, a sentence each. */
export const idleNotes = (inputs: InputValues, partition: string): readonly string[] =>
  idleInputs(inputs, partition).map(
    ({ input, countsWith }) => `${labelOf(input)} changes nothing here. It counts ${inWords(countsWith).join(' and ')}`,
  );

const labelOf = (input: string): string => MERGE_LABELS[input] ?? input;

const inWords = (inputs: InputValues): readonly string[] =>
  Object.entries(inputs).map(([input, value]) => {
    const option = `${labelOf(input)} ${[value].flat().join(' ')}`;
    return input === TIGHTENING_INPUT && value !== TIGHTENING_LEVELS.at(-1) ? `from ${option} on` : `with ${option}`;
  });
