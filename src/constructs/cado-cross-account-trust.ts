import { Construct } from 'constructs';
import { CROSS_ACCOUNT_TRUST } from '../catalogue/cross-account-trust/definition';
import { platformSidePolicyJson } from './platform-side-policy';
import { boundProps } from './props';
import { rolePropSpec } from './role-prop-spec';
import type { CadoRoleSharedProps } from './role-props';
import { roleResources } from './role-resources';

/** Props of {@link CadoCrossAccountTrust}: the inputs of the module `cado-cross-account-trust`. */
export interface CadoCrossAccountTrustProps extends CadoRoleSharedProps {
  /** ARN of the platform's CadoResponseRole, exactly. */
  readonly platformRoleArn: string;
  /** ARNs of further roles that may assume this one. @default [] */
  readonly additionalPlatformRoleArns?: readonly string[];
  /** External id that the platform must show, 2 to 1,224 characters. @default - none */
  readonly externalId?: string;
  /** Id of the organisation that the platform must belong to. @default - any */
  readonly organizationId?: string;
  /** Whether the role may use the platform account's temporary keys. @default true */
  readonly platformTemporaryKeys?: boolean;
}

/**
 * The role in a target account that the platform assumes.
 *
 * @throws Error at construction, listing every prop that is wrong; what only Terraform knows is checked at plan.
 */
export class CadoCrossAccountTrust extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;
  /** Name of the role. */
  public readonly roleName: string;
  /** Who may assume the role. */
  public readonly trustPolicyJson: string;
  /** What the role may do: a policy for each key. */
  public readonly policyJson: Readonly<Record<string, string>>;
  /** What the platform's role needs on its side. */
  public readonly platformAssumeRolePolicyJson: string;

  constructor(scope: Construct, id: string, props: CadoCrossAccountTrustProps) {
    super(scope, id);
    const { bindings, tokenChecks } = boundProps(rolePropSpec(CROSS_ACCOUNT_TRUST), props, this.node.path);
    const resources = roleResources(this, CROSS_ACCOUNT_TRUST, bindings, tokenChecks);
    this.roleArn = resources.role.arn;
    this.roleName = resources.role.name;
    this.trustPolicyJson = resources.trustPolicyJson;
    this.policyJson = resources.policyJson;
    this.platformAssumeRolePolicyJson = platformSidePolicyJson(this, resources);
  }
}
