import type { Estate, GivenPolicy } from '../../estate/estate';
import type { TerraformContext } from '../../estate/terraform/context';
import { attachedTargets } from '../../estate/terraform/fates';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject } from '../../policy/policy-json';
import { textIn } from '../../proof/plan/json-access';
import { policyText } from '../findings/fingerprints';

/** Policies of an organisation of one kind, on one side of a plan. */
export interface ControlSide {
  readonly policies: readonly GivenPolicy[];
  /** Accounts, units and roots that they are attached to, by their names; empty texts for those that are unknown until apply. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

/** Policies of an organisation of one kind: those of principals by their account, or those of resources by theirs. */
export interface ControlPolicies {
  readonly kind: 'service control' | 'resource control';
  readonly before: ControlSide;
  readonly after: ControlSide;
}

/** What a plan makes of service control policies and of resource control policies. */
export function controlPolicies(
  estates: Readonly<Record<'before' | 'after', Estate>>,
  contexts: Readonly<Record<'before' | 'after', TerraformContext>>,
): readonly ControlPolicies[] {
  const service = (side: 'before' | 'after'): ControlSide => {
    const full = fullAccess(contexts[side]);
    return {
      policies: [...estates[side].serviceControl, ...full.policies],
      targets: new Map([...attachedTargets(contexts[side]), ...full.targets]),
    };
  };
  const resource = (side: 'before' | 'after'): ControlSide => ({
    policies: estates[side].resourceControl ?? [],
    targets: attachedTargets(contexts[side]),
  });
  return [
    { kind: 'service control', before: service('before'), after: service('after') },
    { kind: 'resource control', before: resource('before'), after: resource('after') },
  ];
}

/**
 * AWS's own policy that allows everything, wherever a plan attaches it: each time under the address of what does so.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
function fullAccess({ resources }: TerraformContext): ControlSide {
  const attachments = resources.filter(
    ({ type, values }) => type === 'aws_organizations_policy_attachment' && textIn(values, 'policy_id') === 'p-FullAWSAccess',
  );
  return {
    policies: attachments.map(({ address }) => ({
      name: address,
      json: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    })),
    targets: new Map(attachments.map(({ address, values }) => [address, [textIn(values, 'target_id')]])),
  };
}

/** Whether a plan changes what any of them says, or what it is attached to. */
export function isChanged({ before, after }: ControlPolicies): boolean {
  const text = ({ policies, targets }: ControlSide): string =>
    JSON.stringify(policies.map((policy) => [policyText(policy), (targets.get(policy.name) ?? []).toSorted()]));
  return text(before) !== text(after);
}

/** Whether a policy allows anything, and does not only deny. */
export const allowsAnything = ({ json }: GivenPolicy): boolean =>
  statementsOf(json).some((statement) => isJsonObject(statement) && statement['Effect'] === 'Allow');
