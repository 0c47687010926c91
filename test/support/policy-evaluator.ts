import { rootDelegation } from '../../src/catalogue/kms-key-policy/statements';
import type { ConditionBlock, JsonObject } from '../../src/policy/policy-json';
import type { RequestContext } from '../../src/proof/evaluator/access-request';
import { evaluate } from '../../src/proof/evaluator/evaluate';
import { policyOf } from '../../src/proof/evaluator/parse-policy';
import type { Policies } from '../../src/proof/evaluator/policies';
import type { Policy } from '../../src/proof/evaluator/policy';
import type { Verdict as Decision } from '../../src/proof/evaluator/verdict';

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
  /** Role or service that calls; only policies with principals ask. @default - a role that the policies belong to */
  readonly principal?: string;
  /** Condition keys of the request, absent ones left out. @default - none */
  readonly context?: RequestContext;
}

/** What a policy says about a check: nothing is what IAM calls an implicit deny. */
export type Verdict = 'allow' | 'deny' | 'nothing';

const SAID: Readonly<Record<Decision['outcome'], Verdict>> = {
  allowed: 'allow',
  'denied explicitly': 'deny',
  'denied implicitly': 'nothing',
};

/** What the statements of one policy, or of all policies of one role, say where everybody else leaves it to them. */
export function verdict(statements: readonly AnyStatement[], { action, resource, principal, context = {} }: AccessCheck): Verdict {
  const policy = compiled(statements);
  const isOfResource = statements.some(({ Principal }) => Principal !== undefined);
  const { caller, others } = surroundings(action, resource);
  const policies = isOfResource
    ? { ...(principal?.startsWith('arn:') === true && { identity: [EVERYTHING] }), resource: policy }
    : { identity: [policy], ...others };
  return SAID[evaluate({ principal: principal ?? caller, sessionName: 'me', action, resource, context }, policies).outcome];
}

/** Whether the statements allow every check. */
export function allowsAll(statements: readonly AnyStatement[], checks: readonly AccessCheck[]): boolean {
  return checks.every((check) => verdict(statements, check) === 'allow');
}

/** Who asks for a key, and what decides: the role's own policies and the key's. */
export interface KeyAccess {
  readonly identity: readonly AnyStatement[];
  readonly keyPolicy: readonly AnyStatement[];
}

/** Whether a role may use a key. */
export function mayUseKey(
  { identity, keyPolicy }: KeyAccess,
  { action, resource, principal, context = {} }: AccessCheck & { readonly principal: string },
): boolean {
  const request = { principal, sessionName: 'me', action, resource, context };
  return evaluate(request, { identity: [compiled(identity)], resource: compiled(keyPolicy) }).outcome === 'allowed';
}

const document = (statements: readonly object[]): JsonObject => ({ Version: '2012-10-17', Statement: statements as readonly JsonObject[] });
const EVERYTHING = policyOf('everything', document([{ Effect: 'Allow', Action: '*', Resource: '*' }]));
const OPEN = policyOf('open', document([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }]));

const COMPILED = new WeakMap<readonly AnyStatement[], Policy>();

/** Statements are data that never changes, so that they are compiled once. */
function compiled(statements: readonly AnyStatement[]): Policy {
  const known = COMPILED.get(statements) ?? policyOf('statements', document(statements));
  COMPILED.set(statements, known);
  return known;
}

/** A caller for whom the role's own policies decide: a key leaves it to IAM, a role elsewhere trusts everybody. */
function surroundings(action: string, resource: string): { readonly caller: string; readonly others: Pick<Policies, 'resource'> } {
  const [, partition = 'aws', , , account = ''] = resource.split(':');
  const role = (owner: string): string => `arn:${partition}:iam::${owner === '' ? '111122223333' : owner}:role/CadoResponseRole`;
  if (action === 'sts:AssumeRole') return { caller: role('210987654321'), others: { resource: OPEN } };
  const isKey = resource.includes(':key/');
  return { caller: role(account), others: isKey ? { resource: policyOf('key', document([rootDelegation(partition, account)])) } : {} };
}
