import { isJsonObject, type Json } from '../../policy/policy-json';
import { objectsIn, textIn } from '../../proof/plan/json-access';
import type { TerraformContext } from './context';
import type { TerraformResource } from './resources';
import { marks } from './unknown-values';

/** ARNs of roles that a plan destroys and makes again under the same name, with the addresses of their resources. */
export function replacedRoles(before: TerraformContext, after: TerraformContext): ReadonlyMap<string, string> {
  const gone = new Set(before.resources.filter(({ type, fate }) => type === 'aws_iam_role' && isGone(fate)).map(before.arnOf));
  return new Map(
    after.resources
      .filter(
        (role) => role.type === 'aws_iam_role' && (role.fate === 'replaced' || role.fate === 'created') && gone.has(after.arnOf(role)),
      )
      .map((role) => [after.arnOf(role), role.address]),
  );
}

/** ARNs of roles that a plan makes in place of another one, by a new name, path or account, with the ARNs of those they take the place of. */
export function succeedingRoles(before: TerraformContext, after: TerraformContext): ReadonlyMap<string, string> {
  const isReplaced = ({ type, fate }: TerraformResource): boolean => type === 'aws_iam_role' && fate === 'replaced';
  const old = new Map(before.resources.filter(isReplaced).map((role) => [role.address, before.arnOf(role)]));
  return new Map(
    after.resources.filter(isReplaced).flatMap((role) => {
      const [was, now] = [old.get(role.address), after.arnOf(role)];
      return was === undefined || was === now ? [] : [[now, was] as const];
    }),
  );
}

/** A policy that is destroyed under one address and made under another. */
export interface RemadePolicy {
  readonly address: string;
  readonly was: string;
  /** ARN of the role or key whose policy it is. */
  readonly about: string;
}

/** Policies of roles and keys that are one at AWS before and after, and two resources of Terraform: one is destroyed, another one put. */
export function remadePolicies(before: TerraformContext, after: TerraformContext): readonly RemadePolicy[] {
  const gone = new Map(
    before.resources
      .filter(({ fate }) => fate === 'destroyed')
      .flatMap((resource) => {
        const found = policyAtAws(resource, before);
        return found === undefined ? [] : [[found.join(' '), resource.address] as const];
      }),
  );
  const old = new Map(before.resources.map(({ address, values }) => [address, JSON.stringify(values)]));
  const isPut = ({ fate, address, values }: TerraformResource): boolean =>
    fate === 'created' || (fate === undefined && old.get(address) !== JSON.stringify(values));
  return after.resources.filter(isPut).flatMap((resource) => {
    const found = policyAtAws(resource, after);
    const was = found === undefined ? undefined : gone.get(found.join(' '));
    return found === undefined || was === undefined ? [] : [{ address: resource.address, was, about: found[0] }];
  });
}

/** Whose policy a resource is, and which one; undefined for other resources, and where it is known only on apply. */
export function policyAtAws(resource: TerraformResource, context: TerraformContext): readonly [about: string, policy: string] | undefined {
  const named = (about: string | undefined, policy: string): readonly [string, string] | undefined =>
    about === undefined || policy === '' ? undefined : [about, policy];
  switch (resource.type) {
    case 'aws_iam_role_policy':
      return named(context.role(resource, 'role').arn, textIn(resource.values, 'name'));
    case 'aws_iam_role_policy_attachment':
      return named(context.role(resource, 'role').arn, context.policyArn(resource, 'policy_arn'));
    case 'aws_kms_key_policy':
      return named(context.keyArn(resource), 'key policy');
    default:
      return undefined;
  }
}

const isGone = (fate: TerraformResource['fate']): boolean => fate === 'destroyed' || fate === 'replaced';

/** Names of policies that somebody called sensitive, as a whole or in part. */
export const sensitivePolicies = ({ resources }: TerraformContext): readonly string[] =>
  resources.flatMap(({ address, sensitive, values }) =>
    Object.entries(sensitive ?? {}).flatMap(([attribute, value]) => {
      if (!marks(value)) return [];
      const inline = attribute === 'inline_policy' ? objectsIn(values[attribute]) : [];
      return [`${address}.${attribute}`, ...inline.map((policy) => `${address} ${textIn(policy, 'name')}`)];
    }),
  );

/** Texts that somebody called sensitive and that are no policies: the name of a role, whom a grant is for. */
export const sensitiveTexts = ({ resources }: TerraformContext): readonly string[] =>
  resources.flatMap(({ sensitive = {}, values }) =>
    Object.keys(sensitive)
      .filter((attribute) => marks(sensitive[attribute]) && !POLICIES.has(attribute))
      .flatMap((attribute) => textsBelow(values[attribute])),
  );

const POLICIES: ReadonlySet<string> = new Set(['assume_role_policy', 'content', 'inline_policy', 'policy']);

function textsBelow(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsBelow);
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...textsBelow(inner)]) : [];
}

/** Accounts, units and roots that policies of an organisation are attached to, by the names of the policies. */
export function attachedTargets({ resources, referred }: TerraformContext): ReadonlyMap<string, readonly string[]> {
  const policies = new Map(
    resources.filter(({ type }) => type === 'aws_organizations_policy').map((one) => [textIn(one.values, 'id'), one]),
  );
  const targets = new Map<string, readonly string[]>();
  for (const attachment of resources.filter(({ type }) => type === 'aws_organizations_policy_attachment')) {
    const id = textIn(attachment.values, 'policy_id');
    const policy = id === '' ? referred(attachment, 'policy_id', ['aws_organizations_policy']) : policies.get(id);
    if (policy === undefined) continue;
    const name = `${policy.address}.content`;
    targets.set(name, [...(targets.get(name) ?? []), textIn(attachment.values, 'target_id')]);
  }
  return targets;
}
