import type { TighteningLevel } from '../../../policy/guard';
import type { Attack, Without } from '../attack';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../buckets';
import type { Call } from '../call';
import { CAPABILITY_PATHS } from '../capability-paths';
import { IMPORT_PATHS } from '../import-paths';
import { keyArn } from '../keys';
import type { World } from '../world';

interface Row {
  readonly without: Without;
  /** Calls of the paths that nothing else allows. */
  readonly calls: (call: Call) => boolean;
  readonly from?: TighteningLevel;
  readonly what?: string;
  /** Decided by the key's policy alone. @default false: by the role alone */
  readonly byKey?: true;
}

const actions =
  (...starts: readonly string[]): Row['calls'] =>
  ({ action }) =>
    starts.some((start) => (start.endsWith('*') ? action.startsWith(start.slice(0, -1)) : action === start));
const onBucket =
  (bucket: string): Row['calls'] =>
  ({ action, resource }) =>
    action.startsWith('s3:') && resource.includes(`:::${bucket}`);
const keyOf =
  (bucket: string): Row['calls'] =>
  ({ context }) =>
    String(context?.['kms:EncryptionContext:aws:s3:arn']).includes(`:::${bucket}`);
const through =
  (service: string): Row['calls'] =>
  ({ action, context }) =>
    action === 'kms:Decrypt' && String(context?.['kms:ViaService']).startsWith(`${service}.`);
/** Keys of objects that are read, not those of the platform's own bucket. */
const OBJECTS: Row['calls'] = (call) => through('s3')(call) && !keyOf(EVIDENCE_BUCKET)(call);
const any =
  (...tests: readonly Row['calls'][]): Row['calls'] =>
  (call) =>
    tests.some((test) => test(call));

const TEMPORARY_KEY = actions(
  'kms:CreateKey',
  'kms:CreateAlias',
  'kms:ReplicateKey',
  'kms:ScheduleKeyDeletion',
  'iam:CreateServiceLinkedRole',
);
const COPIED = actions(
  'ec2:CopySnapshot',
  'ec2:CreateVolume',
  'ec2:AttachVolume',
  'ec2:DetachVolume',
  'ec2:DeleteVolume',
  'ec2:ModifySnapshotAttribute',
);
const IMAGES = actions('ec2:CopyImage', 'ec2:DeregisterImage', 'ec2:ImportImage');
const USE = actions('kms:ReEncrypt*', 'kms:GenerateDataKeyWithoutPlaintext');
const tagging: Row['calls'] = ({ action, context }) => action === 'ec2:CreateTags' && context?.['ec2:CreateAction'] !== 'RunInstances';

