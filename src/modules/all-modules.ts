import type { TerraformStack } from 'cdktf';
import { RootConstruct, type Construct } from 'constructs';
import type { ModuleDocument } from '../module-document';
import { kmsKeyPolicyDocument } from './kms-key-policy/document';
import { CadoKmsKeyPolicyStack } from './kms-key-policy/stack';

/** A module: the stack that it is, and the document made of it. */
export interface ModuleDefinition {
  readonly name: string;
  readonly stack: (scope: Construct) => TerraformStack;
  readonly document: (stack: TerraformStack) => ModuleDocument;
}

/** Every module of this project. */
export const ALL_MODULES: readonly ModuleDefinition[] = [
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
