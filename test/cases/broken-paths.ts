import { TIGHTENING_LEVELS, type TighteningLevel } from '../../src/policy/guard';
import { keyArn, roleIn, type Choices, type ModuleInputs } from '../support/installation';

/** Inputs under which a path of an import breaks, and from which level on. */
export interface BrokenPath {
  readonly path: string;
  readonly because: string;
  readonly inputs: (choices: Choices) => ModuleInputs;
  /** @default - the loosest level: at every level */
  readonly from?: TighteningLevel;
  /** @default - every way to name roles in the key policy */
  readonly match?: string;
}

const both = ({ partition }: Choices): object => ({
  platform_role_arn: roleIn(partition, 'platform'),
  target_role_arn: roleIn(partition, 'target'),
});

/** The Region of the evidence is missing, where keys are tied to Regions; with a list of keys only through the service. */
const withoutEvidenceRegion = ({ partition, ...choices }: Choices): ModuleInputs => {
  const forgotten = { evidence_regions: [], kms_key_arns: [keyArn(partition, 'evidence'), keyArn(partition, 'platform')] };
  return { platform: forgotten, target: forgotten, key: { ...both({ partition, ...choices }), evidence_regions: [] } };
};

/** The Region of the platform is missing. */
const withoutPlatformRegion = ({ partition }: Choices): ModuleInputs => ({
  platform: { platform_region: null, kms_key_arns: [keyArn(partition, 'evidence'), keyArn(partition, 'platform')] },
});

/** What breaks which path; everything else stays as in the cases that go through. */
export const BROKEN_PATHS: readonly BrokenPath[] = [
  ...['B', 'F', 'H', 'I'].map((path) => ({
    path,
    because: 'evidence_regions lacks the Region of the evidence',
    inputs: withoutEvidenceRegion,
    from: 'via_service' as const,
  })),
  {
    path: 'B',
    because: 'ebs_resource_ids has no copied snapshots',
    inputs: (choices) => ({ target: { ebs_resource_ids: ['vol-*'] }, key: { ...both(choices), ebs_resource_ids: ['vol-*'] } }),
    from: 'encryption_context',
  },
  { path: 'C', because: 'the role does not ask for key types', inputs: () => ({ target: { capabilities: ['eks'] } }) },
  {
    path: 'D',
    because: 'create_grant is false and the key leaves grants to the role',
    inputs: () => ({ platform: { create_grant: false } }),
    match: 'principal_arn',
  },
  {
    path: 'F',
    because: "the list of keys lacks the target's",
    inputs: ({ partition }) => ({ platform: { kms_key_arns: [keyArn(partition, 'platform')] } }),
  },
  {
    path: 'F',
    because: 'the platform may act as no target, so that no account of evidence is known',
    inputs: () => ({ platform: { target_role_arns: [], kms_key_arns: null } }),
  },
  {
    path: 'F',
    because: 'the key names the target alone',
    inputs: ({ partition }) => ({ key: { target_role_arn: roleIn(partition, 'target') } }),
  },
  {
    path: 'F',
    because: 'grants are for the target alone',
    inputs: (choices) => ({ key: { ...both(choices), create_grant_for: ['target'] } }),
  },
  ...['F', 'G', 'H', 'J'].map((path) => ({
    path,
    because: 'volumes are not copied',
    inputs: () => ({ platform: { acquisition_methods: ['ebs_direct'] } }),
  })),
  ...['G', 'J'].flatMap((path) => [
    { path, because: 'platform_temporary_keys is false', inputs: () => ({ target: { platform_temporary_keys: false } }) },
    { path, because: 'the platform makes no temporary key', inputs: () => ({ platform: { temporary_key: { enabled: false } } }) },
  ]),
  {
    path: 'H',
    because: "the role lacks the platform's Region and its key leaves use to it",
    inputs: withoutPlatformRegion,
    from: 'via_service',
    match: 'principal_arn',
  },
  {
    path: 'I',
    because: 'the bucket is none of those listed',
    inputs: ({ partition }) => ({ target: { evidence_source_bucket_arns: [`arn:${partition}:s3:::another`] } }),
  },
  {
    path: 'K',
    because: 'the key does not name the platform',
    inputs: ({ partition }) => ({ key: { target_role_arn: roleIn(partition, 'target') } }),
  },
];

/** Levels at which a path breaks, and those at which it does not. */
export const breaksAt = ({ from = 'documented' }: BrokenPath, level: TighteningLevel): boolean =>
  TIGHTENING_LEVELS.indexOf(level) >= TIGHTENING_LEVELS.indexOf(from);
