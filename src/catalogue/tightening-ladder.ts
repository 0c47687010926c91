import type { TighteningLevel } from '../policy/guard';

/** One rung of the ladder, for people. */
interface LadderText {
  readonly level: TighteningLevel;
  readonly adds: string;
  readonly stops: string;
  readonly breaks: string;
}

/**
 * What each level of `kms_tightening` adds, what it stops and what it can break, for people.
 * Sources: https://docs.cadosecurity.com/cado/deploy/aws/reduce-kms-permissions and
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const TIGHTENING_LADDER: readonly LadderText[] = [
  {
    level: 'documented',
    adds: "The vendor's list for custom keys, and `DescribeKey`, which EBS needs and the list leaves out",
    stops: 'Any other role; key administration',
    breaks: 'Nothing',
  },
  {
    level: 'aws_resources',
    adds: '`CreateGrant` only with `kms:GrantIsForAWSResource`',
    stops: 'Grants to oneself or to a stranger, which would outlive every policy',
    breaks: "The platform's own account check simulates without KMS context and shows `CreateGrant` as missing; imports work",
  },
  {
    level: 'via_service',
    adds: 'Use and `CreateGrant` only through EC2 (S3 for objects) in `platform_region` and `evidence_regions`',
    stops: 'Direct `Decrypt` with stolen credentials; any other service; any other Region',
    breaks:
      'Imports from a Region that is not listed; Lambda code, SSM sessions and ECS Exec encrypted with this key; an evidence bucket with this key',
  },
  {
    level: 'encryption_context',
    adds: '`aws:ebs:id` of `ebs_resource_ids`, or `aws:s3:arn` of the source buckets; only the actions that EBS uses',
    stops: 'Other volumes and buckets under the same key; `Encrypt` and plaintext data keys',
    breaks:
      'A list without the `vol-` id of the volume or the `snap-` id of a copied snapshot. AWS names `GenerateDataKey` on its page on sharing keys; no AWS-authored EBS policy grants it, but that is the one known risk',
  },
  {
    level: 'pinned',
    adds: 'Grant operations and constraint type that EBS uses; the accounts of the roles as `kms:CallerAccount`',
    stops: 'Grants that pass on more than EBS needs',
    breaks: 'Imports, should EBS one day ask for another grant operation',
  },
];