const ROWS: readonly Row[] = [
  {
    without: { capabilities: ['ec2'] },
    calls: actions('ec2:CreateSnapshot', 'ec2:CreateSnapshots', 'ec2:DescribeInstanceAttribute', 'iam:GetInstanceProfile'),
  },
  { without: { capabilities: ['ami'] }, calls: IMAGES },
  {
    without: { capabilities: ['ec2', 'ami'] },
    calls: any(
      actions('ec2:DescribeInstances', 'ec2:DescribeSnapshots', 'ec2:DeleteSnapshot', 'ebs:*', 'kms:CreateGrant'),
      COPIED,
      TEMPORARY_KEY,
      USE,
      tagging,
    ),
  },
  { without: { capabilities: ['s3'] }, calls: any(onBucket(SOURCE_BUCKET), actions('s3:ListAllMyBuckets')) },
  { without: { capabilities: ['s3'] }, what: 'keys of objects', from: 'via_service', calls: OBJECTS },
  { without: { capabilities: ['ec2', 'ami', 's3'] }, calls: actions('kms:ListAliases', 'kms:DescribeKey') },
  { without: { capabilities: ['lambda'] }, calls: actions('lambda:*', 'ecr:*', 'logs:*') },
  { without: { capabilities: ['lambda'] }, what: 'keys of functions', from: 'via_service', calls: through('lambda') },
  { without: { capabilities: ['eks'] }, calls: actions('eks:*') },
  { without: { capabilities: ['cloudtrail'] }, calls: actions('cloudtrail:LookupEvents') },
  {
    without: { capabilities: ['policy_check'] },
    calls: actions('iam:GetRole*', 'iam:GetPolicy*', 'iam:List*', 'iam:SimulatePrincipalPolicy'),
  },
  { without: { capabilities: ['ecs'] }, calls: actions('ecs:*') },
  {
    without: { capabilities: ['memory_forensics', 'triage'] },
    calls: actions('ssm:SendCommand', 'ssm:DescribeInstanceInformation', 'ssm:GetCommandInvocation'),
  },
  { without: { capabilities: ['triage'] }, calls: actions('ssm:StartSession', 'ssm:TerminateSession') },
  { without: { capabilities: ['isolate_ec2'] }, calls: actions('ec2:ModifyInstanceAttribute') },
  { without: { capabilities: ['guardduty'] }, calls: actions('guardduty:*') },
  { without: { capabilities: ['error_reporting'] }, calls: onBucket('cadologsupload') },
  {
    without: { capabilities: ['health_checks'] },
    calls: actions('cloudwatch:*', 'servicequotas:*', 'cloudtrail:ListTrails', 'cloudtrail:GetTrailStatus'),
  },
  { without: { capabilities: ['platform_updates'] }, calls: actions('elasticloadbalancing:*') },
  {
    without: { capabilities: ['core_platform'] },
    calls: any(
      actions('ec2:RunInstances', 'ec2:DescribeAddresses', 'ec2:AssociateAddress', 'iam:PassRole', 'secretsmanager:*'),
      actions('ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'),
      (call) => call.action === 'ec2:CreateTags' && !tagging(call),
    ),
  },
  { without: { capabilities: ['organizations'] }, calls: actions('organizations:*') },
  { without: { method: 'create_volume' }, calls: any(COPIED, IMAGES, TEMPORARY_KEY, USE) },
  { without: { method: 'ebs_direct' }, calls: actions('ebs:*') },
  { without: { inputs: { import_image: false } }, calls: actions('ec2:ImportImage') },
  { without: { inputs: { create_grant: false } }, calls: actions('kms:CreateGrant') },
  {
    without: { inputs: { kms_key_arns: [], platform_temporary_keys: false, temporary_key: { enabled: false } } },
    calls: any(USE, actions('kms:CreateGrant')),
  },
  {
    without: { inputs: { kms_key_arns: [] } },
    what: 'keys of objects and functions',
    from: 'via_service',
    calls: any(OBJECTS, through('lambda')),
  },
  { without: { inputs: { temporary_key: { enabled: false } } }, calls: TEMPORARY_KEY },
  { without: { inputs: { evidence_source_bucket_arns: [] } }, calls: any(onBucket(SOURCE_BUCKET), actions('s3:ListAllMyBuckets')) },
  { without: { inputs: { lambda_log_group_names: [] } }, calls: actions('logs:*') },
  { without: { inputs: { worker_role_arn: null } }, calls: actions('iam:PassRole') },
  {
    without: { inputs: { evidence_bucket_name: null, evidence_bucket_kms_key_arn: null } },
    calls: any(onBucket(EVIDENCE_BUCKET), keyOf(EVIDENCE_BUCKET)),
  },
  { without: { inputs: { target_role_arns: [], target_role_name: null } }, calls: actions('sts:AssumeRole') },
  { without: { keyInputs: { protects: ['s3'] } }, byKey: true, calls: any(USE, actions('kms:CreateGrant')) },
  { without: { keyInputs: { protects: ['ebs'] } }, byKey: true, what: 'keys of objects', from: 'via_service', calls: OBJECTS },
  { without: { keyInputs: { create_grant_for: [] } }, byKey: true, calls: actions('kms:CreateGrant') },
];

/** Calls of all paths on the key of the evidence, by callers who may do anything. */
function onEvidenceKey(world: World): readonly Call[] {
  const calls = [...IMPORT_PATHS, ...CAPABILITY_PATHS].flatMap((path) => path.calls(world));
  return calls
    .filter(({ by, resource }) => (by === 'platform' || by === 'target') && resource === keyArn(world, 'evidence'))
    .map((call) => ({ ...call, on: { key: 'evidence' }, rights: 'administrator' }));
}

/** Calls of all paths by roles of ours, decided by the role alone. */
function ofRoles(world: World): readonly Call[] {
  const calls = [...IMPORT_PATHS, ...CAPABILITY_PATHS].flatMap((path) => path.calls(world));
  const alone = calls.flatMap((call): readonly Call[] => {
    if (call.by !== 'platform' && call.by !== 'target') return [];
    if (typeof call.on !== 'object') return [call];
    if ('role' in call.on) return [{ ...call, on: 'open to everybody' }];
    const isElsewhere = call.resource.split(':')[4] !== world.accounts[call.by];
    if (isElsewhere) return [{ ...call, on: 'open to everybody' }];
    // AWS lets everybody of the account use the key that it manages.
    return 'key' in call.on && call.on.key.startsWith('aws/ebs') ? [] : [{ ...call, on: 'left to IAM' }];
  });
  return [...new Map(alone.map((call) => [JSON.stringify(call), call])).values()];
}

function titleOf({ without: { capabilities, method, inputs, keyInputs }, what }: Row): string {
  const key = Object.entries(keyInputs ?? {}).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  if (key.length > 0) return `what a key with ${key.join(', ')} leaves out${what === undefined ? '' : `: ${what}`}`;
  const lacking = capabilities?.join(', ') ?? method ?? Object.keys(inputs ?? {}).join(', ');
  return `what ${lacking} would allow, without it${what === undefined ? '' : `: ${what}`}`;
}

/** The mirror of every path: a capability, method or input that was not chosen allows nothing. */
export const NOT_CHOSEN: readonly Attack[] = ROWS.map((row) => ({
  title: titleOf(row),
  ...(row.from !== undefined && { from: row.from }),
  without: row.without,
  ...(row.byKey && { keys: 'IAM left out' as const }),
  allowedBy: row.byKey ? 'a key policy for everybody' : 'leftover administrator',
  calls: (world) => (row.byKey ? onEvidenceKey(world) : ofRoles(world)).filter(row.calls),
}));
