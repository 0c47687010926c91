import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import type { JsonObject } from '../../policy/policy-json';
import type { Scene } from '../scene';
import { policyOf, type PolicyOf } from './addition';
import type { ChangedDocument } from './changed-documents';
import { inlinePolicyOf } from './inline-policy';

/** Scenes once the documents were put in place, each read anew from its text: what a command replaces is gone. */
export function scenesAfter(scenes: readonly Scene[], documents: readonly ChangedDocument[]): readonly Scene[] {
  const put = new Map(documents.map((document) => [nameOf(policyOf(document.place), document.owner), read(document)]));
  const roles = new Map<EstateRole, EstateRole>();
  const keys = new Map<EstateKey, EstateKey>();
  const roleAfter = (role: EstateRole): EstateRole => {
    const after = roles.get(role) ?? withPolicies(role, put.get(nameOf('policy', role.arn)), put.get(nameOf('trust', role.arn)));
    roles.set(role, after);
    return after;
  };
  const keyAfter = (key: EstateKey): EstateKey => {
    const policy = put.get(nameOf('key policy', key.arn));
    const after = keys.get(key) ?? (policy === undefined ? key : { ...key, policy: calledAs(key.policy, policy) });
    keys.set(key, after);
    return after;
  };
  return scenes.map((scene) => {
    const { platform, target, key } = scene.subject;
    return {
      ...scene,
      subject: {
        ...scene.subject,
        ...(platform !== undefined && { platform: roleAfter(platform) }),
        ...(target !== undefined && { target: roleAfter(target) }),
        ...(key !== undefined && { key: keyAfter(key) }),
      },
    };
  });
}

const nameOf = (kind: PolicyOf, owner: string): string => `${kind} of ${owner}`;

const read = ({ after, policyName, file }: ChangedDocument): GivenPolicy => ({
  name: policyName ?? file,
  json: JSON.parse(after) as JsonObject,
  ...(policyName !== undefined && { inlineName: policyName }),
});

/** What is put bears the name of what was there, by which reports find its statements. */
const calledAs = (before: GivenPolicy | undefined, after: GivenPolicy): GivenPolicy => ({ ...after, name: before?.name ?? after.name });

function withPolicies(role: EstateRole, inline: GivenPolicy | undefined, trust: GivenPolicy | undefined): EstateRole {
  if (inline === undefined && trust === undefined) return role;
  const { given: added } = inlinePolicyOf(role);
  const isLeft = (policy: GivenPolicy): boolean =>
    policy !== added && policy.inlineName?.toLowerCase() !== inline?.inlineName?.toLowerCase();
  return {
    ...role,
    ...(inline !== undefined &&
      role.identity !== undefined && {
        identity: { ...role.identity, given: [...role.identity.given.filter(isLeft), calledAs(added, inline)] },
      }),
    ...(trust !== undefined && { trust: calledAs(role.trust, trust) }),
  };
}
