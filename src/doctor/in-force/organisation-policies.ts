import type { Call } from '../../proof/claims/call';
import type { Policy } from '../../proof/evaluator/policy';
import { compiled, FULL_ACCESS, RESOURCE_FULL_ACCESS } from './assumed-policies';
import { isExamined } from '../examined-key';
import { sure, type Bounds } from './missing';
import type { Scene } from '../scene';

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

/**
 * Resource control policies in a call; undefined where there are none or they are not asked: they are taken to hold for the key, the
 * roles and the buckets that are examined, and for the temporary keys that the roles make. They limit no key that AWS manages.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function resourceControl(scene: Scene, { action, on, resource }: Call): Levels | undefined {
  const { resourceControl: given = [], key } = scene.subject;
  const keyName = typeof on === 'object' && 'key' in on ? on.key : undefined;
  const isOnExamined = keyName !== undefined && isExamined(scene, keyName) && key?.manager !== 'AWS';
  const isOnKey = isOnExamined || keyName?.startsWith('temporary') === true;
  const isOnRole = typeof on === 'object' && 'role' in on;
  const isOnBucket = action.startsWith('s3:') && resource !== '*';
  if (given.length === 0 || !(isOnKey || isOnRole || isOnBucket)) return undefined;
  return [[...given.map(compiled), RESOURCE_FULL_ACCESS]];
}
