import { Construct } from 'constructs';
import { CADO_ROLE } from '../catalogue/cado-role/definition';
import { boundProps } from './props';
import { rolePropSpec } from './role-prop-spec';
import type { CadoRoleSharedProps } from './role-props';
import { roleResources } from './role-resources';

/** The key of its own through which the platform moves volumes between accounts. */
export interface CadoTemporaryKeyProps {
  /** Whether the platform may have one. @default true */
  readonly enabled?: boolean;
  /** What its aliases begin with, behind `alias/`; 3 to 200 characters. @default 'CadoResponse-KMS-Alias' */
  readonly aliasPrefix?: string;
  /** Regions beyond `platformRegion` and `evidenceRegions`. @default [] */
  readonly replicaRegions?: readonly string[];
  /** Whether the role may make the service role of multi-Region keys, which KMS needs. @default true */
  readonly serviceLinkedRole?: boolean;
  /** Whether the role may delete aliases before the key; then it can no longer delete the key. @default false */
  readonly deleteAlias?: boolean;
}

/** Props of {@link CadoRole}: the inputs of the module `cado-role`. */
export interface CadoRoleProps extends CadoRoleSharedProps {
  /** ARNs of the platform's instance role or roles, at least one. */
  readonly trustedRoleArns: readonly string[];
  /** ARNs of roles in other accounts that this one may assume. @default [] */
  readonly targetRoleArns?: readonly string[];
  /** A role, path included, in every account of `organizationId`. @default - none */
  readonly targetRoleName?: string;
  /** Id of the organisation that `targetRoleName` lies in. @default - none */
  readonly organizationId?: string;
  /** The platform's temporary key. @default - enabled */
  readonly temporaryKey?: CadoTemporaryKeyProps;
  /** Name of the platform's own bucket. @default - none */
  readonly evidenceBucketName?: string;
  /** ARN of the key of that bucket. @default - none */
  readonly evidenceBucketKmsKeyArn?: string;
  /** ARN of the role of the platform's workers, with capability `core_platform`. @default - none */
  readonly workerRoleArn?: string;
}

/**
 * The CadoResponseRole in the platform account.
 *
 * @throws Error at construction, listing every prop that is wrong; what only Terraform knows is checked at plan.
 */
export class CadoRole extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;
  /** Name of the role. */
  public readonly roleName: string;
  /** Unique id of the role, which changes when it is re-created. */
  public readonly roleUniqueId: string;
  /** Who may assume the role. */
  public readonly trustPolicyJson: string;
  /** What the role may do: a policy for each key. */
  public readonly policyJson: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: CadoRoleProps) {
    super(scope, id);
    const { bindings, tokenChecks } = boundProps(rolePropSpec(CADO_ROLE), props, this.node.path);
    const { role, trustPolicyJson, policyJson } = roleResources(this, CADO_ROLE, bindings, tokenChecks);
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.roleUniqueId = role.uniqueId;
    this.trustPolicyJson = trustPolicyJson;
    this.policyJson = policyJson;
  }
}
