import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { RenderedPolicies } from '../installation/rendered-installation';

/** A change of one statement of one policy: less than it was, or more. */
export interface PolicyMutant {
  readonly policy: PolicyPlace;
  readonly sid: string;
  /** What is changed, e.g. `without kms:Decrypt`. */
  readonly what: string;
  /** Whether it allows less or more; a Deny that is gone allows more. */
  readonly allows: 'less' | 'more';
  /** Gives the changed statement, or nothing. */
  readonly change: (statement: JsonObject) => JsonObject | undefined;
  /** A statement for policies that have none of that Sid. @default - none */
  readonly added?: JsonObject;
}

/** Where a policy stands among the rendered ones. */
export type PolicyPlace =
  | { readonly of: 'identity'; readonly side: 'platform' | 'target'; readonly key: string }
  | { readonly of: 'trust'; readonly side: 'platform' | 'target' }
  | { readonly of: 'keyPolicies'; readonly key: 'evidence' };

/** The policy at a place. */
export function policyAt(rendered: RenderedPolicies, place: PolicyPlace): JsonObject | undefined {
  if (place.of === 'identity') return rendered.identity[place.side][place.key];
  return place.of === 'trust' ? rendered.trust[place.side] : rendered.keyPolicies[place.key];
}

/** The policy's name, as people know it. */
export function placeInWords(place: PolicyPlace): string {
  if (place.of === 'keyPolicies') return 'cado-kms-key-policy';
  return `${place.side === 'platform' ? 'cado-role' : 'cado-cross-account-trust'} ${place.of === 'trust' ? 'trust' : place.key}`;
}

/** Every policy that is ours, by its place; the platform's own key has the same policy as that of the evidence. */
export function places({ identity }: RenderedPolicies): readonly PolicyPlace[] {
  const sides = ['platform', 'target'] as const;
  return [
    ...sides.flatMap((side) => Object.keys(identity[side]).map((key): PolicyPlace => ({ of: 'identity', side, key }))),
    ...sides.map((side): PolicyPlace => ({ of: 'trust', side })),
    { of: 'keyPolicies', key: 'evidence' },
  ];
}

/** Rendered policies with one statement changed. */
export function mutated(rendered: RenderedPolicies, { policy: place, sid, change, added }: PolicyMutant): RenderedPolicies {
  const changed = (policy: JsonObject): JsonObject => {
    const statements = statementsOf(policy);
    const isThere = statements.some((statement) => statement['Sid'] === sid);
    const kept = statements.flatMap((statement) => (statement['Sid'] === sid ? (change(statement) ?? []) : [statement]));
    return { ...policy, Statement: isThere || added === undefined ? kept : [...kept, added] };
  };
  const policy = policyAt(rendered, place);
  if (policy === undefined) return rendered;
  if (place.of === 'identity') {
    const side = { ...rendered.identity[place.side], [place.key]: changed(policy) };
    return { ...rendered, identity: { ...rendered.identity, [place.side]: side } };
  }
  if (place.of === 'trust') return { ...rendered, trust: { ...rendered.trust, [place.side]: changed(policy) } };
  return { ...rendered, keyPolicies: { evidence: changed(policy), platform: changed(rendered.keyPolicies.platform) } };
}

/** The statements of a policy. */
export function statementsOf(policy: JsonObject): readonly JsonObject[] {
  return (policy['Statement'] as readonly Json[]).filter(isJsonObject);
}
