import { plainText, type JsonObject } from '../../policy/policy-json';
import { coversPermission, implies, permissionsOf, statementsOf, type Condition, type Permission, type Statement } from './statement';

/** A difference of what policies let somebody do. */
export interface AccessChange {
  readonly direction: 'widened' | 'narrowed';
  readonly sid: string;
  /** The version whose statement names what the other one does not. */
  readonly of: 'before' | 'after';
  /** What changed, for people; begins with a verb. */
  readonly text: string;
  /** The same with the values of inputs left out, so that one change is told once for all of them. */
  readonly kind: string;
}

/** How access differs between two versions of the same policies, by meaning: order, and how statements are split, count for nothing. */
export function comparePolicies(before: readonly JsonObject[], after: readonly JsonObject[]): readonly AccessChange[] {
  const [old, now] = [statementsOf(before), statementsOf(after)];
  return dedupe([
    ...languageChange(before, after),
    ...changes({ direction: 'widened', effect: 'Allow', of: 'after' }, now, old),
    ...changes({ direction: 'narrowed', effect: 'Deny', of: 'after' }, now, old),
    ...changes({ direction: 'narrowed', effect: 'Allow', of: 'before' }, old, now),
    ...changes({ direction: 'widened', effect: 'Deny', of: 'before' }, old, now),
  ]);
}

/** Another `Version` is another language: in 2008-10-17 policy variables are plain text. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function languageChange(before: readonly JsonObject[], after: readonly JsonObject[]): readonly AccessChange[] {
  const versions = (policies: readonly JsonObject[]): readonly string[] =>
    [...new Set(policies.map(({ Version }) => plainText(Version)))].toSorted();
  const [one, other] = [versions(before), versions(after)];
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const text = `in a policy has the Version ${other.join(', ')} instead of ${one.join(', ')}`;
  return [{ direction: 'widened', sid: '', of: 'after', text, kind: text }];
}

const dedupe = (all: readonly AccessChange[]): readonly AccessChange[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];

/** What statements of one version name and those of the other do not. */
function changes(
  { direction, effect, of }: Pick<AccessChange, 'direction' | 'of'> & { readonly effect: 'Allow' | 'Deny' },
  has: readonly Statement[],
  others: readonly Statement[],
): readonly AccessChange[] {
  const lacks = others.filter((statement) => statement.effect === effect);
  const known = new Set(lacks.map((statement) => JSON.stringify(statement)));
  return has
    .filter((statement) => statement.effect === effect && !known.has(JSON.stringify(statement)))
    .flatMap((statement) => {
      const missing = permissionsOf(statement).filter((permission) => !lacks.some((other) => coversPermission(other, permission)));
      if (missing.length === 0) return [];
      const counterpart = lacks.find(({ sid }) => sid === statement.sid && sid !== '');
      const difference = { direction, effect, statement, counterpart, missing };
      return [{ direction, sid: statement.sid, of, text: sentence(difference, listText), kind: sentence(difference, () => '…') }];
    });
}

interface Difference {
  readonly direction: AccessChange['direction'];
  readonly effect: 'Allow' | 'Deny';
  /** The statement that names more. */
  readonly statement: Statement;
  /** The one of the same Sid in the other version. */
  readonly counterpart: Statement | undefined;
  readonly missing: readonly Permission[];
}

type List = (names: readonly string[]) => string;

/** @param list how values of inputs are told; actions are always told in full */
function sentence({ direction, effect, statement, counterpart, missing }: Difference, list: List): string {
  const isGone = (direction === 'widened') === (effect === 'Deny');
  const word = effect === 'Allow' ? (isGone ? 'no longer allows' : 'now allows') : isGone ? 'no longer denies' : 'now denies';
  if (counterpart === undefined) {
    const asking =
      statement.conditions.length === 0
        ? ''
        : ` where ${statement.conditions.map((condition) => conditionText(condition, list)).join(' and ')}`;
    return `${word} ${listText(statement.actions)}${some(' on ', statement.resources, list)}${some(' for ', statement.principals, list)}${asking}`;
  }
  const only = (pick: (one: Permission) => string, known: readonly string[]): readonly string[] =>
    [...new Set(missing.map(pick))].filter((name) => name !== '' && !known.includes(name)).toSorted();
  const parts = [
    some(
      ' ',
      only(({ action }) => action, counterpart.actions),
      listText,
    ),
    some(
      ' on ',
      only(({ resource }) => resource, counterpart.resources),
      list,
    ),
    some(
      ' for ',
      only(({ principal }) => principal, counterpart.principals),
      list,
    ),
  ].join('');
  const conditions = conditionChanges(statement.conditions, counterpart.conditions, isGone, list);
  const all = [...(parts === '' ? [] : [`${word}${parts}`]), ...conditions].join(', ');
  return all === '' ? `${word} ${listText(statement.actions)}${some(' on ', statement.resources, list)}` : all;
}

const some = (before: string, names: readonly string[], list: List): string => (names.length === 0 ? '' : `${before}${list(names)}`);

/** How the conditions of a statement differ; `more` are those that let more through. */
function conditionChanges(more: readonly Condition[], less: readonly Condition[], isGone: boolean, list: List): readonly string[] {
  const same = (one: Condition) => (other: Condition) =>
    one.key.toLowerCase() === other.key.toLowerCase() && one.operator === other.operator;
  const dropped = less.filter((condition) => !more.some((other) => implies(other, condition)));
  return dropped.map((condition) => {
    const loose = more.find(same(condition));
    if (loose !== undefined) {
      const added = loose.values.filter((value) => !condition.values.includes(value));
      const [from, to] = isGone ? [loose, condition] : [condition, loose];
      return added.length > 0 && condition.values.every((value) => loose.values.includes(value))
        ? `${isGone ? 'no longer takes' : 'now takes'} ${list(added)} for ${condition.key}`
        : `asks for ${conditionText(to, list)} instead of ${conditionText(from, list)}`;
    }
    return `${isGone ? 'now asks for' : 'no longer asks for'} ${conditionText(condition, list)}`;
  });
}

const conditionText = ({ operator, key, values }: Condition, list: List): string => `${operator} ${key} ${list(values)}`;

const SHOWN = 6;

function listText(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
