import { accountOf } from '../doctor/scene';
import type { EstateRole } from '../estate/estate';
import type { OurRoles } from './pairs/our-roles';
import type { Outcome } from './findings/outcome';
import type { Examined } from './pairs/pairs';
import type { PlanEstates } from './plan-estates';

/** What cannot be said, and of which places it is told. */
export interface Untold {
  readonly outcomes: readonly Outcome[];
  /** Resources with their attributes, and ARNs of policies. */
  readonly told: readonly string[];
}

/** What of our roles and of keys that they use is unknown until apply, or no policy. What is about others is nobody's business here. */
export function untoldOutcomes(plan: PlanEstates, ours: OurRoles, { keys }: Examined): Untold {
  const isOf = new Set([...ours.platforms, ...ours.targets, ...ours.instances]);
  const roles = plan.after.roles.filter(({ arn }) => isOf.has(arn));
  const concerned = new Set([...roles.flatMap(policiesOf), ...keys.flatMap(({ before, after }) => [before?.arn ?? '', after?.arn ?? ''])]);
  const isOurs = ({ about }: { readonly about: readonly string[] }): boolean =>
    about.length === 0 || about.some((arn) => concerned.has(arn));
  const isAnybody = ours.platforms.length + ours.targets.length > 0;
  const untold = isAnybody ? plan.untold.filter(isOurs) : [];
  const problems = isAnybody ? plan.problems.filter(isOurs) : [];
  return {
    outcomes: [
      ...untold.map(({ place }): Outcome => ({
        rule: 'unknown-until-apply',
        severity: 'warning',
        place,
        what: 'unknown until apply',
        message: `${place} is unknown until apply, so that nothing can be said of it`,
        mend: 'Plan again once what it depends on exists',
        rank: 0,
      })),
      ...problems.map(({ place, problem, isNew }): Outcome => ({
        rule: 'not-a-policy',
        severity: isNew ? 'error' : 'warning',
        place,
        what: plan.sensitive.has(place) ? 'no policy' : problem,
        message: plan.sensitive.has(place)
          ? `${place} is no policy that AWS takes; it is sensitive, so that what is wrong is not shown`
          : problem,
        mend: isNew ? 'AWS would refuse this policy. Mend its text' : 'It stays as it is, and cannot be read here: look at it by hand',
        rank: 0,
      })),
    ],
    told: [...untold, ...problems].flatMap(({ place, about }) => [
      place,
      ...about.filter(isPolicy),
      ...(place.endsWith('.assume_role_policy') ? about.map((arn) => `the trust policy of ${arn}`) : []),
    ]),
  };
}

const isPolicy = (arn: string): boolean => /:iam::[^:]*:policy\//.test(arn) && accountOf(arn) !== 'aws';

/** A role is what its policies are. */
const policiesOf = ({ arn, identity, missingBoundary = '' }: EstateRole): readonly string[] => [
  arn,
  ...(identity?.missing ?? []),
  missingBoundary,
];
