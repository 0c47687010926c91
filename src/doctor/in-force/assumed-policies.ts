import { rootDelegation } from '../../catalogue/kms-key-policy/statements';
import type { GivenPolicy } from '../../estate/estate';
import type { JsonObject } from '../../policy/policy-json';
import type { World } from '../../proof/claims/world';
import { policyOf } from '../../proof/evaluator/parse-policy';
import type { Policy } from '../../proof/evaluator/policy';
import { awsManagedKeyPolicy } from '../../proof/installation/aws-managed-key';

/** Names of policies that stand for what was not given, or for what AWS makes. */
export const ASSUMED: readonly string[] = [
  'what was not given',
  'FullAWSAccess',
  'RCPFullAWSAccess',
  'policy of a key that leaves it to IAM',
];

const document = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });

/** Policies of a role that was not given, at best. */
export const EVERYTHING = policyOf('what was not given', document({ Effect: 'Allow', Action: '*', Resource: '*' }));
/** A policy that was not given, at worst. */
export const NOTHING = policyOf('what was not given', document());
/** A policy of a role that was not given and that a customer wrote, at worst. */
export const DENIED = policyOf('what was not given', document({ Effect: 'Deny', Action: '*', Resource: '*' }));
/** A policy of a resource that was not given, at best. */
export const OPEN = policyOf('what was not given', document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }));
/** AWS attaches it to every account; a list of denials stands beside it. Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html */
export const FULL_ACCESS = policyOf('FullAWSAccess', document({ Effect: 'Allow', Action: '*', Resource: '*' }));
/** It is attached everywhere and cannot be taken away. Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export const RESOURCE_FULL_ACCESS = policyOf('RCPFullAWSAccess', document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }));

const MADE = new Map<string, Policy>();

/** A policy that AWS or the platform makes, compiled once for each of its names. */
function made(name: string, json: JsonObject): Policy {
  const text = JSON.stringify(json);
  const known = MADE.get(text) ?? policyOf(name, json);
  MADE.set(text, known);
  return known;
}

/** A key that leaves everything to the IAM policies of its account. */
export const leftToIam = ({ partition }: World, account: string): Policy =>
  made('policy of a key that leaves it to IAM', document({ ...rootDelegation(partition, account) }));

/** The platform makes its temporary key for itself and the target's role. */
export const temporaryKeyPolicy = ({ partition }: World, account: string, targetArn: string): Policy =>
  made(
    'policy of a key that leaves it to IAM',
    document({ ...rootDelegation(partition, account) }, { Effect: 'Allow', Principal: { AWS: targetArn }, Action: 'kms:*', Resource: '*' }),
  );

/** The policy of `aws/ebs`. */
export const managedKeyPolicy = ({ partition }: World, account: string, region: string): Policy =>
  made('policy of the AWS managed key', awsManagedKeyPolicy(partition, account, region));

const COMPILED = new WeakMap<GivenPolicy, Policy>();

/** A policy that was read is one, and never changes. */
export function compiled(given: GivenPolicy): Policy {
  const known = COMPILED.get(given) ?? policyOf(given.name, given.json);
  COMPILED.set(given, known);
  return known;
}
