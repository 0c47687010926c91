import { TIGHTENING_INPUT, TIGHTENING_LEVELS } from '../policy/guard';
import type { InputSpec } from '../policy/input-spec';
import { EBS_RESOURCE_ID, REGION } from './arn-patterns';
import { notEmpty, oneOf, regionCodes, someOf } from './input-rules';
import { ACQUISITION_METHODS } from './kms-actions';

/** Inputs that the key policy and both roles take alike. */
export const ACQUISITION_METHODS_INPUT: InputSpec = {
  name: 'acquisition_methods',
  type: 'set(string)',
  default: [...ACQUISITION_METHODS],
  nullable: false,
  description:
    'How the platform reads volumes: create_volume copies, shares and attaches them (legacy), ebs_direct reads blocks and needs only Decrypt',
  rules: [notEmpty('["ebs_direct"]'), someOf(ACQUISITION_METHODS)],
};

/** The ladder. */
export const KMS_TIGHTENING_INPUT: InputSpec = {
  name: TIGHTENING_INPUT,
  type: 'string',
  default: 'aws_resources',
  nullable: false,
  description: `How tight the statements are, each level including the ones before it: ${TIGHTENING_LEVELS.join(', ')}`,
  rules: [oneOf(TIGHTENING_LEVELS, 'aws_resources')],
};

/** Where the platform runs. */
export const PLATFORM_REGION_INPUT: InputSpec = {
  name: 'platform_region',
  type: 'string',
  default: null,
  nullable: true,
  description: 'Region of the platform. From via_service on, the key is used only in this Region and evidence_regions',
  rules: [{ must: 'be a Region code in lower case', example: 'eu-west-1', check: { kind: 'matches', pattern: REGION } }],
};

/** Where evidence lies. */
export const EVIDENCE_REGIONS_INPUT: InputSpec = {
  name: 'evidence_regions',
  type: 'set(string)',
  default: [],
  nullable: false,
  description: 'Regions where evidence lies',
  rules: [regionCodes],
};

/** Which volumes and snapshots. */
export const EBS_RESOURCE_IDS_INPUT: InputSpec = {
  name: 'ebs_resource_ids',
  type: 'set(string)',
  default: ['vol-*', 'snap-*'],
  nullable: false,
  description:
    'From encryption_context on: only these volumes and snapshots. A snapshot of a volume carries the vol- id, a copied snapshot its own snap- id, so an import usually needs both',
  rules: [
    notEmpty('["vol-*", "snap-*"]'),
    {
      must: 'hold only volume and snapshot ids, or the start of one and *',
      example: '["vol-0123456789abcdef0", "snap-*"]',
      check: { kind: 'each_matches', pattern: EBS_RESOURCE_ID },
    },
  ],
};
