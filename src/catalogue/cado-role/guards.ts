import { all, any, empty, enabled, given, has, named, not, several, type NamedGuards } from '../../policy/guard';
import { SHARED_ROLE_GUARDS } from '../roles/guards';

/** The guards of `cado-role`; each becomes one local of the module. */
export const CADO_ROLE_GUARDS = {
  ...SHARED_ROLE_GUARDS,
  keys_given: given('kms_key_arns'),
  temporary_key: all(named('copied_volumes'), enabled('temporary_key.enabled')),
  use_keys: all(named('volumes'), any(not(named('no_keys')), named('temporary_key'))),
  grant_keys: all(named('create_grant'), any(not(named('no_keys')), named('temporary_key'))),
  organization_keys: all(given('target_role_name'), named('copied_volumes'), not(named('keys_given'))),
  regions_given: any(given('platform_region'), not(empty('evidence_regions'))),
  replicas: all(
    named('temporary_key'),
    any(
      several('platform_region', 'evidence_regions', 'temporary_key.replica_regions'),
      all(not(named('regions_given')), not(empty('temporary_key.replica_regions'))),
    ),
  ),
  delete_alias: all(named('temporary_key'), enabled('temporary_key.delete_alias')),
  targets: not(empty('target_role_arns')),
  evidence_bucket: given('evidence_bucket_name'),
  core_platform: has('capabilities', 'core_platform'),
} as const satisfies NamedGuards;
