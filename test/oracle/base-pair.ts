import { accountOf, callerOf, isRole, isRoot, isService, isServiceLinked, principalNaming, type Caller, type Naming } from './callers';
import { ACCOUNTS, CALLS, type CallKind } from './calls';
import type { Draft } from './conditions';
import { oracleContext } from './oracle-request';
import { ALLOWS_ALL, type AttachedPolicy, type Pair, type PolicyJson, type StatementJson } from './pair';
import type { Random } from './random';
import { statementAbout, type Subject } from './statements';

const EVERYTHING: StatementJson = { Effect: 'Allow', Action: ['*'], Resource: ['*'] };

/** A policy set with the request that follows from it. Most are allowed; the rest is for the evaluators to say. */
export function basePair(random: Random): Pair {
  const call = random.pick(CALLS);
  const own = random.pick(ACCOUNTS);
  const owner = call.policy !== 'never' && random.chance(0.35) ? random.pick(ACCOUNTS) : own;
  const caller = callerOf(random, own, call.policy !== 'never');
  const base = {
    ...caller,
    action: random.pick(call.actions),
    resource: call.resource(owner, random.pick(call.names)),
    resourceAccount: owner,
  };
  const draft: Draft = { random, call, context: new Map(), derived: derivedKeys(base) };
  const policies = policiesFor(draft, base, caller, own === owner);
  const context = Object.fromEntries([...draft.context].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
  return { request: Object.keys(context).length === 0 ? base : { ...base, context }, policies };
}

const derivedKeys = (request: Pair['request']): ReadonlyMap<string, string> =>
  new Map(Object.entries(oracleContext(request)).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));

function policiesFor(draft: Draft, { action, resource }: Pair['request'], caller: Caller, isOwn: boolean): readonly AttachedPolicy[] {
  const { random, call } = draft;
  const policies: AttachedPolicy[] = [];
  const add = (kind: AttachedPolicy['kind'], statements: readonly StatementJson[], level = 0): unknown =>
    policies.push({ kind, level, policy: policyOf(statements) });
  const subject: Subject = { action, resource, ofResource: false };
  const naming = namingFor(random, call, caller, isOwn);
  if (naming !== undefined) add('resource', resourceStatements(draft, { ...subject, ofResource: true }, caller, naming));
  if (isService(caller)) {
    if (random.chance(0.1)) add('service control', random.chance(0.7) ? [EVERYTHING] : [statementAbout(draft, subject, 'Deny')]);
  } else {
    const isNeeded = !isOwn || naming === undefined || naming === 'account' || random.chance(0.4);
    if (isNeeded && !isRoot(caller)) add('identity', around(draft, subject, [statementAbout(draft, subject, 'Allow')]));
    if (!isRoot(caller) && random.chance(0.2)) add('boundary', limit(draft, subject));
    if (isRole(caller) && !isServiceLinked(caller) && random.chance(0.2)) add('session', limit(draft, subject));
    if (random.chance(0.25)) for (let level = random.below(3); level >= 0; level -= 1) add('service control', limit(draft, subject), level);
  }
  if (random.chance(0.25)) {
    for (let level = random.below(2); level >= 0; level -= 1) {
      policies.push({ kind: 'resource control', level, policy: ALLOWS_ALL });
      if (random.chance(0.7)) add('resource control', resourceLimit(draft, subject), level);
    }
  }
  return policies;
}

const policyOf = (statements: readonly StatementJson[]): PolicyJson => ({ Version: '2012-10-17', Statement: statements });

/** How the policy of the resource names the caller; undefined where there is none. */
function namingFor(random: Random, { policy, closed }: CallKind, caller: Caller, isOwn: boolean): Naming | undefined {
  if (policy === 'never') return undefined;
  if (policy === 'maybe' && isOwn && !isService(caller) && random.chance(0.4)) return undefined;
  if (random.chance(0.08)) return 'everybody';
  if (isService(caller)) return 'itself';
  if (isRoot(caller) || random.chance(closed && isOwn ? 0.45 : 0.3)) return 'account';
  return caller.sessionName !== undefined && random.chance(0.45) ? 'session' : 'itself';
}

function resourceStatements(draft: Draft, subject: Subject, caller: Caller, naming: Naming): readonly StatementJson[] {
  const { random } = draft;
  const statements = [statementAbout(draft, subject, 'Allow', { principal: principalNaming(random, caller, naming) })];
  if (random.chance(0.15))
    statements.push({ Effect: 'Deny', NotPrincipal: excepted(random, caller), Action: [subject.action], Resource: ['*'] });
  if (random.chance(0.2)) {
    const principal = principalNaming(random, caller, random.pick(['everybody', 'itself', 'account']));
    statements.push(statementAbout(draft, subject, 'Deny', { meet: false, principal }));
  }
  return statements;
}

/** Whom a Deny with `NotPrincipal` leaves alone. */
function excepted(random: Random, caller: Caller): NonNullable<StatementJson['NotPrincipal']> {
  if (isService(caller)) return { Service: [caller.principal] };
  const [itself, session] = (['itself', 'session'] as const).map((naming) => principalNaming(random, caller, naming));
  const names = [itself, session].flatMap((principal) => (typeof principal === 'object' ? (principal.AWS ?? []) : []));
  if (random.chance(0.08)) return { AWS: [random.pick([caller.principal, `arn:aws:iam::${accountOf(caller)}:root`])] };
  return { AWS: [...new Set([...(random.chance(0.5) ? [`arn:aws:iam::${accountOf(caller)}:root`] : []), ...names])] };
}

/** A statement among others that do not matter. */
function around(draft: Draft, subject: Subject, statements: readonly StatementJson[]): readonly StatementJson[] {
  const { random } = draft;
  const others: StatementJson[] = [];
  if (random.chance(0.2)) others.push({ Effect: 'Allow', Action: ['logs:*'], Resource: ['*'] });
  if (random.chance(0.25)) others.push(statementAbout(draft, subject, 'Deny', { meet: false }));
  return random.chance(0.5) ? [...others, ...statements] : [...statements, ...others];
}

/** Statements of a policy that limits, and lets the subject through. */
const limit = (draft: Draft, subject: Subject): readonly StatementJson[] =>
  around(draft, subject, [draft.random.chance(0.5) ? EVERYTHING : statementAbout(draft, subject, 'Allow')]);

/** What a resource control policy of the pair denies; AWS's own that allows everything is at every level too. */
function resourceLimit(draft: Draft, subject: Subject): readonly StatementJson[] {
  const { NotAction: _not, ...statement } = statementAbout(draft, subject, 'Deny', { meet: false, principal: '*' });
  const actions = (statement.Action ?? []).filter((action) => action !== '*');
  return [{ ...statement, Action: actions.length === 0 ? [subject.action] : actions }];
}
