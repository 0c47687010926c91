/** Which kind of policy speaks. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'service control' | 'resource control' | 'resource' | 'grant';

/** A statement, by where it stands. */
export interface StatementReference {
  readonly kind: PolicyKind;
  /** Name of the policy. */
  readonly policy: string;
  /** Position in the policy, from 0; of a grant, among the grants. */
  readonly index: number;
  readonly sid?: string;
}

/** The statement that came closest, and the element of it that did not fit. */
export interface NearestMiss {
  readonly statement: StatementReference;
  /** E.g. `Action`, `Resource`, `Principal`, `Condition.StringEquals.kms:ViaService`, `Constraints.EncryptionContextSubset`. */
  readonly element: string;
  /** What the statement asks for. */
  readonly wanted: readonly string[];
  /** What the request has. @default - nothing: the request has no such key */
  readonly actual?: readonly string[];
}

/** What IAM decides, and why. */
export interface Verdict {
  readonly outcome: 'allowed' | 'denied explicitly' | 'denied implicitly';
  /**
   * The statements that allowed, or the one that denied; empty for an implicit deny, and for what an account's root may do of
   * itself.
   */
  readonly because: readonly StatementReference[];
  /** For an implicit deny: the kind of policy that had to allow and did not. */
  readonly missing?: PolicyKind;
  /** For an implicit deny: what came closest there. @default - no statement of that kind speaks of the action at all */
  readonly nearest?: NearestMiss;
}
