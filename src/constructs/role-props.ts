import type { CapabilityName } from '../catalogue/capabilities';
import type { TighteningLevel } from '../policy/guard';

/**
 * Props that both roles take: the inputs that both modules share.
 *
 * ARNs, names and Regions may be tokens. What decides which statements exist must be a literal: `capabilities`,
 * `acquisitionMethods`, `kmsTightening`, `principalMatch`, the booleans, and lists as lists (their elements may be tokens).
 */
export interface CadoRoleSharedProps {
  /** Name of the role; contains `CadoResponse` or `DarktraceForensics`, at most 64 characters. @default 'CadoResponseRole' */
  readonly roleName?: string;
  /** Path of the role and its policies. @default '/' */
  readonly rolePath?: string;
  /** Description of the role, at most 1,000 characters. @default - a text that says whom it serves */
  readonly roleDescription?: string;
  /** ARN of a managed policy that bounds the role. @default - none */
  readonly permissionsBoundaryArn?: string;
  /** Longest session in seconds, 3600 to 43200. @default 3600 */
  readonly maxSessionDuration?: number;
  /** Tags of the role and its policies. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /** How trusted roles are named. @default 'role_arn' */
  readonly principalMatch?: 'role_arn' | 'principal_arn';
  /** What the role can acquire and do. @default - what reads and copies evidence */
  readonly capabilities?: readonly CapabilityName[];
  /** How the platform reads volumes, at least one. @default ['create_volume', 'ebs_direct'] */
  readonly acquisitionMethods?: readonly ('create_volume' | 'ebs_direct')[];
  /** How tight the statements on keys are. @default 'aws_resources' */
  readonly kmsTightening?: TighteningLevel;
  /** Whether the role may create grants. @default - when `create_volume` is used */
  readonly createGrant?: boolean;
  /** Region of the platform, e.g. `eu-west-1`. @default - none */
  readonly platformRegion?: string;
  /** Regions where evidence lies. @default [] */
  readonly evidenceRegions?: readonly string[];
  /** Keys that the role may use and create grants on; `[]` for none. @default - every key of the accounts concerned */
  readonly kmsKeyArns?: readonly string[];
  /** From `encryption_context` on: only these volumes and snapshots. @default ['vol-*', 'snap-*'] */
  readonly ebsResourceIds?: readonly string[];
  /** Buckets that evidence is read from; `[]` for none. @default - buckets of this account */
  readonly evidenceSourceBucketArns?: readonly string[];
  /** Commands and sessions only on instances with all of these tags. @default {} */
  readonly ssmInstanceTags?: Readonly<Record<string, string>>;
  /** Log groups of functions, by name or the start of one and `*`. @default ['/aws/lambda/*'] */
  readonly lambdaLogGroupNames?: readonly string[];
  /** Also let the role tag any snapshot and image at any time. @default false */
  readonly tagAfterCreate?: boolean;
  /** Also let the role import disk images as machine images. @default false */
  readonly importImage?: boolean;
}
