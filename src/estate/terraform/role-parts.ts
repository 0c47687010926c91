import type { Json } from '../../policy/policy-json';
import { objectsIn, textIn, textsIn } from '../../proof/plan/json-access';
import { awsManagedPolicy } from '../aws/aws-policies';
import type { GivenPolicy } from '../estate';
import type { Found } from '../found';
import { says } from './configuration';
import { knownPolicy, readPolicy, type TerraformReading } from './reading';
import type { TerraformResource } from './resources';
import { attachedRoles } from './roles';
import { tagsOf } from './tags';
import { isInPart, marks } from './unknown-values';

type FoundRole = Extract<Found, { is: 'role' }>;

/** What a role tells of itself. */
export function roleIn(resource: TerraformResource, reading: TerraformReading): FoundRole {
  const { address, values, unknown = {} } = resource;
  const arn = reading.arnOf(resource);
  const trust = knownPolicy(resource, 'assume_role_policy', reading, 'trust policy');
  const declares = (attribute: string): boolean => says(reading.configuration, resource, attribute) === true;
  const { tellsInline, keepsInline, tellsAttached, keepsAttached, isNewIn } = reading.roles;
  const puts = (attribute: 'inline_policy' | 'managed_policy_arns', value: Json): boolean =>
    declares(attribute) && isNewIn(resource, attribute, value);
  const inline = objectsIn(values['inline_policy']).filter((policy) => {
    const name = textIn(policy, 'name');
    return tellsInline(arn, name, puts('inline_policy', policy)) && keepsInline(arn, name) && textIn(policy, 'policy') !== '';
  });
  const read = inline.map((policy) => {
    const name = `${address} ${textIn(policy, 'name')}`;
    return { name, policy: readPolicy(policy['policy'], name, reading, 'policy') };
  });
  const boundary = reading.policyArn(resource, 'permissions_boundary');
  const isBoundaryUnknown = boundary === '' && unknown['permissions_boundary'] === true;
  const isUnknown = (attribute: string): boolean => marks(unknown[attribute]) && (isInPart(unknown[attribute]) || declares(attribute));
  const managed = textsIn(values['managed_policy_arns']).filter(
    (one) => tellsAttached(arn, one, puts('managed_policy_arns', one)) && keepsAttached(arn, one),
  );
  const attached = attaching(address, managed);
  const id = textIn(values, 'unique_id');
  return {
    is: 'role',
    arn,
    name: textIn(values, 'name') || nameIn(arn),
    address,
    ...(id !== '' && { id }),
    ...(trust !== undefined && { trust }),
    ...tagsOf(resource),
    inline: [...read.flatMap(({ policy }) => policy ?? []), ...attached.inline],
    attached: attached.attached,
    ...((boundary !== '' || isBoundaryUnknown) && { boundaryArn: boundary || `${address}.permissions_boundary` }),
    missing: [
      ...read.flatMap(({ name, policy }) => (policy === undefined ? [name] : [])),
      ...['inline_policy', 'managed_policy_arns'].filter(isUnknown).map((attribute) => `${address}.${attribute}`),
    ],
    isWhole: true,
  };
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** What a policy of a role tells that is a resource of its own. */
export function inlinePolicyIn(resource: TerraformResource, reading: TerraformReading): readonly FoundRole[] {
  const part = partOf(resource, reading);
  const [role, name] = [part.arn ?? '', textIn(resource.values, 'name')];
  if (!reading.roles.keepsInline(role, name) || reading.roles.isTakenAway(resource, role, name)) return [];
  const policy = knownPolicy(resource, 'policy', reading, 'policy');
  return [policy === undefined ? withMissing(part, `${resource.address}.policy`) : { ...part, inline: [policy] }];
}

/** What an attachment tells, which is for one role or for several. */
export function attachmentIn(resource: TerraformResource, reading: TerraformReading): readonly FoundRole[] {
  const parts =
    resource.type === 'aws_iam_policy_attachment'
      ? attachedRoles(resource, reading).map((arn): FoundRole => ({ is: 'role', arn, name: nameIn(arn) }))
      : [partOf(resource, reading)];
  const arn = reading.policyArn(resource, 'policy_arn');
  return parts
    .filter(({ arn: role = '' }) => reading.roles.keepsAttached(role, arn) && !reading.roles.isTakenAway(resource, role, arn))
    .map((part) =>
      arn === ''
        ? withMissing(part, `${resource.address}.policy_arn`)
        : { ...part, ...attaching(resource.address, [arn]), attachedAt: resource.address },
    );
}

/**
 * What a list attaches that is exclusive: whatever it has and the role has not.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive
 */
export function exclusiveIn(resource: TerraformResource, reading: TerraformReading): readonly FoundRole[] {
  const arns = reading.roles.attaches(resource);
  if (arns.length === 0) return [];
  return [{ ...partOf(resource, reading, 'role_name'), ...attaching(resource.address, arns), attachedAt: resource.address }];
}

const withMissing = (part: FoundRole, place: string): FoundRole => ({ ...part, missing: [...(part.missing ?? []), place] });

/** The role that a resource belongs to. One that Terraform does not manage here has policies that nobody sees. */
function partOf(resource: TerraformResource, reading: TerraformReading, attribute = 'role'): FoundRole {
  const { arn, name, isManaged } = reading.role(resource, attribute);
  return { is: 'role', ...(arn !== undefined && { arn }), name, missing: isManaged || name === '' ? [] : [`${ELSE} ${name} has`] };
}

/** How the rest of a role's policies is called that Terraform does not manage here. */
export const ELSE = 'what else';

/** Policies that AWS manages are in no document. Those that grant most are known, and are told by who attaches them. */
function attaching(
  address: string,
  arns: readonly string[],
): { readonly inline: readonly GivenPolicy[]; readonly attached: readonly string[] } {
  const known = arns.map((arn) => ({ arn, json: awsManagedPolicy(arn) }));
  return {
    inline: known.flatMap(({ arn, json }) => (json === undefined ? [] : [{ name: `${address} ${nameIn(arn)}`, json, isOfAws: true }])),
    attached: known.flatMap(({ arn, json }) => (json === undefined ? [arn] : [])),
  };
}
