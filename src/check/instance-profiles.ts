import { accountOf } from '../doctor/scene';
import { isCalledOurs } from '../doctor/subject/sides';
import type { EstateRole } from '../estate/estate';
import type { TerraformContext } from '../estate/terraform/context';
import type { Outcome } from './findings/outcome';
import { isGivenByEc2 } from './instance-trust';
import type { OurRoles } from './pairs/our-roles';

/** An instance profile, through which EC2 gives instances a role. */
export interface InstanceProfile {
  readonly address: string;
  /** ARN of its role. @default - it has none, or nobody knows it before apply */
  readonly role?: string;
  readonly isUnknown: boolean;
}

/** The instance profiles of one side of a plan. */
export const instanceProfiles = (context: TerraformContext): readonly InstanceProfile[] =>
  context.resources
    .filter(({ type }) => type === 'aws_iam_instance_profile')
    .map((profile) => {
      const { arn } = context.role(profile, 'role');
      return {
        address: profile.address,
        ...(arn !== undefined && { role: arn }),
        isUnknown: arn === undefined && profile.unknown?.['role'] === true,
      };
    });

/**
 * Roles of the platform's instance that EC2 can give to none any more, since the profile that has them goes, or has another one. Where
 * another profile has the role, or another role of the instance has one, the instance may get that.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export function instanceProfileLosses(
  { before, after }: Readonly<Record<'before' | 'after', readonly InstanceProfile[]>>,
  roles: Readonly<Record<'before' | 'after', readonly EstateRole[]>>,
  { platforms, targets, instances }: OurRoles,
): readonly Outcome[] {
  if (after.some(({ isUnknown }) => isUnknown)) return [];
  const kept = new Set(roles.after.map(({ arn }) => arn));
  const isOfInstance = ({ arn, trust }: EstateRole): boolean =>
    (platforms.includes(arn) || instances.includes(arn) || (isCalledOurs(arn) && !targets.includes(arn))) &&
    trust !== undefined &&
    isGivenByEc2(trust, arn);
  const ofInstances = new Set(roles.before.filter(isOfInstance).map(({ arn }) => arn));
  const supplied = new Set(after.flatMap(({ role }) => (role !== undefined && ofInstances.has(role) ? [accountOf(role)] : [])));
  return before.flatMap(({ address, role }): readonly Outcome[] => {
    const isLost = role !== undefined && ofInstances.has(role) && kept.has(role) && !supplied.has(accountOf(role));
    return isLost ? [outcome(address, role)] : [];
  });
}

const outcome = (place: string, role: string): Outcome => ({
  rule: 'lost-path',
  severity: 'error',
  place,
  what: 'every import path',
  message: `no instance profile would have ${role} any more, so that EC2 could not give it to the platform's instance, and no import path works without`,
  mend: `Keep the role in its instance profile. If that is meant, --accept lost-path=${place} says so`,
  rank: 0,
});
