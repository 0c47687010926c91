import type { Json } from '../../policy/policy-json';
import { objectsIn, textIn, textsIn } from '../../proof/plan/json-access';
import type { TerraformResource } from './resources';
import type { TerraformContext } from './context';
import { marks } from './unknown-values';

/** What resources of their own say of the policies of roles. */
export interface RoleAttachments {
  /** Whether the role's own attribute is where an inline policy is told. @param isPut whether the role puts it because of that */
  readonly tellsInline: (role: string, name: string, isPut: boolean) => boolean;
  /** Whether the role's own attribute is where an attached policy is told. @param isPut whether the role attaches it because of that */
  readonly tellsAttached: (role: string, policyArn: string, isPut: boolean) => boolean;
  /** Whether what a role's own attribute has is there newly: what stays in it is not put again. */
  readonly isNewIn: (role: TerraformResource, attribute: 'inline_policy' | 'managed_policy_arns', value: Json) => boolean;
  /** Whether the role keeps an inline policy: one that nobody lists goes where a list is exclusive. */
  readonly keepsInline: (role: string, name: string) => boolean;
  readonly keepsAttached: (role: string, policyArn: string) => boolean;
  /** ARNs of the policies that a list that is exclusive attaches, beyond those that have a resource of their own. */
  readonly attaches: (list: TerraformResource) => readonly string[];
  /** Whether the role's own attributes take away, by their change, what a resource gives it that stays as it is. */
  readonly isTakenAway: (resource: TerraformResource, role: string, policy: string) => boolean;
}

/**
 * A role shows every policy that it has, also those that resources of their own give it. What becomes of these is told by those
 * resources alone: a role that stays as it is would keep a policy whose resource goes. One that gets its resource newly was the role's
 * own before. One whose resource goes stays only where the role puts it after that: Terraform destroys what depends on the role before
 * it changes the role, and sees no change in a role that shows the policy already.
 *
 * @param before what a document begins with, with what it is read with
 * @param now the side that is read
 */
export function roleAttachments(before: TerraformContext, now: TerraformContext): RoleAttachments {
  const [old, own] = [ownPolicies(before), ownPolicies(now)];
  const tells =
    (kind: 'inline' | 'attached') =>
    (role: string, policy: string, isPut: boolean): boolean => {
      const name = `${role} ${policy}`;
      return !own[kind].has(name) && (isPut || !old[kind].has(name));
    };
  const exclusive = exclusiveLists(now);
  const roles = new Map(before.resources.map((resource) => [resource.address, resource]));
  const keepsAttached = (role: string, arn: string): boolean =>
    exclusive.attached.get(role)?.has(arn) !== false && exclusive.holders.get(arn)?.has(role) !== false;
  return {
    tellsInline: tells('inline'),
    tellsAttached: tells('attached'),
    isNewIn: ({ address, fate }, attribute, value) => {
      const was = roles.get(address)?.values[attribute];
      const known = Array.isArray(was) ? (was as readonly Json[]) : [];
      return fate !== undefined || !known.some((one) => JSON.stringify(one) === JSON.stringify(value));
    },
    keepsInline: (role, name) => exclusive.inline.get(role)?.has(name) !== false,
    keepsAttached,
    attaches: (list) => {
      const known = new Set(listedBefore(list, before));
      const role = arnOf(list, 'role_name', now);
      return textsIn(list.values['policy_arns']).filter((arn) => !known.has(arn) && !own.attached.has(`${role} ${arn}`));
    },
    isTakenAway: takenAway(before, now),
  };
}

/** Policies of roles that are resources of their own, as `ROLE POLICY`. */
function ownPolicies(side: TerraformContext): Readonly<Record<'inline' | 'attached', ReadonlySet<string>>> {
  const [inline, attached] = [new Set<string>(), new Set<string>()];
  for (const resource of side.resources) {
    if (resource.type === 'aws_iam_role_policy') inline.add(`${arnOf(resource, 'role', side)} ${textIn(resource.values, 'name')}`);
    if (resource.type === 'aws_iam_role_policy_attachment') attached.add(`${arnOf(resource, 'role', side)} ${policyOf(resource, side)}`);
    if (resource.type === 'aws_iam_policy_attachment')
      for (const role of attachedRoles(resource, side)) attached.add(`${role} ${policyOf(resource, side)}`);
  }
  return { inline, attached };
}

