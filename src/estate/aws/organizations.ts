import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import { policyIn, type Found, type Reader } from '../found';
import { kindOfPolicy } from '../policy-kind';

/** Policies of an organisation that limit roles and keys. */
const LIMITS: ReadonlyMap<string, 'service control policy' | 'resource control policy'> = new Map([
  ['SERVICE_CONTROL_POLICY', 'service control policy'],
  ['RESOURCE_CONTROL_POLICY', 'resource control policy'],
]);

/** `aws organizations describe-policy`. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
export function organizationPolicyIn(policy: JsonObject, reader: Reader): readonly Found[] {
  const summary = objectIn(policy, 'PolicySummary') ?? {};
  const type = textIn(summary, 'Type');
  const told = LIMITS.get(type);
  if (told === undefined && type !== '') {
    const accepted = [...LIMITS.keys()].join(', ');
    const { file, report, pass = report } = reader;
    pass({ file, problem: `a policy of the type ${type} limits neither roles nor keys. Accepted: ${accepted}` });
    return [];
  }
  const read = policyIn(policy['Content'], textIn(summary, 'Name') || reader.file, reader);
  if (read === undefined) return [];
  // Without the summary the policy itself tells: only those that limit resources name principals.
  const is = told ?? (kindOfPolicy(read.json) === 'identity' ? 'service control policy' : 'resource control policy');
  return [{ is, policy: read }];
}

/** Whether an object is a policy of an organisation, as `describe-policy` has it below `Policy`. */
export const isOrganizationPolicy = (value: JsonObject): boolean => 'Content' in value;
