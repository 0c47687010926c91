import { worksAcrossAccounts } from '../../src/proof/evaluator/resource-kind';
import { accountOf, isRole, isService, isServiceLinked, sessionOf } from './callers';
import { datesInMilliseconds, namesOf, withoutNullVariables, withoutStatements } from './oracle-readings';
import type { Outcome } from './ours';
import { statementsOf, type AttachedPolicy, type Pair } from './pair';

/** Where the oracle and AWS part, and our evaluator goes with AWS. */
export interface KnownDifference {
  /** Name of the case file that shows it. */
  readonly name: string;
  /** What AWS says, in our words. */
  readonly aws: string;
  readonly source: string;
  /** The pair in which our evaluator sees what the oracle sees; undefined where this difference is no matter of the pair. */
  readonly asOracleReads?: (pair: Pair) => Pair | undefined;
  /** For a difference that no other pair expresses: whether it is this. */
  readonly explains?: (pair: Pair, ours: Outcome, oracle: Outcome) => boolean;
}

const isAnyOf =
  (...kinds: readonly AttachedPolicy['kind'][]) =>
  ({ kind }: AttachedPolicy): boolean =>
    kinds.includes(kind);

/** Policies of a kind, as a level of an organisation's that every caller is under. */
const asLevel = (pair: Pair, kind: AttachedPolicy['kind'], other: AttachedPolicy['kind']): Pair => ({
  ...pair,
  policies: pair.policies.map((attached) =>
    attached.kind === kind ? { ...attached, kind: other, level: 100 + attached.level } : attached,
  ),
});

/** Whether the policy of the resource allows a session directly, by its ARN or as one of everybody. */
const namesSession = (pair: Pair): boolean =>
  statementsOf(pair).some(
    ({ attached, statement: { Effect, Principal } }) =>
      attached.kind === 'resource' &&
      Effect === 'Allow' &&
      (Principal === '*' || namesOf(Principal).some((name) => name === '*' || name === sessionOf(pair.request))),
  );

/** Every case in which the two may differ. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'session-policy-and-direct-principal',
    aws: 'What a policy of the resource allows the session directly comes on top of its session policy.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session',
    asOracleReads: (pair) =>
      isRole(pair.request) && accountOf(pair.request) === pair.request.resourceAccount && namesSession(pair)
        ? asLevel(pair, 'session', 'service control')
        : undefined,
  },
  {
    name: 'not-principal-without-session',
    aws: 'For a Deny with NotPrincipal, AWS looks at account, role and session in turn, so that a session, or a user, may be denied unless named itself.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    asOracleReads: (pair) => {
      const account = accountOf(pair.request);
      const excepts = new Set([pair.request.principal, account, `arn:aws:iam::${account}:root`]);
      const isUnclear = pair.policies.some(isAnyOf('boundary')) || isService(pair.request);
      return isUnclear ? undefined : withoutStatements(pair, ({ NotPrincipal }) => namesOf(NotPrincipal).some((name) => excepts.has(name)));
    },
  },
  {
    name: 'service-control-policy-and-service',
    aws: 'Service control policies limit users and roles of member accounts; a service that calls for itself is neither.',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
    asOracleReads: (pair) =>
      isService(pair.request) && pair.policies.some(isAnyOf('service control'))
        ? asLevel(pair, 'service control', 'resource control')
        : undefined,
  },
  {
    name: 'organisation-and-service-linked-role',
    aws: 'Neither service control policies nor resource control policies limit a service-linked role.',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
    asOracleReads: (pair) =>
      isServiceLinked(pair.request) && pair.policies.some(isAnyOf('service control', 'resource control'))
        ? (JSON.parse(JSON.stringify(pair).replaceAll(':role/aws-service-role/', ':role/no-service-role/')) as Pair)
        : undefined,
  },
  {
    name: 'key-of-another-account',
    aws: 'Only some actions work on a key of another account, whatever the policies say; the rest fail there.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
    explains: ({ request }, ours, oracle) =>
      ours === 'denied implicitly' &&
      oracle === 'allowed' &&
      request.action.startsWith('kms:') &&
      request.resource.includes(':key/') &&
      accountOf(request) !== request.resourceAccount &&
      !worksAcrossAccounts(request.action.toLowerCase()),
  },
  {
    name: 'seconds-since-1970',
    aws: 'A date is a time of ISO 8601, or UNIX time, which counts seconds; the oracle counts milliseconds.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date',
    asOracleReads: datesInMilliseconds,
  },
  {
    name: 'variable-in-version-2008',
    aws: 'Without Version 2012-10-17, what looks like a variable is plain text.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
    asOracleReads: (pair) =>
      pair.policies.some(({ policy }) => policy.Version === '2008-10-17' && JSON.stringify(policy).includes('${'))
        ? { ...pair, policies: pair.policies.map((attached) => ({ ...attached, policy: { ...attached.policy, Version: '2012-10-17' } })) }
        : undefined,
  },
  {
    name: 'variable-without-value',
    aws: 'A variable that the request has no value for is like null: nothing equals it, and an operator that asks for the opposite holds.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value',
    asOracleReads: withoutNullVariables,
  },
];

/**
 * The kinds that together explain a difference; none where nothing does. One is enough, but for a pair that has two of the
 * things the two sides read differently.
 */
export function kindsOfDifference(
  pair: Pair,
  oracle: Outcome,
  evaluate: (pair: Pair) => Outcome,
  kinds: readonly KnownDifference[] = KNOWN_DIFFERENCES,
): readonly KnownDifference[] {
  const ours = evaluate(pair);
  const readings = kinds.flatMap((kind) => {
    const other = kind.asOracleReads?.(pair);
    return other === undefined ? [] : [{ kind, other, outcome: evaluate(other) }];
  });
  const one =
    readings.find(({ outcome }) => outcome === oracle)?.kind ?? kinds.find((kind) => kind.explains?.(pair, ours, oracle) === true);
  if (one !== undefined) return [one];
  for (const { kind, other } of readings) {
    const more = kindsOfDifference(
      other,
      oracle,
      evaluate,
      kinds.filter((found) => found !== kind),
    );
    if (more.length > 0) return [kind, ...more];
  }
  return [];
}
