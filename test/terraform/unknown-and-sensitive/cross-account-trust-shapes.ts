import { capabilitiesOf } from '../../../src/catalogue/capabilities';
import { ROLE_SHAPES, type ArgumentShapes } from './shapes';

const PLATFORM = 'arn:aws:iam::111122223333:role/forensics/CadoResponseRole';
const FURTHER = 'arn:aws:iam::777788889999:role/CadoResponseInstanceRole';
const CAPABILITIES = capabilitiesOf('target').map(({ name }) => name);

/** Arguments of `cado-cross-account-trust` that between them reach every string input and every statement. */
export const CROSS_ACCOUNT_TRUST_SHAPES: ArgumentShapes = {
  all: {
    ...ROLE_SHAPES.all,
    capabilities: CAPABILITIES,
    platform_role_arn: PLATFORM,
    additional_platform_role_arns: [FURTHER, PLATFORM],
    external_id: '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608',
    organization_id: 'o-a1b2c3d4e5',
    platform_temporary_keys: true,
  },
  nulls: {
    ...ROLE_SHAPES.nulls,
    capabilities: CAPABILITIES,
    platform_role_arn: PLATFORM,
    additional_platform_role_arns: [],
    external_id: null,
    organization_id: null,
  },
  nothing: { capabilities: [], platform_role_arn: PLATFORM, kms_key_arns: [], evidence_source_bucket_arns: [] },
};
