import type { Json, JsonObject } from '../../policy/policy-json';
import { ACCOUNT } from './module-scope';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/KeyAdmin`;
const STRANGER = 'arn:aws:iam::777788889999:role/CadoResponseInstanceRole';
const OUR_ROLE = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const statement = (effect: 'Allow' | 'Deny', principals: Json, action: Json, more: JsonObject = {}): JsonObject => ({
  Effect: effect,
  Principal: principals === '*' ? '*' : { AWS: principals },
  Action: action,
  Resource: '*',
  ...more,
});
const sparing = (principals: Json, more: JsonObject = {}): JsonObject => ({
  Effect: 'Deny',
  NotPrincipal: principals === '*' ? '*' : { AWS: principals },
  Action: 'kms:PutKeyPolicy',
  Resource: '*',
  ...more,
});

const DELEGATION = { Sid: 'Root', ...statement('Allow', ROOT, 'kms:*') };
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

/** Statements of others and old ones of ours. */
const USUAL: readonly JsonObject[] = [
  DELEGATION,
  { Sid: 'CadoResponseBackup', ...statement('Allow', [STRANGER], ['kms:Decrypt']) },
  { Sid: 'CadoResponseDescribeKey', ...statement('Allow', OUR_ROLE, 'kms:DescribeKey') },
];

/** Statements that say something about changing the policy, each of which leaves it to the account. */
const WRITERS: readonly JsonObject[] = [
  DELEGATION,
  statement('Allow', [STRANGER, 777788889999], 'kms:Put*', { Resource: KEY, Condition: {} }),
  statement('Allow', ADMINISTRATOR, 'kms:*', MFA),
  statement('Allow', '*', '*', { Resource: 'arn:aws:kms:eu-west-1:777788889999:alias/other', ...MFA }),
  statement('Deny', STRANGER, 'kms:*', { Condition: { StringEquals: {} } }),
  statement('Deny', '*', 'kms:*', MFA),
  statement('Deny', STRANGER, ['kms.*', 's3:*', null]),
  statement('Allow', ROOT, 'kms:*', { Resource: ['arn:aws:s3:::example-evidence', 'urn:aws:kms:*', 'none', 1] }),
  { Effect: 'Allow', NotPrincipal: { AWS: STRANGER }, Action: 'kms:*', Resource: '*' },
  { Effect: 'Deny', Principal: { Service: 'backup.amazonaws.com' }, NotAction: 'kms:Decrypt', Resource: '*' },
];

/** Statements under a Sid of ours that no release wrote. */
const BESIDE_OURS: readonly (readonly JsonObject[])[] = [
  [
    { Sid: 'CadoResponseDescribeKey', ...statement('Allow', OUR_ROLE, 'kms:DescribeKey', MFA) },
    { Sid: 'CadoResponseS3Decrypt', ...statement('Deny', OUR_ROLE, 'kms:Decrypt') },
  ],
  [{ Sid: 'CadoResponseDenyOutsideServices', ...statement('Deny', OUR_ROLE, 'kms:Decrypt') }],
  [{ Sid: 'CadoResponseDescribeKey', ...statement('Allow', OUR_ROLE, 'kms:DescribeKey', { Condition: {} }) }],
];

/** Key policies as they may be before ours go in: those that are merged, and those that are refused for what would be lost. */
export const EXISTING_POLICIES: readonly string[] = [
  { Version: '2012-10-17', Statement: USUAL },
  { Version: '2008-10-17', Id: 'old', Statement: [DELEGATION, statement('Deny', '*', 'kms:ScheduleKeyDeletion')] },
  { Statement: WRITERS },
  { Statement: [DELEGATION, statement('Allow', ADMINISTRATOR, 'kms:*'), sparing(ROOT), sparing('*', MFA), sparing('*')] },
  { Statement: [DELEGATION, sparing(ADMINISTRATOR)] },
  { Statement: [DELEGATION, sparing(STRANGER)] },
  ...BESIDE_OURS.map((statements): JsonObject => ({ Statement: [DELEGATION, ...statements] })),
].map((policy) => JSON.stringify(policy));
