import { capabilitiesOf } from '../../../catalogue/capabilities';
import type { ModuleTestCase } from '../../../module-document';
import { refusedExpression } from '../../role/refused-input-cases';
import { INSTANCE, renders } from './roles';

const CAPABILITIES = capabilitiesOf('platform').map(({ name }) => name);
const OPTIONS = { tag_after_create: true, import_image: true } as const;
const WORKER = { worker_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseWorkerRole' } as const;

const tooLarge = (name: string, input: string, expression: string): ModuleTestCase =>
  refusedExpression([name, input, expression], 'aws_iam_policy.this', { trusted_role_arns: [INSTANCE] });

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
  reports_and_health: ['error_reporting', 'health_checks'],
  platform: ['platform_updates', 'core_platform'],
};

/** What each capability brings, and what none brings. */
export const CAPABILITY_CASES: readonly ModuleTestCase[] = [
  renders('nothing', { capabilities: [] }),
  renders('nothing_but_options', { capabilities: [], evidence_bucket_name: 'example-cado-evidence', ...OPTIONS, ...WORKER }),
  ...Object.entries(SOME).map(([name, capabilities]) => renders(name, { capabilities })),
  renders('everything', {
    capabilities: CAPABILITIES,
    ssm_instance_tags: { CadoResponseSSMEnabled: 'true', team: 'forensics' },
    lambda_log_group_names: ['/aws/lambda/*', 'functions/one'],
    ...OPTIONS,
    ...WORKER,
  }),
  renders('everything_by_ebs_direct', {
    capabilities: CAPABILITIES,
    acquisition_methods: ['ebs_direct'],
    evidence_source_bucket_arns: [],
    lambda_log_group_names: [],
    ...OPTIONS,
  }),
  renders('some_buckets', { evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence', 'arn:aws:s3:::example.logs'] }),
  tooLarge('too_many_buckets', 'evidence_source_bucket_arns', '[for i in range(200) : format("arn:aws:s3:::example-evidence-%d", i)]'),
  tooLarge('too_many_targets', 'target_role_arns', '[for i in range(200) : format("arn:aws:iam::444455556666:role/CadoResponseRole%d", i)]'),
];
