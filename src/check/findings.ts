/** What was found in a plan. */
export interface CheckFinding {
  readonly rule: CheckRule;
  readonly severity: 'error' | 'warning';
  /** Address of the resource, or the ARN of what is meant. */
  readonly place: string;
  readonly message: string;
  /** How to mend it. */
  readonly mend: string;
}

/** Rules of the check, and what each of them finds. */
export const CHECK_RULES = {
  'lost-path': 'An import path that works would not work any more.',
  'new-hole': 'An attack that is refused would get through; or one that nothing refuses is created.',
  'possible-hole': 'An attack that is refused would be left to policies that the plan does not show.',
  'unknown-until-apply': 'A policy is known only when Terraform applies, so that nothing can be said of it.',
  'not-a-policy': 'A policy that AWS would refuse.',
} as const;

/** One of {@link CHECK_RULES}. */
export type CheckRule = keyof typeof CHECK_RULES;

/** What a check looked at, and found. */
export interface PlanCheck {
  readonly findings: readonly CheckFinding[];
  /** Roles of ours in the plan, or named. */
  readonly roles: number;
  /** Keys that were looked at with them. */
  readonly keys: number;
  /** Roles and keys whose policies the plan changes. */
  readonly changed: number;
}
