import type { EstateRole } from '../../estate/estate';
import { grouped } from '../../estate/grouped';
import { covers } from '../../policy/globs';
import { viewsIn } from '../../proof/plan/statement-view';
import { askedBy } from '../asked-values';
import { letsIn } from '../callers-let-in';
import { accountOf, accountOfPrincipal } from '../scene';

/** Principals and roles that a role's trust policy lets in, as far as it names them: none that a Deny or a condition keeps out. */
export const namesIn = ({ trust }: EstateRole): readonly string[] =>
  askedBy(trust?.json, 'aws:PrincipalArn').flatMap(({ isDeny, view, values }) => [...(isDeny ? [] : view.principals), ...values]);

/** Whether a role's trust policy names another one by its ARN. */
export const names = (role: EstateRole, other: string): boolean => role.arn !== other && namesIn(role).includes(other);

/** Whether a role's trust policy names another one, or lets it in with others of its account. */
export const trusts = (role: EstateRole, other: string): boolean => names(role, other) || letsInByAccount(role, other);

/** Whom each of some roles trusts among them: those that it names; where it names none, those that it lets in with their account. */
export function trustAmong(roles: readonly EstateRole[]): (role: EstateRole) => readonly EstateRole[] {
  const byArn = new Map(roles.map((role) => [role.arn, role]));
  const byAccount = grouped(roles, ({ arn }) => accountOf(arn));
  return (role) => {
    const all = namesIn(role);
    const named = all.filter((name) => name !== role.arn).flatMap((name) => byArn.get(name) ?? []);
    if (named.length > 0) return named;
    const candidates = all.includes('*')
      ? roles
      : [...new Set(all.map(accountOfPrincipal))].flatMap((account) => byAccount.get(account) ?? []);
    return candidates.filter(({ arn }) => letsInByAccount(role, arn));
  };
}

/** Roles of other accounts that each of some roles may assume by name, or by a pattern that is not any role. */
export function assumedAmong(roles: readonly EstateRole[]): (role: EstateRole) => readonly EstateRole[] {
  const byArn = new Map(roles.map((role) => [role.arn, role]));
  return (role) => {
    const resources = viewsIn((role.identity?.given ?? []).map(({ json }) => json))
      .filter(({ actions }) => actions.some((action) => covers(action.toLowerCase(), 'sts:assumerole')))
      .flatMap((view) => view.resources)
      .filter((resource) => !/^[*?]*$/.test(resource));
    const found = resources.flatMap((resource) =>
      /[*?]/.test(resource) ? roles.filter(({ arn }) => covers(resource, arn)) : (byArn.get(resource) ?? []),
    );
    return found.filter(({ arn }) => accountOf(arn) !== accountOf(role.arn));
  };
}

/** Whether a trust policy lets a role of another account in, whatever it asks for besides who calls. */
const letsInByAccount = ({ arn, trust }: EstateRole, other: string): boolean =>
  trust !== undefined && accountOf(arn) !== accountOf(other) && letsIn(trust.json, { caller: other, role: arn });
