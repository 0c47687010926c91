import type { PolicyStatement } from '../../policy/policy-json';
import type { RoleSide } from '../../proof/claims/world';

/** Where a statement is added. */
export type Place = 'key policy' | `${RoleSide} policy` | `${RoleSide} trust`;

/** A statement that a module has and a policy may lack. */
export interface PlacedStatement {
  readonly place: Place;
  readonly statement: PolicyStatement;
  /** The statement of ours that stands there and becomes this one. @default - none: it is added at the end */
  readonly before?: PolicyStatement;
}

/** A statement that is added to the policy of a key or a role. */
export interface Addition extends PlacedStatement {
  /** ARN of the key or the role whose policy it is. */
  readonly owner: string;
}

/** What kind of policy a place is, whichever side a role is on. */
export type PolicyOf = 'key policy' | 'policy' | 'trust';

/** The kind of a place. */
export function policyOf(place: Place): PolicyOf {
  if (place === 'key policy') return place;
  return place.endsWith('trust') ? 'trust' : 'policy';
}

/** The policy that a place is, the same for a role that is on both sides. */
export const siteOf = ({ place, owner }: Pick<Addition, 'place' | 'owner'>): string => `${policyOf(place)} of ${owner}`;

/** Additions to one policy. */
export const additionsTo = (additions: readonly Addition[], kind: PolicyOf, owner: string): readonly Addition[] =>
  additions.filter((one) => one.owner === owner && policyOf(one.place) === kind);
