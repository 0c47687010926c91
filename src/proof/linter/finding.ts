/** What a policy is attached to; AWS has rules of its own for each. */
export type PolicyKind = 'identity' | 'key' | 'trust' | 'bucket' | 'boundary' | 'service control';

/** A policy to look at, ours or anybody's. */
export interface LintedPolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  /** The policy as JSON text. @default - unknown; repeated keys cannot be seen */
  readonly text?: string;
  /** The policy as data; any JSON is taken. */
  readonly json: unknown;
  /** The partition that the policy is for. @default - unknown; partitions are not compared */
  readonly partition?: string;
}

/** An error does not do what it says, or AWS rejects it; a warning does, but hardly what is meant. */
export type Severity = 'error' | 'warning';

/** What is wrong at one place of a policy. */
export interface Finding {
  /** Name of the rule, e.g. `condition-key-not-carried`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where, e.g. `Statement[2].Condition.StringEquals["kms:ViaService"]`; empty for the policy as a whole. */
  readonly path: string;
  readonly problem: string;
  /** What to write in its place. */
  readonly mend: string;
  /** The page of AWS that says so. */
  readonly source: string;
}
