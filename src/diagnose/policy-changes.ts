import type { PlacedStatement } from '../doctor/patch/addition';
import { minimalAdditions } from '../doctor/patch/minimal';
import { asWritten } from '../doctor/patch/statement-lists';
import type { Json, PolicyStatement } from '../policy/policy-json';
import type { AccessRequest } from '../proof/evaluator/access-request';
import { cautionsFor } from './cautions';
import { decideRequest, type Statements } from './decide-request';
import type { Fit } from './fit';
import { additionsOf, type PolicyKind } from './module-statements';
import { isInOwnAccount, isManaged, type Reading } from './reading';

/** One policy that lacks something. */
export interface PolicyChange {
  /** Whether it is a policy of a role, of a key, or the trust policy of a role. */
  readonly kind: PolicyKind;
  /** ARN of the role or key. */
  readonly owner: string;
  /** What to add, as policies are written. */
  readonly statements: readonly Json[];
  /** When it is needed, where that is not sure. @default - always */
  readonly onlyIf?: string;
  /** What has to be true before it may be added, a sentence each. */
  readonly cautions: readonly string[];
}

/** Kinds of policies of which no statement of a role or key is enough. */
const BEYOND: readonly string[] = ['boundary', 'session', 'service control', 'resource control', 'VPC endpoint'];

/** The policies that have to change: by what AWS says, and where it says nothing each that could be meant. */
export function policyChanges(reading: Reading, fit: Fit): readonly PolicyChange[] {
  const changes = wantedKinds(reading).flatMap((kind) => changeOf(kind, reading, fit));
  return isProved(changes, fit.requests) ? changes : [];
}

function wantedKinds({ denied, side, key, ...reading }: Reading): readonly PolicyKind[] {
  const { by, isExplicit } = denied.refusal;
  if (isExplicit || BEYOND.includes(by)) return [];
  const isTrust = denied.action === 'sts:AssumeRole';
  const isOwn = isInOwnAccount({ denied, side, ...reading });
  const ofResource: readonly PolicyKind[] = isTrust ? ['trust'] : key?.kind === 'customer' && !isManaged(denied.alias) ? ['key'] : [];
  const ofCaller: readonly PolicyKind[] = side === 'instance' ? [] : ['identity'];
  switch (by) {
    case 'identity':
      return ofCaller;
    case 'resource':
      // A key statement names the account and, in one account, leaves it to the role's own policies.
      return isOwn && !isTrust ? [...ofResource, ...ofCaller] : ofResource;
    default:
      return [...ofCaller, ...ofResource];
  }
}

function changeOf(kind: PolicyKind, reading: Reading, { requests, statements }: Fit): readonly PolicyChange[] {
  const side = kind === 'identity' ? 'identity' : 'resource';
  const allows = (some: readonly PlacedStatement[], asked: readonly AccessRequest[]): boolean =>
    isAllowed(asked, { [side]: some.map(({ statement }) => statement) });
  // Statements allow one by one: what lets no form of the call through adds nothing to the others.
  const additions = additionsOf(kind, statements[kind]).filter((one) => requests.some((request) => allows([one], [request])));
  const isEnough = (some: readonly PlacedStatement[]): boolean => allows(some, requests);
  if (!isEnough(additions)) return [];
  const allowed = minimalAdditions(additions, isEnough).map(({ statement }) => statement);
  const least = [...allowed, ...denialsBeside(allowed, statements[kind])];
  const onlyIf = conditionOf(kind, reading);
  return [
    {
      kind,
      owner: kind === 'identity' ? reading.roleArn : (reading.denied.resource ?? ''),
      statements: asWritten(least),
      ...(onlyIf !== undefined && { onlyIf }),
      cautions: cautionsFor(kind, reading, least),
    },
  ];
}

/** What a module denies of the same actions belongs to its Allow: one call may share a snapshot with an account and with everybody. */
const denialsBeside = (allowed: readonly PolicyStatement[], all: readonly PolicyStatement[]): readonly PolicyStatement[] =>
  all.filter(({ Effect, Action }) => Effect === 'Deny' && allowed.some((one) => one.Action.some((action) => Action.includes(action))));

const isAllowed = (requests: readonly AccessRequest[], statements: Statements): boolean =>
  requests.every((request) => decideRequest(request, statements).outcome === 'allowed');

/** All changes together let the call through, as they are printed. */
function isProved(changes: readonly PolicyChange[], requests: readonly AccessRequest[]): boolean {
  const of = (isIdentity: boolean): readonly Json[] | undefined =>
    changes.find(({ kind }) => (kind === 'identity') === isIdentity)?.statements;
  const [identity, resource] = [of(true), of(false)];
  return isAllowed(requests, { ...(identity !== undefined && { identity }), ...(resource !== undefined && { resource }) });
}

/** In one account a key may leave it to the role's policies, and the role may have its statement already. */
function conditionOf(kind: PolicyKind, reading: Reading): string | undefined {
  const { by } = reading.denied.refusal;
  const isOwn = isInOwnAccount(reading);
  if (by === 'unknown')
    return kind === 'key' && isOwn
      ? "Needed only where the key's policy does not leave it to the IAM policies of its account, as AWS's default statement for the account's root does"
      : undefined;
  return kind === 'identity' && by === 'resource' && reading.key !== undefined
    ? "Needed unless the role has it already: in one account the key's statement leaves it to the role's own policies"
    : undefined;
}
