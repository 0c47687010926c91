import { says } from './configuration';
import { isKey, type TerraformContext } from './context';
import { attachedRoles } from './roles';
import type { TerraformResource } from './resources';
import { isInPart, marks } from './unknown-values';

/** Something that Terraform will know only when it applies. */
export interface Untold {
  /** The resource and its attribute. */
  readonly place: string;
  /** ARNs of the role, key or policy that it is about; empty where that is unknown too. */
  readonly about: readonly string[];
}

/** Attributes that decide who may do what, and whether the configuration alone can tell what they refer to. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ['assume_role_policy', 'inline_policy', 'managed_policy_arns', 'permissions_boundary'],
  aws_iam_role_policy: ['policy', 'role'],
  aws_iam_policy: ['policy'],
  aws_iam_role_policy_attachment: ['policy_arn', 'role'],
  aws_iam_policy_attachment: ['policy_arn', 'roles'],
  aws_iam_role_policies_exclusive: ['policy_names'],
  aws_iam_role_policy_attachments_exclusive: ['policy_arns'],
  aws_kms_key: ['policy', 'is_enabled'],
  aws_kms_replica_key: ['policy', 'enabled'],
  aws_kms_external_key: ['policy', 'enabled'],
  aws_kms_replica_external_key: ['policy', 'enabled'],
  aws_kms_grant: ['grantee_principal', 'key_id', 'operations', 'constraints'],
  aws_kms_key_policy: ['policy', 'key_id'],
  aws_organizations_policy: ['content'],
};

/** What of one side of a plan is unknown until apply, and decides who may do what. */
export function untoldIn(context: TerraformContext): readonly Untold[] {
  const separate = new Set(context.resources.filter(({ type }) => type === 'aws_kms_key_policy').map((one) => context.keyArn(one)));
  /** A key's own policy does not count where another resource is put over it. */
  const isOverwritten = (resource: TerraformResource, attribute: string): boolean =>
    attribute === 'policy' && isKey(resource) && separate.has(context.arnOf(resource));
  return context.resources
    .filter(({ unknown }) => unknown !== undefined)
    .flatMap((resource) =>
      (ATTRIBUTES[resource.type] ?? [])
        .filter((attribute) => isUntold(resource, attribute, context) && !isOverwritten(resource, attribute))
        .map((attribute) => ({ place: `${resource.address}.${attribute}`, about: aboutOf(resource, context) })),
    );
}

/** Whether an attribute is unknown until apply, and nothing else tells what it will be. */
export const isUntold = (resource: TerraformResource, attribute: string, context: TerraformContext): boolean =>
  marks(resource.unknown?.[attribute]) && !isTold(resource, attribute, context);

/** What refers to another resource of the plan is known by it; and what a new role or key was not given is AWS's default. */
function isTold(resource: TerraformResource, attribute: string, context: TerraformContext): boolean {
  switch (attribute) {
    case 'policy_arn':
    case 'permissions_boundary':
      return context.policyArn(resource, attribute) !== '' || says(context.configuration, resource, attribute) === false;
    case 'role':
    case 'grantee_principal':
      return context.role(resource, attribute).arn !== undefined;
    case 'key_id':
      return context.keyArn(resource) !== undefined;
    default:
      return !isInPart(resource.unknown?.[attribute]) && says(context.configuration, resource, attribute) === false;
  }
}

/** ARNs of the role, key or policy that a resource is about. */
export function aboutOf(resource: TerraformResource, context: TerraformContext): readonly string[] {
  if (isKey(resource) || resource.type === 'aws_iam_role' || resource.type === 'aws_iam_policy') return [context.arnOf(resource)];
  switch (resource.type) {
    case 'aws_kms_grant':
    case 'aws_kms_key_policy':
      return listed(context.keyArn(resource));
    case 'aws_iam_policy_attachment':
      return marks(resource.unknown?.['roles']) ? [] : attachedRoles(resource, context);
    case 'aws_organizations_policy':
      return [];
    default:
      return listed(context.role(resource, resource.type.endsWith('_exclusive') ? 'role_name' : 'role').arn);
  }
}

const listed = (arn: string | undefined): readonly string[] => (arn === undefined ? [] : [arn]);
