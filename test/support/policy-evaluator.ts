import type { ConditionBlock } from '../../src/policy/policy-json';
import { conditionsHold, matchesAction, matchesArn, type RequestContext } from './policy-conditions';

/** A statement as IAM reads it, ours or anybody's; lists always as arrays. */
export interface AnyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** @default - none: an identity policy, which speaks of its own role */
  readonly Principal?: { readonly AWS?: readonly string[]; readonly Service?: readonly string[] };
  readonly Action: readonly string[];
  /** @default - none: a trust policy, which speaks of its own role */
  readonly Resource?: readonly string[];
  readonly Condition?: ConditionBlock;
}

/** One decision of IAM. A call that touches several resources is several of these, and all must be allowed. */
export interface AccessCheck {
  readonly action: string;
  readonly resource: string;
  /** Role or service that calls; only policies with principals ask. @default - nobody that a policy could name */
  readonly principal?: string;
  /** Condition keys of the request, absent ones left out. @default - none */
  readonly context?: RequestContext;
}

/** What a policy says about a check: nothing is what IAM calls an implicit deny. */
export type Verdict = 'allow' | 'deny' | 'nothing';

/** What the statements of one policy, or of all policies of one role, say. */
export function verdict(statements: readonly AnyStatement[], check: AccessCheck): Verdict {
  const effects = statements.filter((statement) => applies(statement, check)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'nothing';
}

/** Whether the statements allow every check. */
export function allowsAll(statements: readonly AnyStatement[], checks: readonly AccessCheck[]): boolean {
  return checks.every((check) => verdict(statements, check) === 'allow');
}

/** The account in an ARN. */
export const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

function applies(statement: AnyStatement, check: AccessCheck): boolean {
  const context = withCaller(check);
  return (
    statement.Action.some((action) => matchesAction(action, check.action)) &&
    (statement.Resource === undefined || statement.Resource.some((arn) => matchesArn(arn, check.resource, context))) &&
    (statement.Principal === undefined || principalsOf(statement).some((name) => stands(name, check.principal))) &&
    conditionsHold(statement.Condition ?? {}, context)
  );
}

const principalsOf = ({ Principal }: AnyStatement): readonly string[] => [...(Principal?.AWS ?? []), ...(Principal?.Service ?? [])];

/** The caller is part of every request's context. */
function withCaller({ principal, context = {} }: AccessCheck): RequestContext {
  return principal?.startsWith('arn:') === true
    ? { 'aws:PrincipalArn': principal, 'kms:CallerAccount': accountIn(principal), ...context }
    : context;
}

/** Whether a principal element stands for the caller: itself, its account or everybody. */
function stands(name: string, caller: string | undefined): boolean {
  if (caller === undefined) return false;
  return name === '*' || name === caller || (isRoot(name) && accountIn(name) === accountIn(caller));
}

const isRoot = (name: string): boolean => name.endsWith(':root');

/** Who asks for a key, and what decides: the role's own policies and the key's. */
export interface KeyAccess {
  readonly identity: readonly AnyStatement[];
  readonly keyPolicy: readonly AnyStatement[];
}

/**
 * Whether a role may use a key. In the key's account its policy naming the role is enough, and so is a role's policy where
 * the key's policy names the account; from another account both policies must allow.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function mayUseKey({ identity, keyPolicy }: KeyAccess, check: AccessCheck & { readonly principal: string }): boolean {
  const byIdentity = verdict(identity, check);
  const byKey = verdict(keyPolicy, check);
  if (byIdentity === 'deny' || byKey === 'deny') return false;
  if (accountIn(check.resource) !== accountIn(check.principal)) return byKey === 'allow' && byIdentity === 'allow';
  const named = keyPolicy.filter((statement) => !principalsOf(statement).every(isRoot));
  return verdict(named, check) === 'allow' || (byKey === 'allow' && byIdentity === 'allow');
}
