/** One thing that was found: everything of one rule that one place causes. */
export interface CheckFinding {
  readonly rule: CheckRule;
  readonly severity: 'error' | 'warning';
  /** Address of the resource and its attribute, or the ARN of what is meant; empty where it is the plan as a whole. */
  readonly place: string;
  /** The worst of it, and how much more there is. */
  readonly message: string;
  /** How to mend it. */
  readonly mend: string;
  /** All of it, the worst first. */
  readonly details: readonly FindingDetail[];
  /** Other instances of the same block, of which the same is found. */
  readonly alike: readonly string[];
}

/** A path or an attack by its title, and what became of it. */
export interface FindingDetail {
  readonly what: string;
  readonly message: string;
}

/** What a rule finds. */
interface RuleWords {
  readonly text: string;
  /** What to think of it. */
  readonly help: string;
}

/** Rules of the check, the gravest first. */
export const CHECK_RULES = {
  'lost-path': {
    text: 'An import path that works would not work any more.',
    help: 'Something that an import needs would be taken away: a statement, a grant, a role or a key; or something would deny it.',
  },
  'new-hole': {
    text: 'An attack that is refused would get through, or somebody else would be let in; or what is created allows it from the start.',
    help: 'A published attack, or a principal that is none of the roles, would be allowed by a key policy, a trust policy, a grant or a policy of a role.',
  },
  lockout: {
    text: 'A key policy would leave nobody in the account of the key who may change it.',
    help: 'Only AWS Support could mend it. KMS refuses such a policy, unless its safety check is bypassed.',
  },
  'not-a-policy': {
    text: 'A policy that AWS would refuse, or that cannot be read.',
    help: 'Nothing can be said of what it allows. It is an error where the plan changes it, and a warning where it stays as it is.',
  },
  'possible-loss': {
    text: 'An import path that works would be left to something that the plan does not show.',
    help: 'A policy outside of the plan, or something about the import that nobody said, decides over the path.',
  },
  'possible-hole': {
    text: 'An attack that is refused would be left to policies that the plan does not show.',
    help: 'A policy outside of the plan decides over the attack.',
  },
  'beyond-need': {
    text: 'A permission is added that no import needs.',
    help: 'No import path and no capability of the platform calls it.',
  },
  'unknown-until-apply': {
    text: 'Something is known only when Terraform applies, so that nothing can be said of it.',
    help: 'Plan again once what it depends on exists; in a pipeline, check the plan after the apply too.',
  },
  'incomplete-plan': {
    text: 'The plan leaves resources out.',
    help: 'A plan with -target, or with deferred changes, does not show what becomes of everything.',
  },
  'no-role': {
    text: 'No role of the platform was found, or one that was named is nowhere in the plan.',
    help: 'Roles are found by their names, also in trust policies, key policies and grants. Name them with --platform-role and --target-role.',
  },
  'unused-accept': {
    text: 'Something is accepted that was not found.',
    help: 'It was accepted with --accept and is no longer there: take it out, so that it hides nothing later.',
  },
} as const satisfies Readonly<Record<string, RuleWords>>;

/** One of {@link CHECK_RULES}. */
export type CheckRule = keyof typeof CHECK_RULES;

/** What a check looked at, and found. */
export interface PlanCheck {
  /** The gravest first. */
  readonly findings: readonly CheckFinding[];
  /** What was found and accepted. */
  readonly accepted: readonly CheckFinding[];
  /** ARNs of the roles that act as the platform. */
  readonly platforms: readonly string[];
  /** ARNs of the roles that these assume. */
  readonly targets: readonly string[];
  /** How many keys were looked at with them. */
  readonly keys: number;
  /** How many of these roles and keys the plan changes. */
  readonly changed: number;
}
