import type { RequestContext } from './access-request';
import type { Caller } from './caller';
import type { KmsGrant } from './kms-grant';
import type { RequestFacts } from './request-facts';
import type { NearestMiss, StatementReference } from './verdict';

/** What the grants on a key say about a request. */
export interface GrantFinding {
  readonly allowed?: StatementReference;
  /** A grant for the caller and the operation, whose constraint the request does not meet. */
  readonly missed?: NearestMiss;
}

/**
 * Asks the grants on a key.
 *
 * A grant lets its grantee do its operations under its constraint, and its retiring principal end it. Names are compared whole: a
 * grant to an account is for the account's root alone.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
export function askGrants(grants: readonly KmsGrant[], request: RequestFacts): GrantFinding {
  let missed: NearestMiss | undefined;
  for (const [index, grant] of grants.entries()) {
    if (!isFor(grant, request)) continue;
    const statement: StatementReference = { kind: 'grant', policy: 'grants', index };
    const miss = missOf(grant, statement, request);
    if (miss === undefined) return { allowed: statement };
    missed ??= miss;
  }
  return missed === undefined ? {} : { missed };
}

const isCaller = (name: string | undefined, { name: own, session }: Caller): boolean =>
  name !== undefined && (name === own || name === session);

function isFor({ granteePrincipal, operations, retiringPrincipal }: KmsGrant, { caller, action }: RequestFacts): boolean {
  if (action === 'kms:retiregrant' && isCaller(retiringPrincipal, caller)) return true;
  return isCaller(granteePrincipal, caller) && operations.some((operation) => `kms:${operation.toLowerCase()}` === action);
}

/** Operations without encryption context. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set(['kms:describekey', 'kms:retiregrant']);

/**
 * The constraint, or the limit on grants made by grant, that a request does not meet; undefined where it meets all. Encryption
 * contexts are compared to the letter.
 */
function missOf(grant: KmsGrant, statement: StatementReference, request: RequestFacts): NearestMiss | undefined {
  const { encryptionContextSubset: subset, encryptionContextEquals: equals, sourceArn } = grant.constraints ?? {};
  const sources = request.values('aws:sourcearn');
  if (sourceArn !== undefined && request.action !== 'kms:retiregrant' && !sources.includes(sourceArn))
    return { statement, element: 'Constraints.SourceArn', wanted: [sourceArn], ...(sources.length > 0 && { actual: sources }) };
  if (WITHOUT_CONTEXT.has(request.action)) return undefined;
  const actual = encryptionContext(request.request.context ?? {});
  const miss = (element: string, wanted: Readonly<Record<string, string>>): NearestMiss => ({
    statement,
    element: `Constraints.${element}`,
    wanted: pairs(Object.entries(wanted)),
    ...(actual.size > 0 && { actual: pairs([...actual]) }),
  });
  const includes = (wanted: Readonly<Record<string, string>>): boolean =>
    Object.entries(wanted).every(([key, value]) => actual.get(key) === value);
  if (subset !== undefined && !includes(subset)) return miss('EncryptionContextSubset', subset);
  if (equals !== undefined && !(actual.size === Object.keys(equals).length && includes(equals))) {
    return miss('EncryptionContextEquals', equals);
  }
  return widerGrant(grant, statement, request);
}

/** A grant made by grant holds no more operations than its parent. Source: https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html */
function widerGrant({ operations }: KmsGrant, statement: StatementReference, request: RequestFacts): NearestMiss | undefined {
  const actual = request.action === 'kms:creategrant' ? request.values('kms:grantoperations') : [];
  return actual.every((operation) => operations.includes(operation))
    ? undefined
    : { statement, element: 'Operations', wanted: operations, actual };
}

const pairs = (entries: readonly (readonly [string, string])[]): readonly string[] => entries.map(([key, value]) => `${key}=${value}`);

const PREFIX = 'kms:encryptioncontext:';

/** The encryption context of a request, from its condition keys; what follows the prefix is to the letter. */
function encryptionContext(context: RequestContext): ReadonlyMap<string, string> {
  const entries = Object.entries(context).flatMap(([key, value]): (readonly [string, string])[] => {
    const [first, ...others] = [value].flat();
    if (!key.toLowerCase().startsWith(PREFIX) || first === undefined || others.length > 0) return [];
    return [[key.slice(PREFIX.length), first]];
  });
  return new Map(entries);
}
