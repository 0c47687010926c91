/** Which of the two roles a capability belongs to. */
export type CapabilityRole = 'platform' | 'target' | 'both';

/** Something the platform can do, for people; the statements refer to it by name. */
export interface Capability {
  readonly name: string;
  readonly role: CapabilityRole;
  /** Whether a role has it without being asked: only what reads and copies evidence. */
  readonly byDefault: boolean;
  readonly purpose: string;
  /** What it may touch. */
  readonly scope: string;
  /** The feature that is lost without it. */
  readonly lost: string;
  readonly source: string;
}

/** The vendor's own roles. */
const VENDOR_PERMISSIONS = 'https://github.com/cado-security/Deployment-Templates';
/** The vendor's documentation. */
const VENDOR_HELP = 'https://github.com/cado-security/product-help';

/**
 * Everything a role can be given, in the order of the README. Opt-in is what runs code, changes a customer's resources,
 * reports outwards, spans the organisation or runs the platform itself.
 */
export const CAPABILITIES = [
  {
    name: 'ec2',
    role: 'both',
    byDefault: true,
    purpose: 'Snapshots and volumes of instances',
    scope: 'Every volume and snapshot of the account; deletes, attaches and detaches only what is named `CadoResponse*`',
    lost: 'Disk acquisition',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'ami',
    role: 'both',
    byDefault: true,
    purpose: 'Machine images and the snapshots behind them',
    scope: 'Images and snapshots; deregisters only images named `CadoResponse*`',
    lost: 'Import of machine images',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 's3',
    role: 'both',
    byDefault: true,
    purpose: 'Objects of S3 buckets, restored from an archive class where needed',
    scope: "`evidence_source_bucket_arns`, or the account's own buckets",
    lost: 'Import from S3',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'lambda',
    role: 'both',
    byDefault: true,
    purpose: 'Code, container images and logs of Lambda functions',
    scope: "The account's functions and ECR repositories, and log groups of `lambda_log_group_names`",
    lost: 'Import of Lambda functions',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'eks',
    role: 'both',
    byDefault: true,
    purpose: 'Finding EKS clusters and their endpoints; access inside a cluster is granted in the cluster',
    scope: "The account's clusters",
    lost: 'Acquisition of containers in EKS',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'cloudtrail',
    role: 'both',
    byDefault: true,
    purpose: 'Event history of CloudTrail',
    scope: "The whole account's event history",
    lost: 'CloudTrail events in an investigation',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'policy_check',
    role: 'both',
    byDefault: true,
    purpose: "The platform's own account check: does this role have what it needs?",
    scope: 'The role itself and the policies it can read',
    lost: 'The account check',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'ecs',
    role: 'both',
    byDefault: false,
    purpose: '**Runs commands in containers** of ECS tasks (ECS Exec) to acquire them',
    scope: "The account's clusters, services and tasks",
    lost: 'Acquisition of ECS containers',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'memory_forensics',
    role: 'both',
    byDefault: false,
    purpose: '**Runs commands on instances** through Systems Manager to copy their memory',
    scope: 'Instances with `ssm_instance_tags`, by the documents AWS-RunShellScript and AWS-RunPowerShellScript',
    lost: 'Memory acquisition',
    source: VENDOR_HELP,
  },
  {
    name: 'triage',
    role: 'both',
    byDefault: false,
    purpose: '**Runs commands on instances** and forwards ports to collect triage data',
    scope: 'Instances with `ssm_instance_tags`, by the two documents above and AWS-StartPortForwardingSession',
    lost: 'Triage collection',
    source: VENDOR_HELP,
  },
  {
    name: 'isolate_ec2',
    role: 'both',
    byDefault: false,
    purpose: '**Changes the security groups of instances** to cut them off',
    scope: "The account's instances and security groups",
    lost: 'The response action that isolates an instance',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'guardduty',
    role: 'both',
    byDefault: false,
    purpose: 'Findings of GuardDuty',
    scope: 'Every detector of the account, read only',
    lost: 'Automatic import on a finding',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'organizations',
    role: 'target',
    byDefault: false,
    purpose: 'Accounts of the organisation, for the role in its management account',
    scope: 'Names and tags of every account, read only',
    lost: 'Discovery of accounts',
    source: VENDOR_HELP,
  },
  {
    name: 'error_reporting',
    role: 'platform',
    byDefault: false,
    purpose: "**Sends reports to the vendor**, into the vendor's own bucket",
    scope: 'Objects of the bucket `cadologsupload`; only in the partition `aws`',
    lost: 'Automated error reporting',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'health_checks',
    role: 'platform',
    byDefault: false,
    purpose: "Health of the platform; the instance role's work, here for installations with one role",
    scope: 'Metrics, trails and quotas of the account, read only',
    lost: 'The health page, where no instance role serves it',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'platform_updates',
    role: 'platform',
    byDefault: false,
    purpose: "Updates of the platform behind a load balancer; the instance role's work, here for installations with one role",
    scope: "The account's target groups",
    lost: 'Updates behind a load balancer, where no instance role serves them',
    source: VENDOR_PERMISSIONS,
  },
  {
    name: 'core_platform',
    role: 'platform',
    byDefault: false,
    purpose: "**Starts, stops and terminates the platform's own instances** and keeps its secrets; for installations with one role",
    scope: 'What is named `CadoResponse*`, and the role of `worker_role_arn`',
    lost: 'Workers and secrets, where no instance role serves them',
    source: VENDOR_PERMISSIONS,
  },
] as const satisfies readonly Capability[];

/** Name of a capability. */
export type CapabilityName = (typeof CAPABILITIES)[number]['name'];

/** The capabilities that a role may have. */
export function capabilitiesOf(role: 'platform' | 'target'): readonly Capability[] {
  return CAPABILITIES.filter((capability) => capability.role === 'both' || capability.role === role);
}
