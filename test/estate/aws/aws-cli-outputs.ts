import type { Json, JsonObject } from '../../../src/policy/policy-json';

/** What commands of the AWS CLI (version 2, `--output json`) print, member by member as AWS's API reference has it. */

export const [PLATFORM, TARGET, OTHER] = ['111122223333', '444455556666', '777788889999'] as const;
export const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const keyArn = (account: string, id = ID, region = 'us-east-1'): string => `arn:aws:kms:${region}:${account}:key/${id}`;
export const roleArn = (account: string, name = 'CadoResponseRole'): string => `arn:aws:iam::${account}:role/${name}`;

export const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
export const ALLOWED: JsonObject = { Sid: 'Snapshots', Effect: 'Allow', Action: ['ec2:CreateSnapshot', 'kms:Decrypt'], Resource: '*' };
export const trust = (account: string): JsonObject =>
  policy({ Effect: 'Allow', Principal: { AWS: roleArn(account) }, Action: 'sts:AssumeRole' });
export const keyPolicy = (account: string): JsonObject => ({
  ...policy({
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  }),
  Id: 'key-default-1',
});

const CREATED = '2024-03-05T10:12:13+00:00';

/** `aws kms get-key-policy`. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const getKeyPolicy = (account: string): JsonObject => ({
  Policy: JSON.stringify(keyPolicy(account), null, 2),
  PolicyName: 'default',
});

/** `aws kms describe-key`. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export const describeKey = (arn: string, more: JsonObject = {}): JsonObject => ({
  KeyMetadata: {
    AWSAccountId: arn.split(':')[4] ?? '',
    KeyId: arn.slice(arn.lastIndexOf('/') + 1),
    Arn: arn,
    CreationDate: '2024-03-05T11:12:13.394000+01:00',
    Enabled: true,
    Description: '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    ...more,
  },
});

/** `aws kms list-grants`. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html */
export const listGrants = (key: string): JsonObject => ({
  Grants: [
    {
      KeyId: key,
      GrantId: '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60',
      Name: '',
      CreationDate: '2024-03-05T11:12:13+01:00',
      GranteePrincipal: roleArn(TARGET),
      RetiringPrincipal: roleArn(TARGET, 'KeyAdmin'),
      IssuingAccount: `arn:aws:iam::${TARGET}:root`,
      Operations: ['Decrypt', 'DescribeKey'],
      Constraints: { EncryptionContextSubset: { 'aws:ebs:id': 'vol-0123456789abcdef0' } },
    },
    {
      KeyId: key,
      GrantId: 'abcde1237f76e4ba7987489ac329fbfba6ad343d6f7075dbd1ef191f0120514a',
      Name: 'of a service',
      CreationDate: '2024-03-05T11:12:13+01:00',
      GranteeServicePrincipal: 'dynamodb.us-east-1.amazonaws.com',
      IssuingAccount: `arn:aws:iam::${TARGET}:root`,
      Operations: ['Decrypt'],
    },
  ],
  Truncated: false,
});

const described = (account: string, name: string): JsonObject => ({
  Path: '/',
  RoleName: name,
  RoleId: 'AROACKCEVSQ6C2EXAMPLE',
  Arn: roleArn(account, name),
  CreateDate: CREATED,
  AssumeRolePolicyDocument: trust(PLATFORM),
});

const BOUNDARY: JsonObject = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: `arn:aws:iam::${TARGET}:policy/Boundary` };
const TAGS: Json = [
  { Key: 'team', Value: 'forensics' },
  { Key: 'cost', Value: '' },
];

