import { KMS_KEY_POLICY_INPUTS } from '../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../catalogue/kms-key-policy/statements';
import { TIGHTENING_LEVELS, type InputValues } from '../policy/guard';
import { withDefaults } from '../policy/input-spec';
import { resolve } from '../policy/resolve';

/** Inputs of `cado-kms-key-policy` that narrow statements at some levels, or of some keys. */
const NARROWING = [
  'platform_region',
  'evidence_regions',
  'ebs_resource_ids',
  'evidence_source_bucket_arns',
  'acquisition_methods',
  'create_grant_for',
  'enforce',
];

/** An input that was given and changes no statement. */
export interface IdleInput {
  readonly input: string;
  /** Other inputs with which it would, the fewest that do. */
  readonly countsWith: InputValues;
}

/**
 * Inputs that change no statement, and would at a tighter level, or if the key protected something else. One that only repeats what
 * others say, as an evidence Region does which is the platform's, is none.
 */
export function idleInputs(given: InputValues, partition: string): readonly IdleInput[] {
  const idle: IdleInput[] = [];
  let values = given;
  for (const input of NARROWING.filter((name) => name in given)) {
    const others = Object.fromEntries(Object.entries(values).filter(([name]) => name !== input));
    const counts = (change: InputValues): boolean =>
      statementsOf({ ...values, ...change }, partition) !== statementsOf({ ...others, ...change }, partition);
    if (counts({})) continue;
    const countsWith = changesOf(values).find(counts);
    if (countsWith === undefined) values = others;
    else idle.push({ input, countsWith });
  }
  return idle;
}

const statementsOf = (given: InputValues, partition: string): string =>
  JSON.stringify(resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, given), { partition }));

/** A tighter level, more that the key protects, or both. */
function changesOf(given: InputValues): readonly InputValues[] {
  const { kms_tightening: level, protects } = withDefaults(KMS_KEY_POLICY_INPUTS, given);
  const levels = TIGHTENING_LEVELS.slice(TIGHTENING_LEVELS.findIndex((one) => one === level) + 1).map((one) => ({ kms_tightening: one }));
  const kept = Array.isArray(protects) ? (protects as readonly unknown[]) : [];
  const wider = ['ebs', 's3'].filter((what) => !kept.includes(what)).map((what) => ({ protects: [...kept, what] }));
  return [...levels, ...wider, ...wider.flatMap((more) => levels.map((tighter) => ({ ...more, ...tighter })))];
}
