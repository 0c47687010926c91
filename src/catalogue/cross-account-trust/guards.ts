import { all, enabled, named, not, type NamedGuards } from '../../policy/guard';
import { SHARED_ROLE_GUARDS } from '../roles/guards';

/** The guards of `cado-cross-account-trust`; each becomes one local of the module. */
export const TARGET_ROLE_GUARDS = {
  ...SHARED_ROLE_GUARDS,
  use_keys: all(named('volumes'), not(named('no_keys'))),
  grant_keys: all(named('create_grant'), not(named('no_keys'))),
  temporary_keys: all(named('copied_volumes'), enabled('platform_temporary_keys')),
} as const satisfies NamedGuards;
