import { POLICY_ARN } from '../../catalogue/arn-patterns';
import type { Refusal, Refuser } from '../denied-call';
import type { SaidCall } from './message';

/** Kinds of policies as AWS's messages call them. */
const REFUSERS: readonly (readonly [RegExp, Refuser])[] = [
  [/service control polic/i, 'service control'],
  [/resource control polic/i, 'resource control'],
  [/permissions? boundar/i, 'boundary'],
  [/session polic/i, 'session'],
  [/VPC endpoint polic/i, 'VPC endpoint'],
  [/resource-based polic|role trust polic|key polic/i, 'resource'],
  [/identity-based polic/i, 'identity'],
];

/**
 * KMS does not tell whether a key of another account is there.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
const THREE_CAUSES = /does not exist(?: in this region)?,.+(?:allow|not allowed to) access/i;

/** Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_arn.html */
const ORGANIZATION_POLICY_ARN = /^arn:aws(-[a-z]+){0,2}:organizations::\d{12}:policy\/[\w/-]{1,200}$/;
const IAM_POLICY_ARN = new RegExp(POLICY_ARN);

/** How a call was refused, by what AWS says behind it. */
export function refusalIn(message: string, { reason }: SaidCall): Refusal {
  const policyArn = /: (arn:\S{1,1024}?)\.?(?:\s|$)/.exec(reason)?.[1];
  const isNamed = policyArn !== undefined && (ORGANIZATION_POLICY_ARN.test(policyArn) || IAM_POLICY_ARN.test(policyArn));
  return {
    by: REFUSERS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unknown',
    isExplicit: /explicit deny/i.test(reason),
    ...(isNamed && { policyArn }),
    ...(THREE_CAUSES.test(reason === '' ? message.slice(0, 4096) : reason) && { isOneOfThreeCauses: true }),
    ...(message.includes('Encoded authorization failure message: ') && { isEncoded: true }),
  };
}
