import {
  ALIASES,
  allow,
  identity,
  KEY,
  KEYS,
  keyAllow,
  keyPolicy,
  ROLE,
  SNAPSHOTS,
  trust,
  VOLUMES,
  type LintCase,
  type Statement,
} from './case';

const RULE = 'condition-key-not-carried';

const carried = (title: string, condition: string, key: string, broken: readonly Statement[], mended: readonly Statement[]): LintCase => ({
  title,
  rule: RULE,
  path: `Statement[0].Condition.${condition}[${JSON.stringify(key)}]`,
  broken: identity(...broken),
  mended: identity(...mended),
});

const throughEc2 = { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } };
const ofAws = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
const ofVolumes = { StringLike: { 'kms:EncryptionContext:aws:ebs:id': ['vol-*', 'snap-*'] } };
const describe = allow('kms:DescribeKey', KEY);
const own = { StringLike: { 'aws:ResourceTag/Name': 'Forensics*' } };
const passed = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
const shown = { StringEquals: { 'sts:ExternalId': 'f00d-1' } };
const shared = { StringEquals: { 'ec2:Add/userId': '444455556666' } };
const bySnapshot = { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } };
const named = { StringLike: { 'aws:RequestTag/Name': 'Forensics*' } };
const here = { StringEquals: { 'aws:ResourceAccount': '111122223333' } };
const toRegion = { StringEquals: { 'kms:ReplicaRegion': 'us-east-1' } };
const under = { StringLike: { 's3:prefix': 'evidence/*' } };

