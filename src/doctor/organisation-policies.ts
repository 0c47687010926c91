import type { Call } from '../proof/claims/call';
import type { Policy } from '../proof/evaluator/policy';
import { compiled, FULL_ACCESS, RESOURCE_FULL_ACCESS } from './assumed-policies';
import { sure, type Bounds } from './missing';
import type { Scene } from './scene';

/** Policies level by level. */
type Levels = readonly (readonly Policy[])[];

const allows = ({ statements }: Policy): boolean => statements.some(({ effect }) => effect === 'Allow');

/**
 * Each level of the organisation has to allow, and a document does not say on which it is attached: at best all are on one, at worst
 * each that allows something is on one of its own. Where none allows anything, AWS's `FullAWSAccess` stands beside.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function serviceControl({ subject }: Scene): Bounds<Levels | undefined> {
  if (subject.serviceControl.length === 0) return sure(undefined);
  const policies = subject.serviceControl.map(compiled);
  const allowing = policies.filter(allows);
  if (allowing.length === 0) return sure([[...policies, FULL_ACCESS]]);
  if (allowing.length === 1) return sure([policies]);
  const denying = policies.filter((policy) => !allowing.includes(policy));
  return {
    best: [policies],
    worst: allowing.map((policy) => [policy, ...denying]),
    missing: [{ what: 'which level of the organisation each service control policy is attached to', kind: 'level' }],
  };
}

/** Services whose resources such policies limit, as far as imports use them. Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services */
const LIMITED_SERVICES = /^(kms|sts|s3):/;

/** Resource control policies in a call; undefined where there are none or AWS does not ask them. They do not limit keys that AWS manages. */
export function resourceControl({ subject }: Scene, { action, on, resource }: Call): Levels | undefined {
  const { resourceControl: given = [] } = subject;
  if (given.length === 0 || !LIMITED_SERVICES.test(action) || resource === '*') return undefined;
  if (typeof on === 'object' && 'key' in on && on.key.startsWith('aws/ebs')) return undefined;
  const policies = given.map(compiled);
  return [[...policies, RESOURCE_FULL_ACCESS]];
}
