import type { JsonObject } from '../../../src/policy/policy-json';
import { allow, block, change, policy, same, type Change } from '../plan-json';

type Kind = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** What a policy of an organisation says. */
export const content = (kind: Kind, ...statements: readonly JsonObject[]): JsonObject => ({
  id: 'p-x',
  name: 'x',
  type: kind,
  content: policy(...statements),
});

/** A Deny, of everybody where it is for resources. */
export const deny = (Action: string | readonly string[], more: JsonObject = {}): JsonObject => ({
  Sid: 'D',
  Effect: 'Deny',
  Action,
  Resource: '*',
  ...more,
});

export const ALL = allow({ Action: '*', Resource: '*' });

export const POLICY = 'aws_organizations_policy.x';
export const PLACE = `${POLICY}.content`;
export const ATTACHMENT = 'aws_organizations_policy_attachment.x';

const attached = (target: string, id = 'p-x'): JsonObject => ({ policy_id: id, target_id: target });

/** An attachment of the policy, where one is given: before and after. */
export const attachment = (before: string | undefined, after: string | undefined, id?: string, address = ATTACHMENT): readonly Change[] => {
  const [was, now] = [before, after].map((target) => (target === undefined ? null : attached(target, id)));
  if (was === undefined || now === undefined || (was === null && now === null)) return [];
  const isMoved = was !== null && now !== null && before !== after;
  return [change(address, was, now, isMoved ? { actions: ['delete', 'create'] } : {})];
};

/** A policy that is there and stays. */
export const kept = (values: JsonObject): Change => same(POLICY, values);

/** A configuration in which the attachment is of the policy, whose id is known only on apply. */
export const CONFIGURATION: JsonObject = {
  root_module: { resources: [block(ATTACHMENT, { policy_id: [`${POLICY}.id`, POLICY] })] },
};
