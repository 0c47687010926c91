import type { TerraformStack } from 'cdktf';
import { RootConstruct, type Construct } from 'constructs';
import type { ModuleDocument } from '../module-document';
import { CADO_ROLE } from '../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../catalogue/cross-account-trust/definition';
import { platformSidePolicyJson } from '../constructs/platform-side-policy';
import { cadoRoleDocument } from './cado-role/document';
import { crossAccountTrustDocument } from './cross-account-trust/document';
import { kmsKeyPolicyDocument } from './kms-key-policy/document';
import { CadoKmsKeyPolicyStack } from './kms-key-policy/stack';
import { RoleStack } from './role/stack';

/** A module: the stack that it is, and the document made of it. */
export interface ModuleDefinition {
  readonly name: string;
  readonly stack: (scope: Construct) => TerraformStack;
  readonly document: (stack: TerraformStack) => ModuleDocument;
}

/** Every module of this project. */
export const ALL_MODULES: readonly ModuleDefinition[] = [
  {
    name: CADO_ROLE.moduleName,
    stack: (scope) =>
      new RoleStack(scope, CADO_ROLE, (_stack, { role }) => [
        { name: 'role_unique_id', description: 'Unique id of the role, which changes when it is re-created', value: role.uniqueId },
      ]),
    document: cadoRoleDocument,
  },
  {
    name: CROSS_ACCOUNT_TRUST.moduleName,
    stack: (scope) =>
      new RoleStack(scope, CROSS_ACCOUNT_TRUST, (stack, resources) => [
        {
          name: 'platform_assume_role_policy_json',
          description: "What the platform's role needs on its side; cado-role has it with target_role_arns",
          value: platformSidePolicyJson(stack, resources),
        },
      ]),
    document: crossAccountTrustDocument,
  },
  { name: 'cado-kms-key-policy', stack: (scope) => new CadoKmsKeyPolicyStack(scope), document: kmsKeyPolicyDocument },
];

/**
 * Documents of all modules, each from a stack of `scope`.
 *
 * @param scope the cdktf app of `cdktf synth`. @default - a root of its own, since an app creates its output folder at once
 */
export function moduleDocuments(scope: Construct = new RootConstruct()): readonly ModuleDocument[] {
  return ALL_MODULES.map(({ stack, document }) => document(stack(scope)));
}
