import type { ConditionBlock, PolicyStatement } from '../../policy/policy-json';
import type { PlacedStatement } from './addition';

/** Whether additions are enough. @param changed the only one that has become less, or has gone, since they were the last time */
type Enough<Addition> = (additions: readonly Addition[], changed: Addition) => boolean;

/**
 * What EBS asks for in a grant is not documented in full, so that the lists of a grant's operations and constraints stay whole.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-operations
 */
const WHOLE: ReadonlySet<string> = new Set(['kms:GrantOperations', 'kms:GrantConstraintType']);

/**
 * The least of some additions that is still enough: no statement, action, principal, resource or value of a condition can go.
 * Statements of key policies go first, since a role's own policy is easier to change than a key's.
 */
export function minimalAdditions<Addition extends PlacedStatement>(
  additions: readonly Addition[],
  isEnough: Enough<Addition>,
): readonly Addition[] {
  const keyFirst = additions.toSorted((one, other) => Number(other.place === 'key policy') - Number(one.place === 'key policy'));
  const needed = keyFirst.reduce<readonly Addition[]>((left, addition) => {
    const without = left.filter((one) => one !== addition);
    return isEnough(without, addition) ? without : left;
  }, keyFirst);
  const inOrder = additions.filter((addition) => needed.includes(addition));
  return inOrder.reduce<readonly Addition[]>((left, addition) => narrowed(left, addition, isEnough), inOrder);
}

/** Takes from one addition every element that nothing needs. */
function narrowed<Addition extends PlacedStatement>(
  all: readonly Addition[],
  addition: Addition,
  isEnough: Enough<Addition>,
): readonly Addition[] {
  return partsOf(addition).reduce<{ readonly all: readonly Addition[]; readonly one: Addition }>(
    ({ all: left, one }, part) => {
      const statement = part(one.statement);
      if (statement === undefined) return { all: left, one };
      const next = { ...one, statement };
      const changed = left.map((other) => (other === one ? next : other));
      return isEnough(changed, one) ? { all: changed, one: next } : { all: left, one };
    },
    { all, one: addition },
  ).all;
}

/** Takes one element out of a statement; undefined where it is the last of its kind. */
type Part = (statement: PolicyStatement) => PolicyStatement | undefined;

/** Elements that the statement has and the one that stands there has not. */
function partsOf({ statement, before }: PlacedStatement): readonly Part[] {
  const isNew = (value: string, old: readonly string[] = []): boolean => !old.includes(value);
  return [
    ...statement.Action.filter((value) => isNew(value, before?.Action)).map((value) => withoutFrom('Action', value)),
    ...(statement.Resource ?? []).filter((value) => isNew(value, before?.Resource)).map((value) => withoutFrom('Resource', value)),
    ...conditionParts(statement, before),
    ...(statement.Principal?.AWS ?? []).filter((value) => isNew(value, before?.Principal?.AWS)).map(withoutPrincipal),
  ];
}

const rest = (values: readonly string[] | undefined, value: string): readonly string[] | undefined => {
  const left = (values ?? []).filter((one) => one !== value);
  return left.length === 0 ? undefined : left;
};

function withoutFrom(element: 'Action' | 'Resource', value: string): Part {
  return (statement) => {
    const left = rest(statement[element], value);
    return left === undefined ? undefined : { ...statement, [element]: left };
  };
}

const withoutPrincipal =
  (value: string): Part =>
  (statement) => {
    const left = rest(statement.Principal?.AWS, value);
    return left === undefined ? undefined : { ...statement, Principal: { AWS: left } };
  };

/** Values of which one has to fit: fewer of them let less through. */
function conditionParts({ Condition = {} }: PolicyStatement, before: PolicyStatement | undefined): readonly Part[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    operator.includes('Not') || operator === 'Null'
      ? []
      : Object.entries(keys).flatMap(([key, values]) =>
          WHOLE.has(key)
            ? []
            : [values]
                .flat()
                .filter((value) => ![before?.Condition?.[operator]?.[key] ?? []].flat().includes(value))
                .map((value) => withoutValue(operator, key, value)),
        ),
  );
}

const withoutValue =
  (operator: string, key: string, value: string): Part =>
  (statement) => {
    const condition: ConditionBlock = statement.Condition ?? {};
    const left = rest([condition[operator]?.[key] ?? []].flat(), value);
    if (left === undefined) return undefined;
    return { ...statement, Condition: { ...condition, [operator]: { ...condition[operator], [key]: left } } };
  };
