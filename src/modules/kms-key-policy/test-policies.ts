import type { JsonObject } from '../../policy/policy-json';
import { literal } from '../../policy/terraform-literal';

/** The account that `terraform test` gives the key. */
export const TEST_ACCOUNT = '444455556666';

/** Roles of the platform and of the target account. */
export const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
export const TARGET = `arn:aws:iam::${TEST_ACCOUNT}:role/forensics/CadoResponseRole`;

/** The root delegation. */
export const ROOT: JsonObject = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${TEST_ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** A statement as a release before today's wrote it. */
export const OURS_OF_AN_OLDER_RELEASE: JsonObject = {
  Sid: 'CadoResponseS3Decrypt',
  Effect: 'Allow',
  Principal: { AWS: PLATFORM },
  Action: 'kms:Decrypt',
  Resource: '*',
};

/** Under a Sid of ours, and more than any release denied. */
export const DENY_OF_EVERY_USE: JsonObject = {
  Sid: 'CadoResponseDenyOutsideServices',
  Effect: 'Deny',
  Principal: { AWS: TARGET },
  Action: 'kms:Decrypt',
  Resource: '*',
};

/** Takes the policy from the whole account of the key. */
export const ALL_BUT_STRANGERS: JsonObject = {
  Effect: 'Deny',
  NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:PutKeyPolicy',
  Resource: '*',
};

/** Statements of others. */
export const FOREIGN: readonly JsonObject[] = [
  ROOT,
  { Sid: 'CadoResponseBackup', Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: ['kms:Decrypt'], Resource: '*' },
  {
    Sid: 'Only for a day',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${TEST_ACCOUNT}:user/auditor` },
    Action: 'kms:List*',
    Resource: '*',
    Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': [86400] }, Bool: { 'aws:SecureTransport': true } },
  },
];

/** A policy too long to print: root delegation under a Sid of so many zeros. */
export function policyWithSidOf(length: number): Readonly<Record<string, string>> {
  const statement = literal({ Statement: [{ ...ROOT, Sid: 'SID' }] });
  return { existing_policy_json: `replace(jsonencode(${statement}), "SID", format("%0${length}d", 0))` };
}
