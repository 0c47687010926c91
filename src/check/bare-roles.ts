import type { EstateRole } from '../estate/estate';
import type { TerraformContext } from '../estate/terraform/context';
import type { TerraformDocument } from '../estate/terraform/document';
import { replacedRoles } from '../estate/terraform/fates';
import type { TerraformResource } from '../estate/terraform/resources';
import { attachedRoles } from '../estate/terraform/roles';
import { textsIn } from '../proof/plan/json-access';

/** Policies that a role does not get again which is destroyed and made again, by their names; for each such role by its ARN. */
export type BareRoles = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * A plan without the policies and attachments that go with a role. Where a role is destroyed and made again under its name, these are
 * nothing but a name to Terraform, which does not change: it leaves them alone, and the new role is without them until the next plan.
 *
 * @returns the same document where there are none
 * Source: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#replace_triggered_by
 */
export function withoutGoneWithRoles(document: TerraformDocument, before: TerraformContext, after: TerraformContext): TerraformDocument {
  const replaced = replacedRoles(before, after);
  if (replaced.size === 0) return document;
  const old = new Map(before.resources.map((resource) => [resource.address, resource]));
  const rest = document.after.map((resource): TerraformResource | undefined => {
    const { type, address } = resource;
    if (isMade(resource)) return resource;
    if (type === 'aws_iam_policy_attachment') return withoutGoneRoles(resource, after, rolesGone(old.get(address), before, replaced));
    const isOfRole = type === 'aws_iam_role_policy_attachment' || (type === 'aws_iam_role_policy' && !isPut(resource, old.get(address)));
    return isOfRole && replaced.has(after.role(resource, 'role').arn ?? '') ? undefined : resource;
  });
  return rest.every((resource, index) => resource === document.after[index])
    ? document
    : { ...document, after: rest.filter((resource) => resource !== undefined) };
}

const isMade = ({ fate }: TerraformResource): boolean => fate === 'created' || fate === 'replaced';

/** To change an inline policy is to put it. */
const isPut = ({ values }: TerraformResource, old: TerraformResource | undefined): boolean =>
  JSON.stringify(values) !== JSON.stringify(old?.values);

/** Of the roles that an attachment is for already, those that are replaced: it is put on those alone that are added. */
const rolesGone = (
  old: TerraformResource | undefined,
  before: TerraformContext,
  replaced: ReadonlyMap<string, string>,
): ReadonlySet<string> => new Set(old === undefined ? [] : attachedRoles(old, before).filter((arn) => replaced.has(arn)));

function withoutGoneRoles(resource: TerraformResource, after: TerraformContext, gone: ReadonlySet<string>): TerraformResource {
  if (gone.size === 0) return resource;
  const isKept = (role: string): boolean =>
    attachedRoles({ ...resource, values: { ...resource.values, roles: [role] } }, after).every((arn) => !gone.has(arn));
  return { ...resource, values: { ...resource.values, roles: textsIn(resource.values['roles']).filter(isKept) } };
}

/** @param whole roles as if nothing went with them */
export function bareRoles(whole: readonly EstateRole[], left: readonly EstateRole[]): BareRoles {
  const kept = new Map(left.map((role) => [role.arn, new Set(policiesOf(role))]));
  return new Map(
    whole.flatMap((role) => {
      const gone = policiesOf(role).filter((name) => kept.get(role.arn)?.has(name) !== true);
      return gone.length === 0 ? [] : [[role.arn, new Set(gone)] as const];
    }),
  );
}

const policiesOf = ({ identity }: EstateRole): readonly string[] => [
  ...(identity?.given ?? []).map(({ name }) => name),
  ...(identity?.missing ?? []),
];
