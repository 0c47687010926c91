import { TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import { GRANT_RULES, STATEMENT_RULES } from '../catalogue/kms-key-policy/cross-input-rules';
import { KMS_KEY_POLICY_INPUTS } from '../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../catalogue/kms-key-policy/statements';
import type { TighteningLevel } from '../policy/guard';
import type { TerraformValidation } from '../policy/input-spec';
import { stringLiteral } from '../policy/terraform-literal';
import { CommentedLocal } from './commented-local';
import { kmsKeyPolicyResources } from './kms-key-policy-resources';
import { addOutputPreconditions } from './preconditions';
import { boundProps, type PropSpec } from './props';
import { expressionToken, terraformExpression } from './terraform-expression';

/** One KMS grant on a key whose policy cannot be changed. */
export interface CadoKmsGrantProps {
  /** Key id or key ARN (an ARN for a key of another account); never an alias. */
  readonly keyId: string;
  /** Which of the roles gets the grant. */
  readonly grantee: 'platform' | 'target';
  /** Grant operations, without `kms:`. @default ['Decrypt', 'DescribeKey'] */
  readonly operations?: readonly string[];
  /** Encryption context that every use must show exactly, 1 to 8 pairs. @default - any */
  readonly encryptionContextEquals?: Readonly<Record<string, string>>;
}

/**
 * Props of {@link CadoKmsKeyPolicy}: the inputs of the module `cado-kms-key-policy`.
 *
 * ARNs, Regions, ids and the existing policy may be tokens. What decides which statements exist must be a literal:
 * `createGrantFor`, `protects`, `acquisitionMethods`, `kmsTightening`, `principalMatch`, `enforce`, and
 * `evidenceSourceBucketArns` as a list.
 */
export interface CadoKmsKeyPolicyProps {
  /** ARN of the platform's CadoResponseRole. @default - none; then `targetRoleArn` is required */
  readonly platformRoleArn?: string;
  /** ARN of the role that the platform assumes in the target account. @default - none; then `platformRoleArn` is required */
  readonly targetRoleArn?: string;
  /** Further roles that act as the platform. @default [] */
  readonly additionalPlatformRoleArns?: readonly string[];
  /** Which roles may create grants for AWS resources; `[]` withholds it. @default - every role when `create_volume` is used */
  readonly createGrantFor?: readonly ('platform' | 'target')[];
  /** What the key encrypts, at least one. @default ['ebs'] */
  readonly protects?: readonly ('ebs' | 's3')[];
  /** How the platform reads volumes, at least one. @default ['create_volume', 'ebs_direct'] */
  readonly acquisitionMethods?: readonly ('create_volume' | 'ebs_direct')[];
  /** How tight the statements are. @default 'aws_resources' */
  readonly kmsTightening?: TighteningLevel;
  /** Region of the platform, e.g. `eu-west-1`. @default - none */
  readonly platformRegion?: string;
  /** Regions where evidence lies. @default [] */
  readonly evidenceRegions?: readonly string[];
  /** From `encryption_context` on: only these volumes and snapshots. @default ['vol-*', 'snap-*'] */
  readonly ebsResourceIds?: readonly string[];
  /** Buckets whose objects the key encrypts; `[]` for none. @default - any bucket */
  readonly evidenceSourceBucketArns?: readonly string[];
  /** How roles are named. @default 'principal_arn' */
  readonly principalMatch?: 'principal_arn' | 'role_arn';
  /** From `via_service` on, also deny the roles any use outside the services. @default false */
  readonly enforce?: boolean;
  /** The key's present policy, JSON of at most 32,768 bytes, into which ours is merged. @default - AWS's default policy */
  readonly existingPolicyJson?: string;
  /** Grants by name. @default {} */
  readonly grants?: Readonly<Record<string, CadoKmsGrantProps>>;
}

const CHECKED_PROPS: PropSpec = {
  inputs: KMS_KEY_POLICY_INPUTS,
  rules: [...STATEMENT_RULES, ...GRANT_RULES],
  templates: [KMS_KEY_POLICY_TEMPLATE],
};

/**
 * Statements that let the Cado platform use one customer managed key, merged into the key's policy.
 *
 * The construct never owns a key's policy: hand {@link policyJson} to the `policy` of an `aws_kms_key` of yours.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 *
 * @throws Error at construction, listing every prop that is wrong; what only Terraform knows is checked at plan.
 */
export class CadoKmsKeyPolicy extends Construct {
  /** Our statements alone, a JSON array. */
  public readonly statementsJson: string;
  /** The whole key policy: the existing one, or AWS's default, with our statements. */
  public readonly policyJson: string;
  /** Size of {@link policyJson} in bytes of UTF-8, as KMS counts it. */
  public readonly policyBytes: number;
  /** Ids of the grants, by name. */
  public readonly grantIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: CadoKmsKeyPolicyProps) {
    super(scope, id);
    const { bindings, tokenChecks } = boundProps(CHECKED_PROPS, props, this.node.path);
    const { policy, policyRules, statementsJson, grants } = kmsKeyPolicyResources(this, bindings, tokenChecks);
    this.statementsJson = new CommentedLocal(this, 'statements_json', '', statementsJson).asString;
    this.policyJson = Token.asString(expressionToken(policy.policyJson));
    this.policyBytes = Token.asNumber(expressionToken(policy.policyBytes));
    this.grantIds = Object.fromEntries(
      Object.keys(props.grants ?? {}).map((name) => [name, Token.asString(expressionToken(`${grants}[${stringLiteral(name)}].grant_id`))]),
    );
    this.addPolicyChecks(policy.policyBytes, policyRules);
  }

  /** A stack can check a value only where it hands it out, so the merged policy's checks ride on an output. */
  private addPolicyChecks(policyBytes: string, rules: readonly TerraformValidation[]): void {
    const output = new TerraformOutput(this, 'policy_bytes_checked', {
      value: terraformExpression(policyBytes),
      description: 'Bytes of the merged key policy; carries the checks that nobody is locked out and that KMS takes it',
      sensitive: true,
    });
    addOutputPreconditions(output, rules);
  }
}
