import type { PolicyStatement } from '../../policy/policy-json';

/** Condition keys that say who calls; with the principals they are one matter. */
const WHO: ReadonlySet<string> = new Set(['aws:PrincipalArn', 'kms:CallerAccount']);

/** Values of a statement by what they are about. */
type Matters = ReadonlyMap<string, readonly string[]>;

const NAMES = 'names';

function mattersOf({ Principal, Action, Resource = [], Condition = {} }: PolicyStatement): Matters {
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [operator, key, [values].flat()] as const),
  );
  const who = conditions.filter(([, key]) => WHO.has(key)).flatMap(([, , values]) => values);
  return new Map([
    [NAMES, [...(Principal?.AWS ?? []), ...who]],
    ['Action', Action],
    ['Resource', Resource],
    ...conditions.filter(([, key]) => !WHO.has(key)).map(([operator, key, values]) => [`${operator} ${key}`, values] as const),
  ]);
}

/** Which conditions a statement has, whatever their values. */
const shapeOf = ({ Effect, Principal, Resource, Condition = {} }: PolicyStatement): string =>
  JSON.stringify([
    Effect,
    Principal === undefined,
    Resource === undefined,
    Object.entries(Condition)
      .flatMap(([operator, keys]) => Object.keys(keys).map((key) => `${operator} ${key}`))
      .toSorted(),
  ]);

const CALLER = 'kms:CallerAccount';

/** A statement that asks for the accounts of its own principals as well, where the other asks for some: that keeps nobody out. */
function withCallerAccounts(statement: PolicyStatement, other: PolicyStatement): PolicyStatement {
  const equals = statement.Condition?.['StringEquals'] ?? {};
  const names = statement.Principal?.AWS ?? [];
  const accounts = [...new Set(names.map((name) => name.split(':')[4] ?? ''))];
  const isAsked = other.Condition?.['StringEquals']?.[CALLER] !== undefined && equals[CALLER] === undefined;
  if (!isAsked || accounts.length === 0 || accounts.some((account) => !/^\d{12}$/.test(account))) return statement;
  return { ...statement, Condition: { ...statement.Condition, StringEquals: { ...equals, [CALLER]: accounts } } };
}

const includesAll = (all: readonly string[] = [], some: readonly string[] = []): boolean => some.every((value) => all.includes(value));

/** Conditions of which more values let less through, or of which each value is another question. */
const isFixed = (matter: string): boolean => /^(Null|Bool|\S*Not\S*) /.test(matter);

/**
 * One statement for what two say, undefined where that would let through what neither does or take away what one does. Both ask for the
 * same things, and differ in one: in their resources, say, or their actions.
 *
 * @param loosely whether the second may get all that the first has besides: a key's policy lets each of our roles do the same
 */
export function joined(before: PolicyStatement, now: PolicyStatement, loosely: boolean): PolicyStatement | undefined {
  if (shapeOf(before) !== shapeOf(now)) {
    const [one, other] = [withCallerAccounts(before, now), withCallerAccounts(now, before)];
    return one === before && other === now ? undefined : joined(one, other, loosely);
  }
  const [old, wanted] = [mattersOf(before), mattersOf(now)];
  const added = [...wanted].filter(([matter, values]) => !includesAll(old.get(matter), values)).map(([matter]) => matter);
  const lacking = [...old].filter(([matter, values]) => !includesAll(wanted.get(matter), values)).map(([matter]) => matter);
  if ([...added, ...lacking].some(isFixed)) return undefined;
  const isWhole = lacking.length === 0;
  const isOne = added.length <= 1 && (loosely || lacking.every((matter) => added.includes(matter)));
  return isWhole || isOne ? union(before, now) : undefined;
}

const both = (one: readonly string[] = [], other: readonly string[] = []): readonly string[] => [...new Set([...one, ...other])];

function union(before: PolicyStatement, now: PolicyStatement): PolicyStatement {
  return {
    ...before,
    Action: both(before.Action, now.Action),
    ...(before.Principal !== undefined && { Principal: { AWS: both(before.Principal.AWS, now.Principal?.AWS) } }),
    ...(before.Resource !== undefined && { Resource: both(before.Resource, now.Resource) }),
    ...(before.Condition !== undefined && {
      Condition: Object.fromEntries(
        Object.entries(before.Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(
            Object.entries(keys).map(([key, values]) => [key, both([values].flat(), [now.Condition?.[operator]?.[key] ?? []].flat())]),
          ),
        ]),
      ),
    }),
  };
}
