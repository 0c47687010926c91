import { parseArn } from './arn';
import type { Caller } from './caller';

/**
 * How a policy names a caller, weakest first: not at all; by its account, which leaves it to the caller's own policies; by its
 * role, which they still limit; directly, as a user, a session, a service or everybody.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export const NAMING = { none: 0, account: 1, role: 2, direct: 3 } as const;

/** One of {@link NAMING}. */
export type Naming = (typeof NAMING)[keyof typeof NAMING];

/** A compiled `Principal` or `NotPrincipal`. */
export interface Principals {
  readonly negated: boolean;
  readonly everybody: boolean;
  /** Numbers of accounts, and ARNs of accounts' roots. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of roles, users, sessions and account roots; names of services. */
  readonly names: ReadonlySet<string>;
  /** As the policy has them. */
  readonly wanted: readonly string[];
}

/** Compiles names of principals. Federated users and canonical users, which are only in `all`, are never who calls. */
export function compilePrincipals(
  aws: readonly string[],
  services: readonly string[],
  all: readonly string[],
  negated: boolean,
): Principals {
  return {
    negated,
    everybody: aws.includes('*'),
    accounts: new Set(aws.filter((name) => /^\d{12}$/.test(name) || parseArn(name)?.resource === 'root')),
    names: new Set([...aws, ...services]),
    wanted: all,
  };
}

/** How the names stand for a caller. */
export function namingOf({ names, everybody, accounts }: Principals, caller: Caller): Naming {
  const { kind, session } = caller;
  if (everybody || (session !== undefined && names.has(session))) return NAMING.direct;
  if (names.has(caller.name)) return kind === 'role' ? NAMING.role : NAMING.direct;
  if (accounts.size === 0 || !(accounts.has(caller.root) || accounts.has(caller.account))) return NAMING.none;
  return kind === 'account' ? NAMING.direct : NAMING.account;
}

/**
 * Whether `NotPrincipal` excepts a caller. It has to name who really calls, which for a role is the session; neither the role
 * nor the account is enough. It excepts nobody who has a permissions boundary.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function excepts(principals: Principals, caller: Caller, hasBoundary: boolean): boolean {
  return !hasBoundary && namingOf(principals, caller) === NAMING.direct;
}