/** ARNs of the roles that an `aws_iam_policy_attachment` is for. */
export const attachedRoles = ({ values, ...resource }: TerraformResource, context: TerraformContext): readonly string[] =>
  textsIn(values['roles']).flatMap((role) => context.role({ ...resource, values: { ...values, role } }, 'role').arn ?? []);

const arnOf = (resource: TerraformResource, attribute: string, { role }: TerraformContext): string => role(resource, attribute).arn ?? '';
const policyOf = (resource: TerraformResource, { policyArn }: TerraformContext): string => policyArn(resource, 'policy_arn');

/** Lists that are exclusive: whatever a role has besides is taken away, and a policy from whoever else has it. */
function exclusiveLists(
  side: TerraformContext,
): Readonly<Record<'inline' | 'attached' | 'holders', ReadonlyMap<string, ReadonlySet<string>>>> {
  const lists = {
    inline: new Map<string, ReadonlySet<string>>(),
    attached: new Map<string, ReadonlySet<string>>(),
    holders: new Map<string, ReadonlySet<string>>(),
  };
  for (const resource of side.resources) {
    const { type, values, unknown = {} } = resource;
    if (type === 'aws_iam_role_policies_exclusive' && !marks(unknown['policy_names']))
      lists.inline.set(arnOf(resource, 'role_name', side), new Set(textsIn(values['policy_names'])));
    if (type === 'aws_iam_role_policy_attachments_exclusive' && !marks(unknown['policy_arns']))
      lists.attached.set(arnOf(resource, 'role_name', side), new Set(textsIn(values['policy_arns'])));
    if (type === 'aws_iam_policy_attachment' && !marks(unknown['roles']))
      lists.holders.set(policyOf(resource, side), new Set(attachedRoles(resource, side)));
  }
  return lists;
}

/** What a list had that stays: it is compared with what the role has where it is made, or changes. */
const listedBefore = ({ address, fate }: TerraformResource, before: TerraformContext): readonly string[] =>
  fate === undefined
    ? before.resources.filter((one) => one.address === address).flatMap(({ values }) => textsIn(values['policy_arns']))
    : [];

/**
 * A role that has its policies in attributes of its own gives up what is no longer in them, also where that is a resource of its own:
 * this is put again only where it changes.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#managed_policy_arns-1
 */
function takenAway(before: TerraformContext, now: TerraformContext): RoleAttachments['isTakenAway'] {
  const old = new Map(before.resources.map((resource) => [resource.address, resource]));
  const taken = new Set(
    now.resources
      .filter(({ type, fate }) => type === 'aws_iam_role' && fate === undefined)
      .flatMap((role) => {
        const kept = new Set(shownBy(role));
        const isKnown = !['inline_policy', 'managed_policy_arns'].some((attribute) => marks(role.unknown?.[attribute]));
        const was = isKnown ? old.get(role.address) : undefined;
        return (was === undefined ? [] : shownBy(was))
          .filter((policy) => !kept.has(policy))
          .map((policy) => `${now.arnOf(role)} ${policy}`);
      }),
  );
  const stays = ({ type, address, values, fate }: TerraformResource, role: string): boolean => {
    const was = old.get(address);
    if (fate !== undefined || was === undefined) return false;
    // It is put on those roles alone that are added.
    if (type === 'aws_iam_policy_attachment') return attachedRoles(was, before).includes(role);
    return JSON.stringify(values) === JSON.stringify(was.values);
  };
  return (resource, role, policy) => taken.has(`${role} ${policy}`) && stays(resource, role);
}

/** Names and ARNs of policies in a role's own attributes. */
const shownBy = ({ values }: TerraformResource): readonly string[] => [
  ...objectsIn(values['inline_policy']).map((policy) => textIn(policy, 'name')),
  ...textsIn(values['managed_policy_arns']),
];
