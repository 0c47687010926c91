import { evaluate } from '../../../src/proof/evaluator/evaluate';
import {
  allow,
  allowTo,
  compiled,
  deny,
  OBJECT,
  ROLE,
  SESSION,
  USER,
  type PolicyStatements,
  type Statement,
} from '../../cases/evaluator/decision-case';

/** What one kind of policy says: it allows, denies, speaks of something else, or is not there. */
const SAYINGS = ['allows', 'denies', 'is silent', 'is absent'] as const;
type Saying = (typeof SAYINGS)[number];

/** Where access comes from, and whether the boundary and the session policy of the caller limit it. */
const GIVEN: Readonly<Record<string, { readonly policies: PolicyStatements; readonly principal: string; readonly isLimited: boolean }>> = {
  'an identity policy': { policies: { identity: [allow('s3:*')] }, principal: ROLE, isLimited: true },
  'the role in a resource policy': { policies: { resource: [allowTo(ROLE, 's3:*')] }, principal: ROLE, isLimited: true },
  'the session in a resource policy': { policies: { resource: [allowTo(SESSION, 's3:*')] }, principal: ROLE, isLimited: false },
  'the user in a resource policy': { policies: { resource: [allowTo(USER, 's3:*')] }, principal: USER, isLimited: false },
  'everybody in a resource policy': { policies: { resource: [allowTo('*', 's3:*')] }, principal: ROLE, isLimited: false },
};

const STATEMENTS: Readonly<Record<Exclude<Saying, 'is absent'>, Statement>> = {
  allows: allow('*', '*', { Principal: '*' }),
  denies: deny('s3:GetObject', '*', { Principal: '*' }),
  'is silent': allow('ec2:*', '*', { Principal: '*' }),
};

const ofSaying = (saying: Saying, name: keyof PolicyStatements, levels: boolean): PolicyStatements => {
  if (saying === 'is absent') return {};
  const statements = [STATEMENTS[saying]];
  return { [name]: levels ? [[STATEMENTS.allows], statements] : statements };
};

/** What follows from four sayings, in the order in which IAM asks. */
function expected(sayings: Readonly<Record<string, Saying>>, isLimited: boolean): string {
  if (Object.values(sayings).includes('denies')) return 'denied explicitly';
  if (sayings['resource control'] === 'is silent') return 'resource control';
  if (sayings['service control'] === 'is silent') return 'service control';
  if (isLimited && sayings['boundary'] === 'is silent') return 'boundary';
  return isLimited && sayings['session'] === 'is silent' ? 'session' : 'allowed';
}

const MATRIX = SAYINGS.flatMap((boundary) =>
  SAYINGS.flatMap((session) => SAYINGS.flatMap((scp) => SAYINGS.map((rcp) => [boundary, session, scp, rcp] as const))),
);

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
test.each(Object.entries(GIVEN))('access by %s within every limit', (_name, { policies, principal, isLimited }) => {
  const found = MATRIX.map(([boundary, session, scp, rcp]) => {
    const verdict = evaluate(
      { principal, sessionName: 'i-0123', action: 's3:GetObject', resource: OBJECT },
      compiled({
        ...policies,
        ...ofSaying(boundary, 'boundary', false),
        ...ofSaying(session, 'session', false),
        ...ofSaying(scp, 'serviceControl', true),
        ...ofSaying(rcp, 'resourceControl', true),
      }),
    );
    return verdict.missing ?? verdict.outcome;
  });
  expect(found).toEqual(
    MATRIX.map(([boundary, session, scp, rcp]) =>
      expected({ boundary, session, 'service control': scp, 'resource control': rcp }, isLimited),
    ),
  );
});
