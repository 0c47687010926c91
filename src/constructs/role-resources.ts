import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { RoleDefinition } from '../catalogue/roles/role-definition';
import type { TerraformValidation } from '../policy/input-spec';
import { MANAGED_POLICY_MAX_CHARACTERS, TRUST_POLICY_MAX_CHARACTERS } from '../policy/policy-size';
import type { TerraformReferences } from '../policy/template';
import { literal } from '../policy/terraform-literal';
import { COMMENT, CommentedLocal } from './commented-local';
import { currentAccount } from './current-account';
import { policyDocument } from './policy-document';
import { statementBlocks } from './policy-statement-blocks';
import { addPreconditions } from './preconditions';
import type { TokenCheck } from './props';
import { templateScope, type AccountReferences, type Bindings } from './template-scope';
import { terraformExpression, terraformTemplate } from './terraform-expression';

/** What a role consists of in Terraform. */
export interface RoleResources {
  readonly role: IamRole;
  readonly trustPolicyJson: string;
  /** The managed policies by key, each a reference. */
  readonly policyJson: Readonly<Record<string, string>>;
  /** Local with all of them, as an expression. */
  readonly policies: string;
  /** How inputs and derived values of the policies are known. */
  readonly ref: TerraformReferences;
}

/**
 * Adds a role, its policies and their attachments to `scope`, for variables and for props alike.
 *
 * @param tokenChecks checks of props whose values only Terraform knows. @default - variables check themselves
 */
export function roleResources(
  scope: Construct,
  definition: RoleDefinition,
  bindings: Bindings,
  tokenChecks: readonly TokenCheck[] = [],
): RoleResources {
  const account = accountLocals(scope);
  const isTrust = ({ input }: TokenCheck): boolean => definition.trustInputs.some(({ name }) => name === input);
  const trust = trustDocument(scope, definition, bindings, account, tokenChecks.filter(isTrust));
  const permissions = templateScope(scope, definition.permissions, everyStatement(definition), bindings, account);
  const documents = definition.permissions.policies.map(({ key, purpose, statements }) => {
    return [key, policyDocument(scope, `policy.${key}`, purpose, statementBlocks(statements, permissions))] as const;
  });
  const rules = definition.permissionRules.map((rule) => rule.terraform(permissions.ref));
  const checks = tokenChecks.filter((check) => !isTrust(check)).map(withoutInput);
  for (const [, document] of documents.slice(0, 1)) addPreconditions(document, [...checks, ...rules]);
  const role = addRole(scope, trust, permissions.ref);
  const policies = addPolicies(scope, documents, role, permissions.ref);
  return {
    role,
    trustPolicyJson: trust.json,
    policyJson: Object.fromEntries(documents.map(([key, document]) => [key, document.json])),
    policies,
    ref: permissions.ref,
  };
}

const everyStatement = ({ permissions }: RoleDefinition) => permissions.policies.flatMap(({ statements }) => statements);

const withoutInput = ({ condition, errorMessage }: TokenCheck): TerraformValidation => ({ condition, errorMessage });

function accountLocals(scope: Construct): AccountReferences {
  const { partition, accountId } = currentAccount(scope);
  const comment = 'Where the role lies';
  return {
    partition: new CommentedLocal(scope, 'partition', comment, partition).reference,
    accountId: new CommentedLocal(scope, 'account_id', '', accountId).reference,
  };
}

function trustDocument(
  scope: Construct,
  { trust, trustRules }: RoleDefinition,
  bindings: Bindings,
  account: AccountReferences,
  checks: readonly TokenCheck[],
): DataAwsIamPolicyDocument {
  const terms = templateScope(scope, trust, trust.statements, bindings, account, 'trust_shape');
  const document = policyDocument(scope, 'policy.trust', 'Who may assume the role', statementBlocks(trust.statements, terms));
  addPreconditions(document, [...checks.map(withoutInput), ...trustRules.map((rule) => rule.terraform(terms.ref))]);
  return document;
}

/** The role reads inputs of the trust only, so that two roles can refer to each other in one apply. */
function addRole(scope: Construct, trust: DataAwsIamPolicyDocument, ref: TerraformReferences): IamRole {
  const role = new IamRole(scope, 'role.this', { assumeRolePolicy: trust.json });
  const size = `length(jsonencode(jsondecode(${trust.json})))`;
  override(role, {
    name: ref.input('role_name'),
    path: ref.input('role_path'),
    description: ref.input('role_description'),
    permissions_boundary: ref.input('permissions_boundary_arn'),
    max_session_duration: ref.input('max_session_duration'),
    tags: ref.input('tags'),
  });
  addPreconditions(role, [
    {
      condition: `${size} <= ${TRUST_POLICY_MAX_CHARACTERS}`,
      errorMessage: `The trust policy of \${${ref.input('role_name')}} has \${${size}} characters without whitespace and IAM takes ${TRUST_POLICY_MAX_CHARACTERS}. Trust fewer roles, or roles with shorter paths`,
    },
  ]);
  return role;
}

/** One managed policy a key, whatever is chosen: the keys are known before any input is. */
function addPolicies(
  scope: Construct,
  documents: readonly (readonly [key: string, document: DataAwsIamPolicyDocument])[],
  role: IamRole,
  ref: TerraformReferences,
): string {
  const lines = documents.map(([key, document]) => `  ${key.padEnd(longest(documents))} = ${document.json}`);
  const all = new CommentedLocal(scope, 'policy_json', 'The managed policies, by key', ['{', ...lines, '}'].join('\n')).reference;
  const keys = terraformExpression(`toset(${literal(documents.map(([key]) => key))})`);
  const policies = new IamPolicy(scope, 'managed_policy.this', { policy: '' });
  policies.node.addMetadata(COMMENT, 'Every policy exists, whatever is chosen, so that a choice never changes an address');
  policies.addOverride('for_each', keys);
  policies.addOverride('name', terraformTemplate(`\${${ref.input('role_name')}}-\${each.key}`));
  override(policies, { path: ref.input('role_path'), policy: `${all}[each.key]`, tags: ref.input('tags') });
  const size = `length(jsonencode(jsondecode(${all}[each.key])))`;
  addPreconditions(policies, [
    {
      condition: `${size} <= ${MANAGED_POLICY_MAX_CHARACTERS}`,
      errorMessage: `Policy \${each.key} of \${${ref.input('role_name')}} has \${${size}} characters without whitespace and IAM takes ${MANAGED_POLICY_MAX_CHARACTERS}. Name fewer Regions, accounts, keys, buckets or roles`,
    },
  ]);
  const attachments = new IamRolePolicyAttachment(scope, 'attachment.this', { role: role.name, policyArn: '' });
  attachments.addOverride('for_each', keys);
  attachments.addOverride('policy_arn', terraformExpression(`${policies.fqn}[each.key].arn`));
  return all;
}

function longest(documents: readonly (readonly [key: string, unknown])[]): number {
  return Math.max(...documents.map(([key]) => key.length));
}

function override(element: TerraformElement, attributes: Readonly<Record<string, string>>): void {
  for (const [name, expression] of Object.entries(attributes)) element.addOverride(name, terraformExpression(expression));
}
