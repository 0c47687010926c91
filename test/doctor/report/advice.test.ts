import { adviceFor } from '../../../src/doctor/report/advice';
import type { Decision } from '../../../src/doctor/decide';
import { reasonInWords } from '../../../src/doctor/report/words';
import type { JsonObject } from '../../../src/policy/policy-json';
import { findingsOf, situationNamed, subjectFindings, type Situation } from '../situation';

const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' };
const BOTH = { Sid: 'Forensics', Effect: 'Allow', Principal: { AWS: [PLATFORM, TARGET] }, Action: 'kms:*', Resource: '*' };
const deny = (more: JsonObject): JsonObject => ({ Sid: 'Fence', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', ...more });
const via = (...regions: readonly string[]): JsonObject => ({ 'kms:ViaService': regions.map((region) => `ec2.${region}.amazonaws.com`) });

const underDeny = (statement: JsonObject): Situation => ({
  ...situationNamed('only-root'),
  files: { 'key.json': { json: { Version: '2012-10-17', Statement: [ROOT, BOTH, statement] } } },
});

const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The target's role as `aws iam get-account-authorization-details` tells it, with every right and more. */
const withDetails = (more: JsonObject): Situation => ({
  ...situationNamed('only-root'),
  files: {
    'key.json': { json: { Version: '2012-10-17', Statement: [ROOT, BOTH] } },
    'details.json': {
      json: {
        RoleDetailList: [
          {
            RoleName: 'CadoResponseRole',
            Arn: TARGET,
            RolePolicyList: [
              {
                PolicyName: 'all',
                PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
              },
            ],
            AttachedManagedPolicies: [],
            ...more,
          },
        ],
      },
    },
  },
});

/** Advice for all that is blocked for one reason. */
function advices(situation: Situation): readonly string[] {
  const { scene, patch } = subjectFindings(findingsOf(situation));
  const groups = new Map<string, Decision[]>();
  for (const blocker of patch.blockers) groups.set(reasonInWords(blocker), [...(groups.get(reasonInWords(blocker)) ?? []), blocker]);
  return [...groups.values()].map((decisions) => adviceFor(scene, decisions));
}

test.each<[what: string, situation: Situation, advice: string]>([
  [
    'a Region that a Deny does not list',
    underDeny(deny({ Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } })),
    'Add us-east-1 to aws:RequestedRegion in Fence',
  ],
  [
    'a service that a Deny does not list',
    underDeny(deny({ Action: ['kms:Decrypt', 'kms:ReEncrypt*', 'kms:CreateGrant'], Condition: { StringNotEquals: via('eu-west-1') } })),
    'Add ec2.us-east-1.amazonaws.com to kms:ViaService in Fence',
  ],
  [
    'a Deny of direct calls, which no value helps',
    underDeny(deny({ Condition: { StringNotEquals: via('eu-west-1') } })),
    `"Condition": {"ArnNotEquals":{"aws:PrincipalArn":["${TARGET}","${PLATFORM}"]}} beside the conditions it has`,
  ],
  [
    'a Deny that excepts others already',
    underDeny(deny({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/KeyAdmin' } } })),
    `add ${TARGET}, ${PLATFORM} to the list of ArnNotEquals aws:PrincipalArn that it has`,
  ],
  [
    'a Deny that excepts them with StringNotLike',
    underDeny(deny({ Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin*' } } })),
    'to the list of StringNotLike aws:PrincipalArn that it has',
  ],
  ['a Deny without conditions', underDeny(deny({})), `in Fence of key.json: "Condition": {"ArnNotEquals":{"aws:PrincipalArn":`],
  [
    'our own Deny',
    {
      ...underDeny({
        Sid: 'CadoResponseDenyOutsideServices',
        Effect: 'Deny',
        Principal: { AWS: [PLATFORM, TARGET] },
        Action: ['kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Encrypt', 'kms:CreateGrant'],
        Resource: '*',
        Condition: { StringNotEquals: via('eu-west-1') },
      }),
    },
    'run cado-kms-key-policy again with us-east-1 among evidence_regions, or add ec2.us-east-1.amazonaws.com to its kms:ViaService',
  ],
  [
    'our own Deny of a service that the module never names',
    {
      ...situationNamed('code-under-a-key-without-iam'),
      files: {
        ...situationNamed('code-under-a-key-without-iam').files,
        'key.json': {
          json: {
            Version: '2012-10-17',
            Statement: [
              ROOT,
              deny({
                Sid: 'CadoResponseDenyOutsideServices',
                Action: ['kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Encrypt', 'kms:CreateGrant'],
                Principal: { AWS: [PLATFORM, TARGET] },
                Condition: { StringNotEquals: via('us-east-1') },
              }),
            ],
          },
        },
      },
    },
    'run cado-kms-key-policy again with enforce = false: no input of it names lambda.us-east-1.amazonaws.com',
  ],
  [
    'a boundary, with every resource that it leaves out',
    situationNamed('boundary-of-keys-alone'),
    'ebs:GetSnapshotBlock on *, arn:aws:ec2:us-east-1:444455556666:volume/*, arn:aws:ec2:us-east-1::snapshot/*',
  ],
  [
    'a trust policy that asks for another external id',
    situationNamed('trust-asks-another-external-id'),
    'where sts:ExternalId is old-tenant, and the platform shows f3a1-forensics. Correct the value there',
  ],
  ['a trust policy that ended', situationNamed('trust-that-ended'), 'where aws:CurrentTime is 2020-01-01T00:00:00Z'],
  ['a key that is disabled', situationNamed('key-that-is-disabled'), `aws kms enable-key --region us-east-1 --key-id ${KEY}`],
  [
    'a key that is going to be deleted',
    situationNamed('key-that-is-going-to-be-deleted'),
    `aws kms cancel-key-deletion --region us-east-1 --key-id ${KEY}, then aws kms enable-key --region us-east-1 --key-id ${KEY}`,
  ],
  [
    'a call of a service that the modules make no statement for',
    situationNamed('code-under-a-key-without-iam'),
    `No statement of the modules helps: the owner of ${KEY} has to allow kms:Decrypt through lambda.us-east-1.amazonaws.com for ${TARGET} in its policy, by a statement of the owner's own`,
  ],
  [
    'a Deny of a key policy that the patch changes, by the name of what was given',
    {
      ...situationNamed('only-root'),
      files: {
        'key.json': {
          json: {
            Version: '2012-10-17',
            Statement: [ROOT, deny({ Action: 'kms:ReEncryptTo', Condition: { StringNotEquals: via('eu-west-1') } })],
          },
        },
      },
    },
    'Add ec2.us-east-1.amazonaws.com to kms:ViaService in Fence of key.json',
  ],
  [
    'a Deny of a policy that AWS manages',
    withDetails({ AttachedManagedPolicies: [{ PolicyName: 'AWSDenyAll', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }] }),
    `AWS manages AWSDenyAll, which nobody else can change: take it from ${TARGET}`,
  ],
  [
    'a boundary that AWS manages',
    withDetails({
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/IAMFullAccess' },
    }),
    `AWS manages the permissions boundary of ${TARGET}, and nobody else can change it: give ${TARGET} one of your own that allows`,
  ],
  ['a platform that nobody named', situationNamed('target-without-any-platform'), 'Give --platform-role'],
])('%s', (_what, situation, advice) => {
  expect(advices(situation).join('\n')).toContain(advice);
});

test('nobody is advised to throw a condition of the trust policy away', () => {
  expect(advices(situationNamed('trust-asks-another-external-id')).join()).toContain('No statement is added beside it');
});

test('a key that leaves it to IAM lacks no statement for Lambda', () => {
  expect(advices(situationNamed('only-root'))).toEqual([]);
});
