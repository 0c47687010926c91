import type { Condition } from './condition';
import { holds } from './condition';
import type { ValueOfKey } from './policy-text';
import { excepts, NAMING, namingOf, type Naming, type Principals } from './principal';
import type { RequestFacts } from './request-facts';

/** Compiled texts of an element, of which one has to fit. */
export interface Texts {
  /** Whether none may fit instead: `NotAction`, `NotResource`. */
  readonly negated: boolean;
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly ((text: string, valueOf: ValueOfKey) => boolean)[];
  /** As the policy has them. */
  readonly wanted: readonly string[];
}

/** A compiled statement. */
export interface Statement {
  /** Position in the policy, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** @default - none: the policy belongs to whom it speaks of */
  readonly principals?: Principals;
  /** In lower case. */
  readonly actions: Texts;
  /** @default - none: the policy belongs to what it speaks of */
  readonly resources?: Texts;
  readonly conditions: readonly Condition[];
}

/** Whether a text is among those of an element. */
export function covers({ negated, exact, patterns }: Texts, text: string, valueOf: ValueOfKey): boolean {
  if (exact.has(text)) return !negated;
  for (const pattern of patterns) if (pattern(text, valueOf)) return !negated;
  return negated;
}

/** Whether a statement speaks of the action. */
export const speaksOf = ({ actions }: Statement, request: RequestFacts): boolean => covers(actions, request.action, request.valueOf);

/** Whether a statement covers the resource. */
export const coversResource = ({ resources }: Statement, request: RequestFacts, rules: StatementRules): boolean =>
  resources === undefined ? !rules.needsResource : covers(resources, request.resource, request.valueOf);

/** How a statement names the caller. */
export function naming({ principals, effect }: Statement, { caller }: RequestFacts, rules: StatementRules): Naming {
  if (principals === undefined) return rules.needsPrincipal ? NAMING.none : NAMING.direct;
  if (principals.negated) return effect === 'Deny' && !excepts(principals, caller, rules.hasBoundary) ? NAMING.direct : NAMING.none;
  return namingOf(principals, caller);
}

/** What depends on whose policy a statement is in. */
export interface StatementRules {
  /** Whether a statement without principals is for nobody. */
  readonly needsPrincipal: boolean;
  /**
   * Whether a statement without resources is for none, as in a key's policy.
   * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   */
  readonly needsResource: boolean;
  /** Whether the caller has a permissions boundary. */
  readonly hasBoundary: boolean;
}

/** How a statement names the caller of a request that it applies to; {@link NAMING.none} where it does not apply. */
export function applies(statement: Statement, request: RequestFacts, rules: StatementRules): Naming {
  if (!speaksOf(statement, request) || !coversResource(statement, request, rules)) return NAMING.none;
  const named = naming(statement, request, rules);
  if (named === NAMING.none) return named;
  for (const condition of statement.conditions) if (!holds(condition, request)) return NAMING.none;
  return named;
}
