import { CADO_ROLE } from '../../../src/catalogue/cado-role/definition';
import { capabilitiesOf } from '../../../src/catalogue/capabilities';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { always, leftOut, parametersOf, type Choices } from './choices';
import { comparedRole } from './compared-role';
import { NEEDS_REGION, needs, tiedToRegions } from './constraints';
import type { MatrixModule } from './matrix-module';
import type { Constraint } from './pairwise';
import { placeOf } from './places';
import { key, listOf, role } from './role-arguments';
import { KEY_INPUTS, permissionChoices, ROLE_CHOICES } from './role-choices';

const instanceRole = role('111122223333', 'CadoResponseInstanceRole');
const otherInstanceRole = role('111122223333', 'forensics/CadoResponseInstanceRole');
const strangeRole = role('777788889999', 'a/b/CadoResponseInstanceRole');

const EVERYTHING = capabilitiesOf('platform').map(({ name }) => name);

const CHOICES: Choices = {
  trusted_role_arns: {
    one: listOf(instanceRole),
    'two of one account': listOf(instanceRole, otherInstanceRole),
    'two of two accounts, one of them again': listOf(instanceRole, strangeRole, instanceRole),
  },
  ...ROLE_CHOICES,
  target_role_arns: {
    '[]': leftOut,
    'two accounts': listOf(role('444455556666', 'CadoResponseRole'), role('777788889999', 'forensics/CadoResponseRole')),
    'own account': listOf(role(EMULATOR_ACCOUNT, 'CadoResponseTargetRole')),
    'two of one account, and the own': listOf(
      role('444455556666', 'CadoResponseRole'),
      role(EMULATOR_ACCOUNT, 'CadoResponseTargetRole'),
      role('444455556666', 'forensics/CadoResponseRole'),
    ),
  },
  target_role_name: { null: leftOut, name: always('CadoResponseTargetRole'), 'path and name': always('a/b/CadoResponseTargetRole') },
  organization_id: { null: leftOut, given: always('o-a1b2c3d4e5') },
  ...permissionChoices({
    'health_checks, platform_updates and core_platform': always(['health_checks', 'platform_updates', 'core_platform']),
    error_reporting: always(['error_reporting']),
    'all but error_reporting': always(EVERYTHING.filter((name) => name !== 'error_reporting')),
    all: always(EVERYTHING),
  }),
  temporary_key: {
    '{}': leftOut,
    disabled: always({ enabled: false, delete_alias: true, replica_regions: [] }),
    'replicas elsewhere': ({ otherRegion }) => ({ replica_regions: [otherRegion] }),
    'replicas everywhere': ({ region, otherRegion }) => ({ replica_regions: [otherRegion, region], service_linked_role: true }),
    delete_alias: always({ delete_alias: true }),
    'no service_linked_role': always({ enabled: true, service_linked_role: false }),
    'other prefix and all else': ({ otherRegion }) => ({
      enabled: true,
      alias_prefix: 'Other/Prefix_-1',
      replica_regions: [otherRegion],
      service_linked_role: false,
      delete_alias: true,
    }),
  },
  evidence_bucket_name: { null: leftOut, given: always('example.evidence-1') },
  evidence_bucket_kms_key_arn: { null: leftOut, given: key('111122223333') },
  worker_role_arn: { null: leftOut, given: role(EMULATOR_ACCOUNT, 'workers/CadoResponseWorker') },
};

/** The inputs of which the lists of keys and Regions are computed, once for each reader. */
const DECIDE_OVER_KEYS = [...KEY_INPUTS, 'target_role_arns', 'target_role_name', 'temporary_key'];

const CONSTRAINTS: readonly Constraint[] = [
  NEEDS_REGION,
  needs('target_role_name', 'organization_id'),
  needs('organization_id', 'target_role_name'),
  needs('evidence_bucket_kms_key_arn', 'evidence_bucket_name'),
  {
    reads: ['evidence_bucket_kms_key_arn', 'kms_tightening', 'platform_region'],
    allows: (row) => row['evidence_bucket_kms_key_arn'] === 'null' || !tiedToRegions(row) || row['platform_region'] !== 'null',
  },
  {
    reads: ['capabilities', 'provider'],
    allows: (row) => !['all', 'error_reporting'].includes(row['capabilities'] ?? '') || placeOf(row['provider']).partition === 'aws',
  },
];

/** `cado-role` in the matrix. */
export const CADO_ROLE_MODULE: MatrixModule = {
  name: 'cado-role',
  prefix: 'cado_role',
  inputs: CADO_ROLE.inputs,
  choices: CHOICES,
  goal: { parameters: parametersOf(CHOICES), constraints: CONSTRAINTS, strength: 2, closer: DECIDE_OVER_KEYS, seed: 20240502 },
  refusedPairs: [
    'capabilities=all, provider=cn-north-1',
    'capabilities=all, provider=us-gov-west-1',
    'capabilities=error_reporting, provider=cn-north-1',
    'capabilities=error_reporting, provider=us-gov-west-1',
    'evidence_bucket_kms_key_arn=given, evidence_bucket_name=null',
    'organization_id=given, target_role_name=null',
    'organization_id=null, target_role_name=name',
    'organization_id=null, target_role_name=path and name',
  ],
  ...comparedRole(CADO_ROLE),
};
