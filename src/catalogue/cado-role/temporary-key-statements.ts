import { all, enabled, named } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate } from '../../policy/template';
import { allow } from '../roles/allow-statement';

const MULTI_REGION_KEYS = 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html';
const ALIAS_ACCESS = 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html';

const ALIASES = { derived: 'temporary_aliases' } as const;
const KEYS = { derived: 'temporary_key_arns' } as const;

/** A key that has aliases, all of them the platform's own. */
const onlyOwnAliases: readonly ConditionTemplate[] = [
  { test: 'ForAllValues:StringLike', variable: 'kms:ResourceAliases', values: ALIASES },
  { test: 'ForAnyValue:StringLike', variable: 'kms:ResourceAliases', values: ALIASES },
];

const ifPresent = (key: string, value: string): ConditionTemplate => ({
  test: 'StringEqualsIfExists',
  variable: `kms:${key}`,
  values: [value],
});

/** The life of the key through which the platform moves volumes between accounts: made, named, copied, deleted. */
export const TEMPORARY_KEY_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'TempKeyCreate',
    named('temporary_key'),
    ['kms:CreateKey'],
    ['*'],
    { purpose: 'The platform makes a symmetric multi-Region key, and no other kind.', source: MULTI_REGION_KEYS },
    [
      { test: 'StringEquals', variable: 'aws:RequestedRegion', values: { derived: 'replica_regions' }, when: named('regions_given') },
      { test: 'Bool', variable: 'kms:MultiRegion', values: ['true'] },
      ifPresent('KeySpec', 'SYMMETRIC_DEFAULT'),
      ifPresent('KeyUsage', 'ENCRYPT_DECRYPT'),
      ifPresent('KeyOrigin', 'AWS_KMS'),
    ],
  ),
  allow(
    'TempKeyAlias',
    named('temporary_key'),
    ['kms:CreateAlias'],
    { derived: 'temporary_alias_arns' },
    {
      purpose: 'The platform names its key; the alias itself has no conditions, so its name is what is tied.',
      source: ALIAS_ACCESS,
    },
  ),
  allow(
    'TempKeyAliasTarget',
    named('temporary_key'),
    ['kms:CreateAlias'],
    KEYS,
    {
      purpose:
        "Only a key without aliases, or with the platform's own, can be named: naming a customer's key as its own would let the role delete it.",
      source: ALIAS_ACCESS,
    },
    onlyOwnAliases.slice(0, 1),
  ),
  allow(
    'TempKeyReplicate',
    named('replicas'),
    ['kms:ReplicateKey'],
    KEYS,
    { purpose: 'The platform takes its key along into the Regions of the evidence.', source: MULTI_REGION_KEYS },
    [...onlyOwnAliases, { test: 'StringEquals', variable: 'kms:ReplicaRegion', values: { derived: 'replica_regions' } }],
  ),
  allow(
    'TempKeyDelete',
    named('temporary_key'),
    ['kms:ScheduleKeyDeletion'],
    KEYS,
    { purpose: 'The platform deletes its key after the import, told by its alias; KMS deletes the alias with it.', source: ALIAS_ACCESS },
    onlyOwnAliases,
  ),
  allow(
    'TempKeyAliasDelete',
    named('delete_alias'),
    ['kms:DeleteAlias'],
    { derived: 'temporary_alias_arns' },
    {
      purpose: 'temporary_key.delete_alias was asked for. A key whose alias is deleted first can no longer be deleted by this role.',
      source: ALIAS_ACCESS,
    },
  ),
  allow(
    'TempKeyAliasDeleteTarget',
    named('delete_alias'),
    ['kms:DeleteAlias'],
    KEYS,
    { purpose: 'The key that such an alias belongs to; both are checked.', source: ALIAS_ACCESS },
    onlyOwnAliases,
  ),
  allow(
    'TempKeyServiceLinkedRole',
    all(named('temporary_key'), enabled('temporary_key.service_linked_role')),
    ['iam:CreateServiceLinkedRole'],
    {
      arns: [
        'arn:{partition}:iam::{account}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys',
      ],
    },
    {
      purpose: 'KMS makes the service role of multi-Region keys whenever one is created, so this stays needed.',
      source: MULTI_REGION_KEYS,
    },
    [{ test: 'StringEquals', variable: 'iam:AWSServiceName', values: ['mrk.kms.amazonaws.com'] }],
  ),
];
