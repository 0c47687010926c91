import type { Policy } from '../../proof/evaluator/policy';
import type { Statement, Texts } from '../../proof/evaluator/statement';

const MADE = new WeakMap<Policy, Policy>();

/** A policy as if whatever it says of keys were said of every key. */
export function namingAnyKey(policy: Policy): Policy {
  const known = MADE.get(policy) ?? { ...policy, statements: policy.statements.map(onAnyKey) };
  MADE.set(policy, known);
  return known;
}

const ANY: Texts = { negated: false, exact: new Set(), patterns: [() => true], wanted: ['*'] };
const KEY = /^arn:[^:]*:kms:/;

const onAnyKey = (statement: Statement): Statement =>
  statement.effect === 'Allow' && statement.resources?.wanted.some((text) => KEY.test(text)) === true
    ? { ...statement, resources: ANY }
    : statement;
