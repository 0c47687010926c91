import type { Arguments } from '../plan-matrix/instance';

/** The partition in which the tests work. */
export const PARTITION = 'aws';

/** Arguments of a module block, by name of the shape. */
export type ArgumentShapes = Readonly<Record<string, Arguments>>;

/** Arguments of both roles that between them reach every input that they share, every statement of it and every null. */
export const ROLE_SHAPES = {
  all: {
    role_path: '/forensics/role/',
    role_description: 'Für "alle" ${Fälle}',
    permissions_boundary_arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
    max_session_duration: 7200,
    tags: { team: 'forensics', 'cost : centre': 'a=b @c' },
    principal_match: 'principal_arn',
    acquisition_methods: ['create_volume', 'ebs_direct'],
    kms_tightening: 'pinned',
    create_grant: true,
    platform_region: 'eu-west-1',
    evidence_regions: ['eu-west-1', 'us-east-1'],
    kms_key_arns: ['arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
    evidence_source_bucket_arns: ['arn:aws:s3:::evidence-one', 'arn:aws:s3:::evidence-two'],
    ssm_instance_tags: { CadoResponseSSMEnabled: 'true', team: 'forensics' },
    lambda_log_group_names: ['/aws/lambda/one', '/aws/lambda/two_*'],
    tag_after_create: true,
    import_image: true,
  },
  nulls: {
    permissions_boundary_arn: null,
    tags: {},
    principal_match: 'role_arn',
    acquisition_methods: ['create_volume'],
    kms_tightening: 'documented',
    create_grant: null,
    platform_region: null,
    evidence_regions: [],
    kms_key_arns: null,
    evidence_source_bucket_arns: null,
    ssm_instance_tags: {},
  },
} as const satisfies ArgumentShapes;
