import { all, any, atLeast, empty, enabled, equals, given, has, named, not, type NamedGuards } from '../../policy/guard';

/** Guards that both roles share; each becomes one local of their modules. */
export const SHARED_ROLE_GUARDS = {
  at_least_aws_resources: atLeast('aws_resources'),
  at_least_via_service: atLeast('via_service'),
  at_least_encryption_context: atLeast('encryption_context'),
  at_least_pinned: equals('kms_tightening', 'pinned'),
  create_volume: has('acquisition_methods', 'create_volume'),
  ebs_direct: has('acquisition_methods', 'ebs_direct'),
  volumes: any(has('capabilities', 'ec2'), has('capabilities', 'ami')),
  copied_volumes: all(named('volumes'), named('create_volume')),
  copied_images: all(has('capabilities', 'ami'), named('create_volume')),
  no_source_buckets: empty('evidence_source_bucket_arns'),
  any_own_bucket: not(given('evidence_source_bucket_arns')),
  objects: all(has('capabilities', 's3'), not(named('no_source_buckets'))),
  no_keys: empty('kms_key_arns'),
  create_grant: all(named('volumes'), any(enabled('create_grant'), all(not(given('create_grant')), named('create_volume')))),
  ssm_commands: any(has('capabilities', 'memory_forensics'), has('capabilities', 'triage')),
  reads_need_a_statement: all(not(named('no_keys')), any(named('at_least_via_service'), not(named('volumes')))),
} as const satisfies NamedGuards;

/** Guards of a role's trust policy. They read trust inputs only, so that two roles can refer to each other. */
export const TRUST_GUARDS = {
  trust_by_principal_arn: equals('principal_match', 'principal_arn'),
} as const satisfies NamedGuards;
