import type { AccessRequest } from './access-request';
import { askGrants, type GrantFinding } from './grants';
import { nearestMiss } from './nearest-miss';
import type { Policies } from './policies';
import { ask, layersOf, type Finding } from './policy-layers';
import { NAMING } from './principal';
import { factsOf, type RequestFacts } from './request-facts';
import { resourceKindOf, worksAcrossAccounts, type ResourceKind } from './resource-kind';
import type { NearestMiss, PolicyKind, StatementReference, Verdict } from './verdict';

/** The statements that allow, or the kind of policy that does not. */
type Outcome =
  | { readonly because: readonly StatementReference[]; readonly missing?: undefined }
  | { readonly because?: undefined; readonly missing: PolicyKind; readonly nearest?: NearestMiss };

/** Everything that was asked about a request. */
interface Findings {
  readonly request: RequestFacts;
  readonly kind: ResourceKind;
  readonly layers: readonly Finding[];
  readonly grants: GrantFinding;
}

/**
 * What IAM decides over a request, and why. Pure; never throws.
 *
 * An explicit Deny wins, wherever it stands. Then every level of an organisation's policies has to allow, and after them the
 * policies of the resource and of the caller, as far as the resource asks for them.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: AccessRequest, policies: Policies): Verdict {
  const facts = factsOf(request);
  const kind = resourceKindOf(facts);
  const layers: Finding[] = [];
  for (const layer of layersOf(policies, facts, kind)) {
    const finding = ask(layer, facts);
    if (finding.denied !== undefined) return { outcome: 'denied explicitly', because: [finding.denied] };
    layers.push(finding);
  }
  const isOnKey = kind === 'key' || kind === 'grant';
  const grants = isOnKey && policies.grants !== undefined ? askGrants(policies.grants, facts) : {};
  const findings: Findings = { request: facts, kind, layers, grants };
  const organisation = allAllow(findings, ['resource control', 'service control']);
  if (organisation.because === undefined) return implicitly(findings, organisation);
  const access = accessOf(findings);
  if (access.because === undefined) return implicitly(findings, access);
  return { outcome: 'allowed', because: [...organisation.because, ...access.because] };
}

/** Policies first, then grants. Where a grant would do but for its constraint, that is what is missing. */
function accessOf(findings: Findings): Outcome {
  const { allowed, missed } = findings.grants;
  const byPolicies = byPolicy(findings);
  if (byPolicies.because !== undefined) return byPolicies;
  if (allowed !== undefined) return byGrant(findings, allowed);
  return missed === undefined ? byPolicies : { missing: 'grant', nearest: missed };
}

/**
 * A grant is enough, in the key's account and in any other. Whoever gets it by the name of a role stays within the boundary and the
 * session policies of that role, as with a key policy that names the role; AWS does not say so of grants.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
function byGrant(findings: Findings, allowed: StatementReference): Outcome {
  return findings.request.caller.kind === 'role' ? and([allowed], limits(findings)) : { because: [allowed] };
}

function byPolicy(findings: Findings): Outcome {
  const { kind, request } = findings;
  const isOwn = request.caller.account === request.resourceAccount;
  if (kind === 'alias' || kind === 'grant') return isOwn ? ownPolicies(findings) : { missing: kind === 'grant' ? 'grant' : 'identity' };
  if (request.caller.kind === 'service') return resourceAlone(findings);
  return isOwn ? inOneAccount(findings) : acrossAccounts(findings);
}

function resourceAlone({ layers }: Findings): Outcome {
  const { allowed } = findingOf(layers, 'resource') ?? {};
  return allowed === undefined ? { missing: 'resource' } : { because: [allowed] };
}

/**
 * In one account, either side is enough. Who is named directly is limited by nothing else; a role that is named stays within its
 * boundary and session policies. Keys and roles leave it to the caller's policies only where they name the account.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function inOneAccount(findings: Findings): Outcome {
  const { allowed, naming } = findingOf(findings.layers, 'resource') ?? { naming: NAMING.none };
  if (allowed !== undefined && naming === NAMING.direct) return { because: [allowed] };
  if (allowed !== undefined && naming === NAMING.role) return and([allowed], limits(findings));
  if (findings.kind === 'open') return ownPolicies(findings);
  return allowed === undefined ? { missing: 'resource' } : and([allowed], ownPolicies(findings));
}

/**
 * Across accounts both sides have to allow, and only some actions work on another account's key.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function acrossAccounts(findings: Findings): Outcome {
  const { allowed } = findingOf(findings.layers, 'resource') ?? {};
  if (allowed === undefined) return { missing: 'resource' };
  if (findings.kind === 'key' && !worksAcrossAccounts(findings.request.action))
    return { missing: 'resource', nearest: inOwnAccount(findings, allowed) };
  return and([allowed], ownPolicies(findings));
}

const inOwnAccount = ({ request }: Findings, statement: StatementReference): NearestMiss => ({
  statement,
  element: 'Action',
  wanted: ['an action that works on the keys of other accounts'],
  actual: [request.request.action],
});

/** What the caller's own policies say together. The account's root may do everything. */
function ownPolicies(findings: Findings): Outcome {
  const isRoot = findings.request.caller.kind === 'account';
  if (findings.request.caller.kind === 'service') return { missing: 'identity' };
  return allAllow(findings, isRoot ? LIMITS : ['identity', ...LIMITS]);
}

const LIMITS = ['boundary', 'session'] as const;

const limits = (findings: Findings): Outcome => allAllow(findings, LIMITS);

/** Whether every layer of some kinds allows; kinds without layers limit nothing. */
function allAllow({ layers }: Findings, kinds: readonly PolicyKind[]): Outcome {
  const because: StatementReference[] = [];
  for (const { layer, allowed } of layers) {
    if (!kinds.includes(layer.kind)) continue;
    if (allowed === undefined) return { missing: layer.kind };
    because.push(allowed);
  }
  return { because };
}

const and = (because: readonly StatementReference[], rest: Outcome): Outcome =>
  rest.because === undefined ? rest : { because: [...because, ...rest.because] };

const findingOf = (layers: readonly Finding[], kind: PolicyKind): Finding | undefined => layers.find(({ layer }) => layer.kind === kind);

/** Tells what came closest, of the first layer of the kind that does not allow. */
function implicitly({ layers, request }: Findings, { missing, nearest }: Exclude<Outcome, { readonly missing?: undefined }>): Verdict {
  const lacking = layers.find(({ layer, allowed }) => layer.kind === missing && allowed === undefined);
  const closest = nearest ?? (lacking === undefined ? undefined : nearestMiss(lacking.layer, request));
  return { outcome: 'denied implicitly', because: [], missing, ...(closest !== undefined && { nearest: closest }) };
}