/** `aws iam get-role`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = (account: string, more: JsonObject = {}): JsonObject => ({
  Role: { ...described(account, 'CadoResponseRole'), Description: '', MaxSessionDuration: 3600, RoleLastUsed: {}, ...more },
});

/** `aws iam list-roles`, which leaves tags and boundary out. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = (account: string): JsonObject => ({
  Roles: [described(account, 'Developer'), { ...described(account, 'CadoResponseRole'), MaxSessionDuration: 3600 }],
});

/** `aws iam get-role-policy`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const GET_ROLE_POLICY: JsonObject = { RoleName: 'CadoResponseRole', PolicyName: 'forensics', PolicyDocument: policy(ALLOWED) };

/** `aws iam get-policy`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const GET_POLICY: JsonObject = {
  Policy: {
    PolicyName: 'Snapshots',
    PolicyId: 'ANPA2CKCEVSQ6EXAMPLE',
    Arn: `arn:aws:iam::${TARGET}:policy/Snapshots`,
    Path: '/',
    DefaultVersionId: 'v3',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    Tags: [],
  },
};

/** `aws iam get-policy-version`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = (isDefault: boolean): JsonObject => ({
  PolicyVersion: { Document: policy(ALLOWED), VersionId: 'v3', IsDefaultVersion: isDefault, CreateDate: CREATED },
});

/** `aws iam list-attached-role-policies`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const LIST_ATTACHED: JsonObject = {
  AttachedPolicies: [{ PolicyName: 'Snapshots', PolicyArn: `arn:aws:iam::${TARGET}:policy/Snapshots` }],
};

/** `aws iam get-account-authorization-details`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const accountDetails = (account: string): JsonObject => ({
  UserDetailList: [
    {
      Path: '/',
      UserName: 'Alice',
      UserId: 'AIDACKCEVSQ6C2EXAMPLE',
      Arn: `arn:aws:iam::${account}:user/Alice`,
      CreateDate: CREATED,
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy(ALLOWED) }],
      GroupList: [],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [
    {
      ...described(account, 'CadoResponseRole'),
      InstanceProfileList: [],
      RolePolicyList: [{ PolicyName: 'forensics', PolicyDocument: policy(ALLOWED) }],
      AttachedManagedPolicies: [
        { PolicyName: 'Snapshots', PolicyArn: `arn:aws:iam::${account}:policy/Snapshots` },
        { PolicyName: 'SecurityAudit', PolicyArn: 'arn:aws:iam::aws:policy/SecurityAudit' },
      ],
      PermissionsBoundary: { ...BOUNDARY, PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/Boundary` },
      Tags: TAGS,
      RoleLastUsed: {},
    },
  ],
  Policies: ['Snapshots', 'Boundary'].map((name) => ({
    PolicyName: name,
    PolicyId: 'ANPA2CKCEVSQ6EXAMPLE',
    Arn: `arn:aws:iam::${account}:policy/${name}`,
    Path: '/',
    DefaultVersionId: 'v2',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: CREATED,
    UpdateDate: CREATED,
    PolicyVersionList: [
      { Document: policy({ ...ALLOWED, Sid: `${name}Now` }), VersionId: 'v2', IsDefaultVersion: true, CreateDate: CREATED },
      { Document: policy({ ...ALLOWED, Sid: `${name}Before` }), VersionId: 'v1', IsDefaultVersion: false, CreateDate: CREATED },
    ],
  })),
});

/** A role with boundary and tags, as `aws iam get-role` prints it. */
export const GET_ROLE_WITH_ALL: JsonObject = getRole(TARGET, { PermissionsBoundary: BOUNDARY, Tags: TAGS });

/** `aws organizations describe-policy`. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html */
export const describePolicy = (type: string, name: string, content: JsonObject): JsonObject => ({
  Policy: {
    PolicySummary: {
      Id: 'p-examplepolicyid111',
      Arn: `arn:aws:organizations::${PLATFORM}:policy/o-exampleorgid/${type.toLowerCase()}/p-examplepolicyid111`,
      Name: name,
      Description: '',
      Type: type,
      AwsManaged: false,
    },
    Content: JSON.stringify(content),
  },
});

export const SCP: JsonObject = policy({ Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion', Resource: '*' });
export const RCP: JsonObject = policy({
  Sid: 'OurOrganisation',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:*', 's3:*', 'sts:AssumeRole'],
  Resource: '*',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
});
