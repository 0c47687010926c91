import { capabilitiesOf } from '../../../catalogue/capabilities';
import type { ModuleTestCase } from '../../../module-document';
import { refusedExpression } from '../../role/refused-input-cases';
import { PLATFORM, renders } from './roles';

const CAPABILITIES = capabilitiesOf('target').map(({ name }) => name);
const OPTIONS = { tag_after_create: true, import_image: true } as const;

/** Every capability apart from those that it could be confused with. */
const SOME: Readonly<Record<string, readonly string[]>> = {
  instances: ['ec2'],
  images: ['ami'],
  objects: ['s3'],
  functions: ['lambda'],
  reads: ['eks', 'cloudtrail', 'policy_check'],
  commands: ['ecs', 'memory_forensics'],
  triage: ['triage'],
  responses: ['isolate_ec2', 'guardduty'],
  organization: ['organizations'],
};

/** What each capability brings, and what none brings. */
export const CAPABILITY_CASES: readonly ModuleTestCase[] = [
  renders('nothing', { capabilities: [] }),
  renders('nothing_but_options', { capabilities: [], ...OPTIONS, create_grant: true }),
  ...Object.entries(SOME).map(([name, capabilities]) => renders(name, { capabilities })),
  renders('everything', {
    capabilities: CAPABILITIES,
    ssm_instance_tags: { CadoResponseSSMEnabled: 'true', team: 'forensics' },
    lambda_log_group_names: ['/aws/lambda/*', 'functions/one'],
    ...OPTIONS,
  }),
  renders('everything_by_ebs_direct', {
    capabilities: CAPABILITIES,
    acquisition_methods: ['ebs_direct'],
    evidence_source_bucket_arns: [],
    lambda_log_group_names: [],
    ...OPTIONS,
  }),
  renders('some_buckets', { evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence', 'arn:aws:s3:::example.logs'] }),
  refusedExpression(
    ['too_many_buckets', 'evidence_source_bucket_arns', '[for i in range(200) : format("arn:aws:s3:::example-evidence-%d", i)]'],
    'aws_iam_policy.this',
    { platform_role_arn: PLATFORM },
  ),
];
