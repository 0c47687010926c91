import { capabilitiesOf } from '../../../src/catalogue/capabilities';
import { CROSS_ACCOUNT_TRUST } from '../../../src/catalogue/cross-account-trust/definition';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { always, leftOut, parametersOf, type Choices } from './choices';
import { comparedRole } from './compared-role';
import { NEEDS_REGION } from './constraints';
import type { MatrixModule } from './matrix-module';
import { listOf, role } from './role-arguments';
import { KEY_INPUTS, permissionChoices, ROLE_CHOICES } from './role-choices';

const platform = role('111122223333', 'forensics/CadoResponseRole');
const further = role('111122223333', 'CadoResponseInstanceRole');

const CHOICES: Choices = {
  platform_role_arn: { 'with path': platform, 'in the own account': role(EMULATOR_ACCOUNT, 'CadoResponsePlatformRole') },
  additional_platform_role_arns: {
    '[]': leftOut,
    one: listOf(further),
    'one and the platform again': listOf(further, platform),
    'two of two accounts': listOf(further, role('777788889999', 'CadoResponseInstanceRole')),
  },
  external_id: { null: leftOut, given: always('0f3c9a52:/a_b+c=d,e.f@g-h') },
  organization_id: { null: leftOut, given: always('o-a1b2c3d4e5') },
  ...ROLE_CHOICES,
  ...permissionChoices({
    organizations: always(['organizations']),
    all: always(capabilitiesOf('target').map(({ name }) => name)),
  }),
  platform_temporary_keys: { true: leftOut, false: always(false) },
};

/** The inputs of which the lists of keys and Regions are computed, once for each reader. */
const DECIDE_OVER_KEYS = [...KEY_INPUTS, 'platform_role_arn', 'platform_temporary_keys'];

/** `cado-cross-account-trust` in the matrix. */
export const CROSS_ACCOUNT_TRUST_MODULE: MatrixModule = {
  name: 'cado-cross-account-trust',
  prefix: 'trust',
  inputs: CROSS_ACCOUNT_TRUST.inputs,
  choices: CHOICES,
  goal: { parameters: parametersOf(CHOICES), constraints: [NEEDS_REGION], strength: 2, closer: DECIDE_OVER_KEYS, seed: 20240503 },
  refusedPairs: [],
  ...comparedRole(CROSS_ACCOUNT_TRUST, ['platform_assume_role_policy_json']),
};
