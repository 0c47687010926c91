import { letsIn } from '../doctor/callers-let-in';
import { accountOf } from '../doctor/scene';
import { trustedRoles } from '../doctor/scene-names';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import { evaluate } from '../proof/evaluator/evaluate';
import { policyOf } from '../proof/evaluator/parse-policy';
import type { Outcome } from './findings/outcome';

/**
 * Whether the platform's role, which EC2 gives to the platform's instance, would be given to it no more. Nothing works then. Where it
 * trusts a role of its own account newly, the instance may go through that.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
 */
export function instanceTrustLost(before: EstateRole | undefined, after: EstateRole | undefined): readonly Outcome[] {
  if (before?.trust === undefined || after?.trust === undefined) return [];
  const isGone = isGivenByEc2(before.trust, before.arn) && !isGivenByEc2(after.trust, after.arn);
  if (!isGone || trustsOwnRole(after.trust, after.arn)) return [];
  const { name } = after.trust;
  return [
    {
      rule: 'lost-path',
      severity: 'error',
      place: name,
      what: 'every import path',
      message: `EC2 could not give ${after.arn} to the platform's instance any more, and no import path works without`,
      mend: `Keep the trust of ec2.amazonaws.com. If that is meant, --accept lost-path=${name} says so`,
      rank: 0,
    },
  ];
}

/** Whether EC2 may give a role to an instance. */
export function isGivenByEc2(trust: GivenPolicy, resource: string): boolean {
  const [, partition = ''] = resource.split(':');
  const policy = policyOf(trust.name, trust.json);
  const services = ['ec2.amazonaws.com', ...(partition === 'aws-cn' ? ['ec2.amazonaws.com.cn'] : [])];
  return services.some((principal) => {
    const request = { principal, action: 'sts:AssumeRole', resource, resourceAccount: accountOf(resource), context: {} };
    return evaluate(request, { resource: policy }).outcome === 'allowed';
  });
}

const trustsOwnRole = ({ json }: GivenPolicy, arn: string): boolean =>
  trustedRoles(json).some((name) => name !== arn && accountOf(name) === accountOf(arn) && letsIn(json, { caller: name, role: arn }));
