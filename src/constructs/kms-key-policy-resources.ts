import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import type { Construct } from 'constructs';
import { GRANT_RULES, STATEMENT_RULES } from '../catalogue/kms-key-policy/cross-input-rules';
import { KMS_KEY_POLICY_OWN_PRINCIPALS, KMS_KEY_POLICY_OWN_STATEMENTS } from '../catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_TEMPLATE, ROOT_DELEGATION, ROOT_DELEGATION_PURPOSE } from '../catalogue/kms-key-policy/statements';
import type { TerraformValidation } from '../policy/input-spec';
import { KEY_POLICY_MAX_BYTES } from '../policy/policy-size';
import type { TerraformReferences } from '../policy/template';
import { COMMENT } from './commented-local';
import { currentAccount } from './current-account';
import { mergedPolicy, type MergedPolicy } from './key-policy-merge';
import { policyDocument } from './policy-document';
import { statementBlocks } from './policy-statement-blocks';
import { addPreconditions } from './preconditions';
import { templateScope, withoutMark, type AccountReferences, type Bindings } from './template-scope';
import { terraformExpression, terraformTemplate } from './terraform-expression';

/** What the key policy consists of in Terraform. The texts are expressions in which references are tokens. */
export interface KmsKeyPolicyResources {
  readonly policy: MergedPolicy;
  readonly statementsJson: string;
  /** The grants, by name. */
  readonly grants: string;
  /** Rules that the merged policy keeps; preconditions of whoever hands it out. */
  readonly policyRules: readonly TerraformValidation[];
}

/**
 * Adds the key policy's data sources, locals and grants to `scope`, for variables and for props alike.
 *
 * @param inputChecks what else must hold before a policy is rendered. @default - variables check themselves
 */
export function kmsKeyPolicyResources(
  scope: Construct,
  bindings: Bindings,
  inputChecks: readonly TerraformValidation[] = [],
): KmsKeyPolicyResources {
  const account = currentAccount(scope);
  const { accountId } = account;
  const ourStatements = KMS_KEY_POLICY_TEMPLATE.statements;
  const template = templateScope(scope, KMS_KEY_POLICY_TEMPLATE, ourStatements, bindings, account);
  const blocks = statementBlocks(ourStatements, template);
  const statements = policyDocument(scope, 'policy.statements', STATEMENTS_COMMENT, blocks);
  addPreconditions(statements, [...inputChecks, ...STATEMENT_RULES.map((rule) => rule.terraform(template.ref))]);
  const rootDelegation = policyDocument(scope, 'policy.root_delegation', ROOT_COMMENT, rootBlocks(template.ref, accountId));
  const policy = mergedPolicy(
    scope,
    {
      existingPolicyJson: template.ref.input('existing_policy_json'),
      rootDelegationJson: rootDelegation.json,
      statementsJson: statements.json,
      accountId,
    },
    KMS_KEY_POLICY_OWN_STATEMENTS,
    KMS_KEY_POLICY_OWN_PRINCIPALS,
  );
  const grants = addGrants(scope, template.ref);
  return {
    policy,
    statementsJson: `jsonencode(${policy.statements})`,
    grants: grants.fqn,
    policyRules: policyRules(policy, account),
  };
}

const STATEMENTS_COMMENT = 'What the platform needs of the key, and nothing else';

const ROOT_COMMENT = "What a key gets that has no policy yet: AWS's own default";

function rootBlocks(ref: TerraformReferences, accountId: string): Readonly<Record<string, unknown>> {
  const root = terraformTemplate(`arn:\${${ref.partition}}:iam::\${${accountId}}:root`);
  return {
    statement: [{ '//': ROOT_DELEGATION_PURPOSE, ...ROOT_DELEGATION, principals: [{ type: 'AWS', identifiers: [root] }] }],
  };
}

function addGrants(scope: Construct, ref: TerraformReferences): KmsGrant {
  const grants = new KmsGrant(scope, 'grant.this', { keyId: '', granteePrincipal: '', operations: [] });
  const overrides: Readonly<Record<string, unknown>> = {
    for_each: terraformExpression(ref.input('grants')),
    name: terraformTemplate('CadoResponse-${each.key}'),
    key_id: terraformExpression('each.value.key_id'),
    grantee_principal: terraformExpression(
      `each.value.grantee == "platform" ? ${ref.input('platform_role_arn')} : ${ref.input('target_role_arn')}`,
    ),
    operations: terraformExpression('each.value.operations'),
    'dynamic.constraints': [
      {
        for_each: terraformExpression(`${withoutMark('each.value.encryption_context_equals == null')} ? [] : [1]`),
        content: { encryption_context_equals: terraformExpression('each.value.encryption_context_equals') },
      },
    ],
  };
  grants.node.addMetadata(COMMENT, 'Grants for keys whose policy cannot be changed; destroying one revokes it');
  for (const [path, value] of Object.entries(overrides)) grants.addOverride(path, value);
  addPreconditions(
    grants,
    GRANT_RULES.map((rule) => rule.terraform(ref)),
  );
  return grants;
}

function policyRules(policy: MergedPolicy, { accountId, partition }: AccountReferences): readonly TerraformValidation[] {
  return [
    {
      condition: `length(${policy.foreignUnderOwnSid}) == 0`,
      errorMessage: `existing_policy_json has statements under Sids of this module that this module never wrote: \${jsonencode(${policy.foreignUnderOwnSid})}. They would be lost. Give them a Sid of their own first, e.g. Backup\${try(${policy.foreignUnderOwnSid}[0], "")}`,
    },
    {
      condition: `length(${policy.policyWriters}) > 0`,
      errorMessage: `existing_policy_json leaves nobody in the key's account \${${accountId}} who may change the policy: no Allow without Condition covers kms:PutKeyPolicy, or a Deny takes it away. Merging into it could lock the owner out. Add one first, e.g. kms:PutKeyPolicy for arn:\${${partition}}:iam::\${${accountId}}:root`,
    },
    {
      condition: `${policy.policyBytes} <= ${KEY_POLICY_MAX_BYTES}`,
      errorMessage: `policy_json has \${${policy.policyBytes}} bytes of UTF-8 and KMS takes ${KEY_POLICY_MAX_BYTES}. Take statements or roles out of existing_policy_json, additional_platform_role_arns, ebs_resource_ids or evidence_source_bucket_arns, or use grants`,
    },
  ];
}
