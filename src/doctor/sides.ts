import type { EstateRole } from '../estate/estate';
import { rolesNamedBy, viewsIn } from '../proof/plan/statement-view';
import { accountOf } from './scene';

/** The name of a role of ours has to hold one of these; the platform asks for it. */
const OUR_NAMES = /CadoResponse|DarktraceForensics/i;

/** Which of several roles is the platform's, and which ones it assumes. */
export interface Sides {
  readonly platform?: string;
  readonly targets: readonly string[];
}

/** Whom a role trusts: services alone as an instance's role does, another account, its own, or nobody knows. */
type Trust = 'services' | 'another account' | 'its own account' | 'unknown';

/**
 * Roles of ours by their names, and by whom they trust. A target trusts another account, or the platform's role. The platform's role
 * trusts one of its own account; where that is not known, it is the one that may assume roles.
 */
export function sidesOf(roles: readonly EstateRole[], platformArn: string | undefined, targetArn: string | undefined): Sides {
  const ours = roles.filter(({ arn }) => OUR_NAMES.test(arn.slice(arn.lastIndexOf('/') + 1)) && arn !== platformArn && arn !== targetArn);
  const of = (trust: Trust): readonly EstateRole[] => ours.filter((role) => trustOf(role) === trust);
  const candidates = [
    ...of('its own account').toSorted(assumersFirst),
    ...of('unknown').filter(mayAssume),
    ...of('services'),
    ...of('unknown'),
  ];
  const platform = platformArn ?? candidates[0]?.arn;
  const targets = ours.filter((role) => {
    if (role.arn === platform) return false;
    const trust = trustOf(role);
    return trust === 'another account' || trust === 'unknown' || namesIn(role).includes(platform ?? '');
  });
  return { ...(platform !== undefined && { platform }), targets: targets.map(({ arn }) => arn) };
}

const namesIn = ({ trust }: EstateRole): readonly string[] =>
  trust === undefined ? [] : viewsIn([trust.json]).flatMap((view) => [...view.principals, ...rolesNamedBy(view)]);

function trustOf(role: EstateRole): Trust {
  if (role.trust === undefined) return 'unknown';
  const accounts = namesIn(role).map((name) => (name.startsWith('arn:') ? accountOf(name) : name));
  if (accounts.length === 0) return 'services';
  return accounts.some((account) => account !== accountOf(role.arn)) ? 'another account' : 'its own account';
}

const mayAssume = ({ identity }: EstateRole): boolean =>
  viewsIn((identity?.given ?? []).map(({ json }) => json)).some(({ actions }) =>
    actions.some((action) => /^(\*|sts:(\*|AssumeRole))$/i.test(action)),
  );

const assumersFirst = (one: EstateRole, other: EstateRole): number => Number(mayAssume(other)) - Number(mayAssume(one));
