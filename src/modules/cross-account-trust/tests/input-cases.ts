import { CROSS_ACCOUNT_TRUST } from '../../../catalogue/cross-account-trust/definition';
import type { ModuleTestCase } from '../../../module-document';
import { refusedExpression, refusedRoleInputs, roleAttributes } from '../../role/refused-input-cases';
import { refused } from '../../role/test-cases';
import { PLATFORM } from './roles';

const REQUIRED = { platform_role_arn: PLATFORM } as const;

/** Bad input, refused at plan, and what is no policy. */
export const INPUT_CASES: readonly ModuleTestCase[] = [
  roleAttributes(
    REQUIRED,
    CROSS_ACCOUNT_TRUST.permissions.policies.map(({ key }) => key),
  ),
  ...refusedRoleInputs(REQUIRED),
  refused('a_capability_of_the_other_role', 'var.capabilities', { ...REQUIRED, capabilities: ['core_platform'] }),
  refused('an_external_id_with_a_space', 'var.external_id', { ...REQUIRED, external_id: 'two words' }),
  refusedExpression(['an_external_id_of_1225_characters', 'external_id', 'format("%01225d", 0)'], 'var.external_id', REQUIRED),
  refused('the_external_id_that_everybody_knows', 'var.external_id', { ...REQUIRED, external_id: 'noExternalIdRequired' }),
  refused('no_organization', 'var.organization_id', { ...REQUIRED, organization_id: 'a1b2c3d4e5' }),
];
