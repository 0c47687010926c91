import { any, named, not, type Guard, type NamedGuards } from '../../policy/guard';
import type { CrossInputRule, InputSpec } from '../../policy/input-spec';
import type { Derivation, PolicyTemplate, StatementTemplate } from '../../policy/template';

/** A role as data: its inputs, who may assume it, and its policies by key. */
export interface RoleDefinition {
  readonly moduleName: string;
  /** Every input, in the order of the README. */
  readonly inputs: readonly InputSpec[];
  /** Those that decide over the role itself; its ARN must depend on nothing else. */
  readonly trustInputs: readonly InputSpec[];
  readonly trust: PolicyTemplate;
  readonly trustRules: readonly CrossInputRule[];
  readonly permissions: RolePermissions;
  readonly permissionRules: readonly CrossInputRule[];
}

/** The policies of a role. Keys are contract: they are never renamed, and a statement never moves to another. */
export interface RolePermissions {
  readonly policies: readonly RolePolicy[];
  readonly guards: NamedGuards;
  readonly derivations: readonly Derivation[];
}

/** One managed policy of a role. */
export interface RolePolicy {
  /** snake_case; the managed policy is `<role name>-<key>`. */
  readonly key: string;
  /** What it is for, printed above it. */
  readonly purpose: string;
  readonly statements: readonly StatementTemplate[];
}

/** One policy of a role as a template of its own. */
export function policyTemplate({ guards, derivations }: RolePermissions, policy: RolePolicy): PolicyTemplate {
  return { statements: policy.statements, guards, derivations };
}

/**
 * Policies that exist whatever is chosen: which capabilities a role has may be unknown until apply, when it is too late to
 * say how many policies there are. Where nothing of a policy is chosen it holds one statement that changes nothing, since
 * IAM takes no policy without any.
 */
export function rolePermissions(policies: readonly RolePolicy[], guards: NamedGuards, derivations: readonly Derivation[]): RolePermissions {
  const empty = policies.map(({ key, statements }) => [emptyName(key), not(any(...everyCase(statements)))] as const);
  return {
    policies: policies.map((policy) => ({ ...policy, statements: [...policy.statements, nothing(policy.key)] })),
    guards: { ...guards, ...Object.fromEntries(empty) },
    derivations,
  };
}

const emptyName = (key: string): string => `nothing_in_${key}`;

function everyCase(statements: readonly StatementTemplate[]): readonly Guard[] {
  const cases = statements.map(({ sid, when }) => {
    if (when === undefined) throw new Error(`Statement ${sid} of a role always exists; give it a guard`);
    return [JSON.stringify(when), when] as const;
  });
  const distinct = new Map(cases);
  const isImplied = (guard: Guard): boolean => guard.kind === 'all' && guard.guards.some((inner) => distinct.has(JSON.stringify(inner)));
  return [...distinct.values()].filter((guard) => !isImplied(guard));
}

/**
 * A Deny of what no role can do anyway: session tokens are for users.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
function nothing(key: string): StatementTemplate {
  return {
    sid: 'NothingChosen',
    effect: 'Deny',
    purpose: 'IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this action anyway.',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html',
    when: named(emptyName(key)),
    actions: [{ actions: ['sts:GetSessionToken'] }],
    resources: ['*'],
    conditions: [],
  };
}
