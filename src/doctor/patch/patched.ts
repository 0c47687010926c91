import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../catalogue/kms-key-policy/own-statements';
import type { EstateRole, GivenPolicy } from '../../estate/estate';
import { statementsOf } from '../../policy/key-policy';
import { mergeKeyPolicy } from '../../policy/merge-key-policy';
import { minifiedStatements } from '../../policy/policy-size';
import type { Json, JsonObject, PolicyStatement } from '../../policy/policy-json';
import type { RoleSide } from '../../proof/claims/world';
import type { Scene } from '../scene';
import type { Subject } from '../subject';
import { ownStatements, type Addition, type Place } from './additions';

/** Name of the inline policy that a role gets. */
export const INLINE_POLICY_NAME = 'CadoResponseAccess';

/** Statements as the AWS provider writes them. */
export const asWritten = (statements: readonly PolicyStatement[]): readonly Json[] =>
  JSON.parse(minifiedStatements(statements)) as readonly Json[];

/** The scene after additions. */
export function patchedScene(scene: Scene, additions: readonly Addition[]): Scene {
  return { ...scene, subject: patchedSubject(scene.subject, additions) };
}

/** A subject whose policies have the additions; nothing of anybody else's is changed. */
export function patchedSubject(subject: Subject, additions: readonly Addition[]): Subject {
  const { key, platform, target } = subject;
  return {
    ...subject,
    ...(platform !== undefined && { platform: patchedRole(platform, 'platform', additions) }),
    ...(target !== undefined && { target: patchedRole(target, 'target', additions) }),
    ...(key?.policy !== undefined && { key: { ...key, policy: patchedKeyPolicy(key.policy, additions) } }),
  };
}

/** Additions to one policy. */
export const additionsTo = (additions: readonly Addition[], place: Place): readonly Addition[] =>
  additions.filter((one) => one.place === place);

/** Our statements in a key policy after additions: those that are there, changed where an addition has the same Sid, then new ones. */
export function ownAfter(policy: JsonObject, additions: readonly Addition[]): readonly PolicyStatement[] {
  const added = additionsTo(additions, 'key policy').map(({ statement }) => statement);
  const before = ownStatements(policy);
  return [
    ...before.map((statement) => added.find(({ Sid }) => Sid === statement.Sid) ?? statement),
    ...added.filter(({ Sid }) => !before.some((statement) => statement.Sid === Sid)),
  ];
}

function patchedKeyPolicy(policy: GivenPolicy, additions: readonly Addition[]): GivenPolicy {
  if (additionsTo(additions, 'key policy').length === 0) return policy;
  return {
    name: policy.name,
    json: mergeKeyPolicy(policy.json, asWritten(ownAfter(policy.json, additions)) as unknown as readonly PolicyStatement[], OWN),
  };
}

function patchedRole(role: EstateRole, side: RoleSide, additions: readonly Addition[]): EstateRole {
  const identity = additionsTo(additions, `${side} policy`);
  const trust = additionsTo(additions, `${side} trust`);
  return {
    ...role,
    ...(identity.length > 0 &&
      role.identity !== undefined && {
        identity: { ...role.identity, given: [...role.identity.given, inlinePolicy(identity)] },
      }),
    ...(trust.length > 0 && role.trust !== undefined && { trust: trustWith(role.trust, trust) }),
  };
}

/** A policy of its own, so that none that the role has is touched. */
export const inlinePolicy = (additions: readonly Addition[]): GivenPolicy => ({
  name: INLINE_POLICY_NAME,
  json: { Version: '2012-10-17', Statement: asWritten(additions.map(({ statement }) => statement)) },
});

/** A trust policy with statements at its end, under Sids that nobody has there. */
export function trustWith({ name, json }: GivenPolicy, additions: readonly Addition[]): GivenPolicy {
  return { name, json: { ...json, Statement: [...statementsOf(json), ...trustStatements(json, additions)] } };
}

/** Statements for a trust policy, under Sids that are free there. */
export function trustStatements(json: JsonObject, additions: readonly Addition[]): readonly Json[] {
  const taken = new Set(statementsOf(json).flatMap((statement) => (statement as JsonObject)['Sid'] ?? []));
  const freeSid = (sid: string): string => {
    const names = [sid, ...Array.from({ length: 99 }, (_, index) => `${sid}${index + 2}`)];
    const found = names.find((name) => !taken.has(name)) ?? sid;
    taken.add(found);
    return found;
  };
  return asWritten(additions.map(({ statement }) => ({ ...statement, Sid: freeSid(statement.Sid) })));
}
