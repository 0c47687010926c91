import { covers } from '../../policy/globs';
import { own, type ConditionView, type PolicyView, type StatementView } from './policy-view';

/** Whether a statement speaks of an action, wholly. */
export const coversAction = ({ actions }: StatementView, action: string): boolean =>
  actions.some(({ text }) => covers(text.toLowerCase(), action.toLowerCase()));

/** What a statement is about. A trust policy has no resource, and `NotResource` names none. */
export function resourcesOf({ json, resources }: StatementView, { policy }: PolicyView): readonly string[] {
  if (policy.kind === 'trust' && own(json, 'Resource') === undefined) return ['*'];
  return resources.map(({ text }) => text);
}

/** Whether a statement is about a resource, wholly. */
export const coversResource = (statement: StatementView, resource: string, policy: PolicyView): boolean =>
  resourcesOf(statement, policy).some((pattern) => covers(pattern, resource));

/** Whether a statement is for everybody that another one is for. Policies of a role name nobody. */
export function coversPrincipals(statement: StatementView, { json, principals }: StatementView): boolean {
  if (own(statement.json, 'NotPrincipal') !== undefined || own(json, 'NotPrincipal') !== undefined) return false;
  const names = new Set(statement.principals.map(({ type, text }) => `${type} ${text}`));
  if (names.size === 0) return principals.length === 0;
  return names.has('AWS *') || (principals.length > 0 && principals.every(({ type, text }) => names.has(`${type} ${text}`)));
}

/** A condition as a text that is equal for conditions that say the same. */
export const sameness = ({ operator, key, values }: ConditionView): string =>
  JSON.stringify([operator.text, key, values.map(({ text }) => text).toSorted()]);

/** Whether every condition of one statement stands in the other, so that it lets through at least as much. */
export function asksNoMore(one: StatementView, other: StatementView): boolean {
  const asked = new Set(other.conditions.map(sameness));
  return one.conditions.every((condition) => asked.has(sameness(condition)));
}
