import type { RoleSide } from '../support/role-cases';

/** Which policy each statement lies in, by Sid. A contract: a statement never moves, so this table only grows. */
export const POLICY_KEYS: Readonly<Record<RoleSide, Readonly<Record<string, string>>>> = {
  platform: {
    kms: `
      KmsUse KmsCreateGrant KmsUseInOrganization KmsCreateGrantInOrganization KmsDescribeInOrganization KmsDescribe
      KmsS3Decrypt KmsLambdaDecrypt KmsListAliases EvidenceBucketKey
    `,
    temporary_key: `
      TempKeyCreate TempKeyAlias TempKeyAliasTarget TempKeyReplicate TempKeyDelete TempKeyAliasDelete
      TempKeyAliasDeleteTarget TempKeyServiceLinkedRole
    `,
    acquisition: `
      Ec2Describe Ec2DescribeInstanceAttribute InstanceProfileRead SnapshotCreate SnapshotCreateOfInstance
      TagWhileCreating TagAfterCreating SnapshotDelete SnapshotReadBlocks SnapshotCopy ImageCopy ImageDeregister
      ImageImport VolumeCreate VolumeCreateFrom VolumeAttach VolumeDelete CloudTrailLookup S3ReadObjects S3ReadBuckets
      S3ListBuckets LambdaList LambdaReadCode LambdaReadImage LambdaReadLogs EksList EksDescribe EcsList EcsDescribe EcsExec
    `,
    operations: `
      PolicyCheckRole PolicyCheckPolicies PolicyCheckPlatformRole EvidenceBucketObjects EvidenceBucket
      SsmCommandInstances SsmCommandDocuments SsmCommandResults SsmSessionInstances SsmSessionDocument SsmSessionEnd
      IsolateInstances IsolateSecurityGroups GuardDutyRead
    `,
    platform: `
      AssumeTargets AssumeTargetsInOrganization ErrorReporting HealthChecks HealthChecksTrails UpdatesDescribe
      UpdatesTargets CoreDescribe CoreRunInstances CoreRunInstancesFrom CoreTagWhileRunning CoreInstances CorePassRole
      CoreSecretsCreate CoreSecrets
    `,
  },
  target: {
    kms: 'KmsUse KmsCreateGrant TempKeyUse TempKeyCreateGrant KmsDescribe KmsS3Decrypt KmsLambdaDecrypt KmsListAliases',
    acquisition: `
      Ec2Describe Ec2DescribeInstanceAttribute InstanceProfileRead SnapshotCreate SnapshotCreateOfInstance
      TagWhileCreating TagAfterCreating SnapshotDelete SnapshotReadBlocks SnapshotCopy ImageCopy ImageDeregister
      ImageImport SnapshotShare SnapshotNeverPublic CloudTrailLookup S3ReadObjects S3ReadBuckets S3ListBuckets LambdaList
      LambdaReadCode LambdaReadImage LambdaReadLogs EksList EksDescribe EcsList EcsDescribe EcsExec
    `,
    operations: `
      PolicyCheckRole PolicyCheckPolicies SsmCommandInstances SsmCommandDocuments SsmCommandResults SsmSessionInstances
      SsmSessionDocument SsmSessionEnd IsolateInstances IsolateSecurityGroups GuardDutyRead OrganizationRead
    `,
  },
};

/** A role's statement that stands in for an empty policy. */
export const NOTHING_CHOSEN = 'NothingChosen';
