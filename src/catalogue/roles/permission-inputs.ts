import type { InputSpec } from '../../policy/input-spec';
import { capabilitiesOf } from '../capabilities';
import { LOG_GROUP_NAME } from '../arn-patterns';
import {
  ACQUISITION_METHODS_INPUT,
  EBS_RESOURCE_IDS_INPUT,
  EVIDENCE_REGIONS_INPUT,
  KMS_TIGHTENING_INPUT,
  PLATFORM_REGION_INPUT,
} from '../common-inputs';
import { bucketArns, everyEntry, keyArns, someOf } from '../input-rules';

/** Inputs of what a role may do. */
export function permissionInputs(role: 'platform' | 'target'): readonly InputSpec[] {
  const capabilities = capabilitiesOf(role);
  return [
    {
      name: 'capabilities',
      type: 'set(string)',
      default: capabilities.filter(({ byDefault }) => byDefault).map(({ name }) => name),
      nullable: false,
      description: `What the role can acquire and do: ${capabilities.map(({ name }) => name).join(', ')}. []: nothing`,
      rules: [someOf(capabilities.map(({ name }) => name))],
    },
    ACQUISITION_METHODS_INPUT,
    KMS_TIGHTENING_INPUT,
    {
      name: 'create_grant',
      type: 'bool',
      default: null,
      nullable: true,
      description:
        'Whether the role may create grants. Null: when acquisition_methods has create_volume, which cannot attach or copy encrypted volumes without',
      rules: [],
    },
    {
      ...PLATFORM_REGION_INPUT,
      description: 'Region of the platform. From via_service on, keys are used only in this Region and evidence_regions',
    },
    EVIDENCE_REGIONS_INPUT,
    {
      name: 'kms_key_arns',
      type: 'set(string)',
      default: null,
      nullable: true,
      description: KEY_ARNS_DESCRIPTION[role],
      rules: [keyArns],
    },
    EBS_RESOURCE_IDS_INPUT,
    {
      name: 'evidence_source_bucket_arns',
      type: 'set(string)',
      default: null,
      nullable: true,
      description: 'Buckets that evidence is read from. Null: buckets of this account; a list: exactly these; []: none',
      rules: [bucketArns],
    },
    {
      name: 'ssm_instance_tags',
      type: 'map(string)',
      default: {},
      nullable: false,
      description: 'Commands and sessions only on instances with all of these tags; {}: on every instance',
      rules: [
        everyEntry(
          'hold tags of letters, digits, spaces and _.:/=+-@',
          '{ CadoResponseSSMEnabled = "true" }',
          '^[A-Za-z0-9 _.:/=+@-]{1,128}$',
          '^[A-Za-z0-9 _.:/=+@-]{0,256}$',
        ),
      ],
    },
    {
      name: 'lambda_log_group_names',
      type: 'set(string)',
      default: ['/aws/lambda/*'],
      nullable: false,
      description: 'Log groups of functions, by name or the start of one and *; a function may have a log group of its own. []: none',
      rules: [
        {
          must: 'hold only names of log groups, or the start of one and *',
          example: '["/aws/lambda/*"]',
          check: { kind: 'each_matches', pattern: LOG_GROUP_NAME },
        },
      ],
    },
    {
      name: 'tag_after_create',
      type: 'bool',
      default: false,
      nullable: false,
      description:
        "Also let the role tag any snapshot and image, should the platform tag what it made only afterwards. It can then name a customer's snapshot as its own and delete it",
      rules: [],
    },
    {
      name: 'import_image',
      type: 'bool',
      default: false,
      nullable: false,
      description:
        'Also let the role import disk images as machine images, with capability ami and create_volume; needs the service role vmimport',
      rules: [],
    },
  ];
}

const KEY_ARNS_DESCRIPTION = {
  platform:
    'Keys that the role may use and create grants on, in any account. Null: every key in those Regions, of this account and of the accounts of target_role_arns; []: none. Reading a key type, listing aliases and temporary keys keep their own statements',
  target:
    'Keys that the role may use and create grants on, in any account. Null: every key of this account in those Regions; []: none. Reading a key type, listing aliases and temporary keys keep their own statements',
} as const;
