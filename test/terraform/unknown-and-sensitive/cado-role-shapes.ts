import { capabilitiesOf } from '../../../src/catalogue/capabilities';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { ROLE_SHAPES, type ArgumentShapes } from './shapes';

const INSTANCE_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const TARGETS = [
  'arn:aws:iam::444455556666:role/CadoResponseRole',
  `arn:aws:iam::${EMULATOR_ACCOUNT}:role/CadoResponseTargetRole`,
] as const;
const CAPABILITIES = capabilitiesOf('platform').map(({ name }) => name);

/** Arguments of `cado-role` that between them reach every string input and every statement. */
export const CADO_ROLE_SHAPES: ArgumentShapes = {
  all: {
    ...ROLE_SHAPES.all,
    capabilities: CAPABILITIES,
    trusted_role_arns: [INSTANCE_ROLE, 'arn:aws:iam::777788889999:role/a/CadoResponseInstanceRole'],
    target_role_arns: TARGETS,
    target_role_name: 'forensics/CadoResponseTargetRole',
    organization_id: 'o-a1b2c3d4e5',
    temporary_key: {
      enabled: true,
      alias_prefix: 'Other/Prefix',
      replica_regions: ['eu-central-1', 'us-east-1'],
      service_linked_role: true,
      delete_alias: true,
    },
    evidence_bucket_name: 'example-evidence',
    evidence_bucket_kms_key_arn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    worker_role_arn: `arn:aws:iam::${EMULATOR_ACCOUNT}:role/CadoResponseWorker`,
  },
  nulls: {
    ...ROLE_SHAPES.nulls,
    capabilities: CAPABILITIES,
    trusted_role_arns: [INSTANCE_ROLE],
    target_role_arns: [],
    target_role_name: null,
    organization_id: null,
    temporary_key: { replica_regions: ['eu-central-1'] },
    evidence_bucket_name: null,
    evidence_bucket_kms_key_arn: null,
    worker_role_arn: null,
  },
  organization: {
    ...ROLE_SHAPES.nulls,
    capabilities: ['ami'],
    trusted_role_arns: [INSTANCE_ROLE],
    target_role_arns: TARGETS,
    target_role_name: 'CadoResponseTargetRole',
    organization_id: 'o-a1b2c3d4e5',
    evidence_regions: ['us-east-1'],
    temporary_key: { enabled: false, alias_prefix: 'Other/Prefix' },
  },
  nothing: { capabilities: [], trusted_role_arns: [INSTANCE_ROLE], kms_key_arns: [], evidence_source_bucket_arns: [] },
};
