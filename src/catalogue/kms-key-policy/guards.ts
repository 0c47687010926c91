import { all, any, atLeast, empty, enabled, equals, given, has, named, not, type NamedGuards } from '../../policy/guard';

/** The guards of the key policy; each becomes one local of the module. */
export const KMS_KEY_POLICY_GUARDS = {
  at_least_aws_resources: atLeast('aws_resources'),
  at_least_via_service: atLeast('via_service'),
  at_least_encryption_context: atLeast('encryption_context'),
  at_least_pinned: equals('kms_tightening', 'pinned'),
  by_principal_arn: equals('principal_match', 'principal_arn'),
  create_volume: has('acquisition_methods', 'create_volume'),
  target_given: given('target_role_arn'),
  protects_ebs: has('protects', 'ebs'),
  protects_s3: has('protects', 's3'),
  grants_by_default: not(given('create_grant_for')),
  grants_to_platform: has('create_grant_for', 'platform'),
  grants_to_target: has('create_grant_for', 'target'),
  no_source_buckets: empty('evidence_source_bucket_arns'),
  create_grant: all(
    named('protects_ebs'),
    any(
      all(named('grants_by_default'), named('create_volume')),
      all(named('grants_to_platform'), any(named('create_volume'), not(named('target_given')))),
      all(named('grants_to_target'), named('target_given')),
    ),
  ),
  s3_decrypt: all(named('protects_s3'), not(named('no_source_buckets')), any(named('at_least_via_service'), not(named('protects_ebs')))),
  enforce: all(enabled('enforce'), named('at_least_via_service')),
} as const satisfies NamedGuards;
