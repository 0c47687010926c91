import { covers, withoutVariables } from '../../policy/globs';
import type { Condition } from '../../proof/evaluator/condition';
import type { Policies } from '../../proof/evaluator/policies';
import type { Policy } from '../../proof/evaluator/policy';
import type { Statement, Texts } from '../../proof/evaluator/statement';
import type { Missing, SaysNo } from './missing';
import { keyOfSession } from './spared-sessions';
import type { Undecided } from './undecided-keys';

/** Keys that a policy asks for, as conditions or as variables, each once. */
const ASKED = new WeakMap<Policy, readonly string[]>();

function keysIn(policy: Policy): readonly string[] {
  const known = ASKED.get(policy) ?? [...new Set(policy.statements.flatMap(keysOf))];
  ASKED.set(policy, known);
  return known;
}

const ASKED_BY = new WeakMap<Statement, readonly string[]>();

function keysOf(statement: Statement): readonly string[] {
  const { conditions, resources } = statement;
  const keys = ASKED_BY.get(statement) ?? [
    ...sparedSessions(statement),
    ...conditions.flatMap((condition) => [condition.key, ...condition.wanted.flatMap(variablesIn)]),
    ...(resources?.wanted ?? []).flatMap(variablesIn),
  ];
  ASKED_BY.set(statement, keys);
  return keys;
}

/** Sessions that a Deny spares count as keys: whoever assumes the role names its session. */
const sparedSessions = ({ effect, principals }: Statement): readonly string[] =>
  effect === 'Deny' && principals?.negated === true ? principals.wanted.flatMap((name) => keyOfSession(name) ?? []) : [];

/** Names of the policy variables in a text. */
const variablesIn = (text: string): readonly string[] =>
  !text.includes('${')
    ? []
    : [...text.matchAll(/\$\{([^{}]*)\}/g)].flatMap(([, name = '']) => {
        const [key = ''] = name.split(',');
        return key.includes(':') ? [key.trim()] : [];
      });

/** All policies of a request. */
const policiesIn = ({
  identity = [],
  boundary,
  session = [],
  serviceControl = [],
  resourceControl = [],
  resource,
}: Policies): readonly Policy[] => [
  ...identity,
  ...session,
  ...serviceControl.flat(),
  ...resourceControl.flat(),
  ...(boundary === undefined ? [] : [boundary]),
  ...(resource === undefined ? [] : [resource]),
];

/** Keys that policies ask for and nobody told, each once. */
export function undecidedIn(policies: readonly Policies[], undecided: Undecided): readonly Missing[] {
  const all = policies.flatMap(policiesIn);
  const keys = new Set(all.flatMap(keysIn));
  return [...keys].flatMap((key) => undecided(key, () => all.flatMap((policy) => wantedOf(policy, key))) ?? []);
}

/** What a policy wants of a key, and every text that has it as a variable. */
function wantedOf({ statements }: Policy, key: string): readonly string[] {
  const isKey = (name: string): boolean => name.toLowerCase() === key.toLowerCase();
  const hasVariable = (text: string): boolean => variablesIn(text).some(isKey);
  return statements.flatMap(({ conditions, resources }) => [
    ...conditions.flatMap((condition) => (isKey(condition.key) ? condition.wanted : condition.wanted.filter(hasVariable))),
    ...(resources?.wanted ?? []).filter(hasVariable),
  ]);
}

/**
 * Policies as if each key that nobody told let the request through, or, where it says no, did not: an Allow loses the condition or
 * goes, and a Deny goes or loses it.
 */
export function withDecidedKeys(policies: Policies, missing: readonly Missing[], saysNo: SaysNo): Policies {
  if (missing.length === 0) return policies;
  const keys = new Map(missing.map((one) => [one.what.toLowerCase(), saysNo(one)]));
  const decided = (policy: Policy): Policy => decidedPolicy(policy, keys);
  const { identity, boundary, session, serviceControl, resourceControl, resource } = policies;
  return {
    ...policies,
    ...(identity !== undefined && { identity: identity.map(decided) }),
    ...(boundary !== undefined && { boundary: decided(boundary) }),
    ...(session !== undefined && { session: session.map(decided) }),
    ...(serviceControl !== undefined && { serviceControl: serviceControl.map((level) => level.map(decided)) }),
    ...(resourceControl !== undefined && { resourceControl: resourceControl.map((level) => level.map(decided)) }),
    ...(resource !== undefined && { resource: decided(resource) }),
  };
}

/** Whether each key says no, by its name in lower case. */
type Said = ReadonlyMap<string, boolean>;

function decidedPolicy(policy: Policy, keys: Said): Policy {
  if (!keysIn(policy).some((key) => keys.has(key.toLowerCase()))) return policy;
  return { ...policy, statements: policy.statements.flatMap((statement) => decidedStatement(statement, keys)) };
}

function decidedStatement(statement: Statement, keys: Said): readonly Statement[] {
  const asked = keysOf(statement)
    .map((key) => keys.get(key.toLowerCase()))
    .filter((saysNo) => saysNo !== undefined);
  if (asked.length === 0) return [statement];
  const goes = statement.effect === 'Allow' ? asked.includes(true) : asked.includes(false);
  if (goes) return [];
  const { resources } = statement;
  return [
    {
      ...statement,
      conditions: statement.conditions.filter((condition) => !asksFor(condition, keys)),
      ...(resources !== undefined && { resources: withAnyValue(resources, keys) }),
    },
  ];
}

const asksFor = ({ key, wanted }: Condition, keys: Said): boolean =>
  [key, ...wanted.flatMap(variablesIn)].some((name) => keys.has(name.toLowerCase()));

/** Resources with any text in place of a variable whose value nobody told. */
function withAnyValue(resources: Texts, keys: Said): Texts {
  if (!resources.wanted.some((text) => variablesIn(text).some((name) => keys.has(name.toLowerCase())))) return resources;
  const patterns = resources.wanted.map(withoutVariables);
  return { ...resources, exact: new Set(), patterns: [(text) => patterns.some((pattern) => covers(pattern, text))] };
}
