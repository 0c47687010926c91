import { evaluate } from '../../src/proof/evaluator/evaluate';
import { policyOf } from '../../src/proof/evaluator/parse-policy';
import type { Policies } from '../../src/proof/evaluator/policies';
import type { Policy } from '../../src/proof/evaluator/policy';
import type { Verdict } from '../../src/proof/evaluator/verdict';
import { levelsOf, type AttachedPolicy, type Pair, type PolicyJson } from './pair';

/** What a side decides. */
export type Outcome = Verdict['outcome'];

/** Policies that several pairs share are compiled once. */
const compiled = new WeakMap<PolicyJson, Policy>();

function compile({ kind, policy }: AttachedPolicy): Policy {
  const known = compiled.get(policy) ?? policyOf(kind, policy);
  compiled.set(policy, known);
  return known;
}

/** The policies of a pair as the evaluator takes them. */
export function compiledPolicies(pair: Pair): Policies {
  const ofKind = (kind: AttachedPolicy['kind']): readonly Policy[] =>
    pair.policies.filter((attached) => attached.kind === kind).map(compile);
  const levels = (kind: AttachedPolicy['kind']): readonly (readonly Policy[])[] => levelsOf(pair, kind).map((level) => level.map(compile));
  const [boundary] = ofKind('boundary');
  const [resource] = ofKind('resource');
  return {
    identity: ofKind('identity'),
    session: ofKind('session'),
    serviceControl: levels('service control'),
    resourceControl: levels('resource control'),
    ...(boundary !== undefined && { boundary }),
    ...(resource !== undefined && { resource }),
  };
}

/** What our evaluator decides. */
export const ourOutcome = (pair: Pair): Outcome => evaluate(pair.request, compiledPolicies(pair)).outcome;
