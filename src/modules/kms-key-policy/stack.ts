import { Construct } from 'constructs';
import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { kmsKeyPolicyResources } from '../../constructs/kms-key-policy-resources';
import type { Bindings } from '../../constructs/template-scope';
import { ModuleOutput } from '../module-output';
import { ModuleStack } from '../module-stack';
import { ModuleVariable } from '../module-variable';
import { RequiredAwsProvider } from '../required-aws-provider';

/** The module `cado-kms-key-policy` as a stack: the construct's own resources with variables in place of props. */
export class CadoKmsKeyPolicyStack extends ModuleStack {
  constructor(scope: Construct) {
    super(scope, 'cado-kms-key-policy');
    new RequiredAwsProvider(this);
    for (const spec of KMS_KEY_POLICY_INPUTS) new ModuleVariable(this, spec);
    const bindings: Bindings = Object.fromEntries(
      KMS_KEY_POLICY_INPUTS.map(({ name, nullable }) => [name, { variable: `var.${name}`, nullable }]),
    );
    const { policy, policyRules, statementsJson, grants } = kmsKeyPolicyResources(this, bindings);
    new ModuleOutput(this, {
      name: 'statements_json',
      description: 'Our statements alone, a JSON array, for a key policy that is put together elsewhere',
      value: statementsJson,
    });
    new ModuleOutput(this, {
      name: 'policy_json',
      description:
        "The whole key policy: existing_policy_json, or AWS's default policy when that is null, with our statements. Ready for aws_kms_key.policy or aws kms put-key-policy",
      value: policy.policyJson,
      preconditions: policyRules,
    });
    new ModuleOutput(this, {
      name: 'policy_bytes',
      description: 'Size of policy_json in bytes of UTF-8; KMS takes 32768',
      value: policy.policyBytes,
    });
    new ModuleOutput(this, {
      name: 'grant_ids',
      description: 'Ids of the grants, by name',
      value: `{ for name, grant in ${grants} : name => grant.grant_id }`,
    });
  }
}