/** Conditions on keys that requests do not carry. */
export const CONDITION_KEY_CASES: readonly LintCase[] = [
  carried(
    'decrypting asked to be for a resource of AWS, as only grants are (a peer stopped every read by it)',
    'Bool',
    'kms:GrantIsForAWSResource',
    [allow(['kms:CreateGrant', 'kms:Decrypt'], KEY, ofAws), describe],
    [allow('kms:CreateGrant', KEY, ofAws), allow('kms:Decrypt', KEY), describe],
  ),
  carried(
    'the same over a pattern of actions',
    'Bool',
    'kms:GrantIsForAWSResource',
    [allow('kms:GenerateDataKey*', KEY, ofAws), describe],
    [allow('kms:*Grant*', KEY, ofAws), describe],
  ),
  carried(
    'reading a key asked for an encryption context',
    'StringLike',
    'kms:EncryptionContext:aws:ebs:id',
    [allow(['kms:Decrypt', 'kms:DescribeKey'], KEY, ofVolumes)],
    [allow('kms:Decrypt', KEY, ofVolumes), describe],
  ),
  carried(
    'a context that is asked for by negation, where there is none',
    'StringNotEquals',
    'kms:EncryptionContext:aws:ebs:id',
    [allow('kms:DescribeKey', KEY, { StringNotEquals: { 'kms:EncryptionContext:aws:ebs:id': 'vol-1' } })],
    [allow('kms:DescribeKey', KEY, { StringEqualsIfExists: { 'kms:EncryptionContext:aws:ebs:id': 'vol-1' } })],
  ),
  carried(
    'kinds of grants asked of what makes none',
    'StringEquals',
    'kms:GrantConstraintType',
    [allow('kms:Decrypt', KEY, { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' } })],
    [allow('kms:CreateGrant', KEY, { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' } }), describe],
  ),
  carried(
    'the grantee asked of what makes no grant',
    'StringEquals',
    'kms:GranteePrincipal',
    [allow('kms:RevokeGrant', KEY, { StringEquals: { 'kms:GranteePrincipal': ROLE } })],
    [allow('kms:CreateGrant', KEY, { StringEquals: { 'kms:GranteePrincipal': ROLE } }), describe],
  ),
  carried(
    'a Region of replicas asked of a deletion',
    'StringEquals',
    'kms:ReplicaRegion',
    [allow(['kms:ReplicateKey', 'kms:ScheduleKeyDeletion'], KEY, toRegion)],
    [allow('kms:ReplicateKey', KEY, toRegion), allow('kms:ScheduleKeyDeletion', KEY)],
  ),
  carried(
    'a service of KMS asked of S3',
    'StringEquals',
    'kms:ViaService',
    [allow('s3:GetObject', 'arn:aws:s3:::a/*', throughEc2)],
    [allow('kms:Decrypt', KEY, throughEc2)],
  ),
  carried(
    'a prefix of S3 asked of objects',
    'StringLike',
    's3:prefix',
    [allow('s3:GetObject', 'arn:aws:s3:::a/*', under)],
    [allow('s3:ListBucket', 'arn:aws:s3:::a', under)],
  ),
  carried(
    'a key of S3 asked of EC2',
    'StringEquals',
    's3:signatureversion',
    [allow('ec2:DeleteVolume', VOLUMES, { StringEquals: { 's3:signatureversion': 'x' } })],
    [allow('s3:GetObject', 'arn:aws:s3:::a/*', { StringEquals: { 's3:signatureversion': 'x' } })],
  ),
  carried(
    'what makes a snapshot asked of its deletion',
    'StringEquals',
    'ec2:CreateAction',
    [allow(['ec2:CreateTags', 'ec2:DeleteSnapshot'], SNAPSHOTS, bySnapshot)],
    [allow('ec2:CreateTags', SNAPSHOTS, bySnapshot), allow('ec2:DeleteSnapshot', SNAPSHOTS)],
  ),
  carried(
    'an account that is shared with asked of a deletion',
    'StringEquals',
    'ec2:Add/userId',
    [allow('ec2:DeleteSnapshot', SNAPSHOTS, shared)],
    [allow('ec2:ModifySnapshotAttribute', SNAPSHOTS, shared)],
  ),
  carried(
    'a service that a role is given to asked of reading the role',
    'StringEquals',
    'iam:PassedToService',
    [allow(['iam:GetRole', 'iam:PassRole'], ROLE, passed)],
    [allow('iam:PassRole', ROLE, passed), allow('iam:GetRole', ROLE)],
  ),
  carried(
    'the service of a role asked of a role given away',
    'StringEquals',
    'iam:AWSServiceName',
    [allow('iam:PassRole', ROLE, { StringEquals: { 'iam:AWSServiceName': 'mrk.kms.amazonaws.com' } })],
    [
      allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::111122223333:role/aws-service-role/mrk.kms.amazonaws.com/*', {
        StringEquals: { 'iam:AWSServiceName': 'mrk.kms.amazonaws.com' },
      }),
    ],
  ),
  carried(
    'tags of a request asked of a deletion',
    'StringLike',
    'aws:RequestTag/Name',
    [allow('ec2:DeleteVolume', VOLUMES, named)],
    [allow('ec2:CreateVolume', VOLUMES, named)],
  ),
  carried(
    'the account asked of the EBS direct APIs',
    'StringEquals',
    'aws:ResourceAccount',
    [allow('ebs:GetSnapshotBlock', SNAPSHOTS, here)],
    [allow('kms:Decrypt', KEY, here)],
  ),
  carried(
    'the account asked of copies',
    'StringEquals',
    'aws:ResourceAccount',
    [allow(['ec2:CopySnapshot', 'ec2:CreateVolume'], SNAPSHOTS, here)],
    [allow('ec2:DeleteSnapshot', SNAPSHOTS, here)],
  ),
  carried(
    'a tag of a resource asked of what has none',
    'StringLike',
    'aws:ResourceTag/Name',
    [allow('ec2:DescribeAddresses', '*', own)],
    [allow('ec2:DeleteVolume', VOLUMES, own)],
  ),
  {
    title: 'an external id asked of a federated session',
    rule: RULE,
    path: 'Statement.Condition.StringEquals["sts:ExternalId"]',
    broken: trust({ Federated: 'arn:aws:iam::111122223333:saml-provider/Example' }, shown, { Action: 'sts:AssumeRoleWithSAML' }),
    mended: trust({ AWS: ROLE }, shown, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
  },
  {
    title: 'aliases of a key asked of the alias that is deleted',
    rule: 'key-aliases-not-known',
    path: 'Statement[0].Condition["ForAnyValue:StringLike"]["kms:ResourceAliases"]',
    broken: identity(allow('kms:DeleteAlias', '*', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/Forensics*' } })),
    mended: identity(
      allow('kms:DeleteAlias', ALIASES),
      allow('kms:DeleteAlias', KEYS, { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/Forensics*' } }),
    ),
  },
  {
    title: 'aliases of a key asked in its own policy',
    rule: 'key-aliases-not-known',
    path: 'Statement[0].Condition["ForAnyValue:StringLike"]["kms:ResourceAliases"]',
    broken: keyPolicy(keyAllow('kms:Decrypt', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/Forensics*' } })),
    mended: keyPolicy(keyAllow('kms:Decrypt', { StringLike: { 'kms:RequestAlias': 'alias/Forensics*' } })),
  },
];
