import type { Construct } from 'constructs';
import type { RoleDefinition } from '../../catalogue/roles/role-definition';
import { roleResources, type RoleResources } from '../../constructs/role-resources';
import type { Bindings } from '../../constructs/template-scope';
import { ModuleOutput, type ModuleOutputSpec } from '../module-output';
import { ModuleStack } from '../module-stack';
import { ModuleVariable } from '../module-variable';
import { RequiredAwsProvider } from '../required-aws-provider';

/** A role's module as a stack: the construct's own resources with variables in place of props. */
export class RoleStack extends ModuleStack {
  /**
   * @param outputs the module's outputs beyond those of every role, in their order.
   */
  constructor(scope: Construct, definition: RoleDefinition, outputs: (stack: RoleStack, resources: RoleResources) => readonly ModuleOutputSpec[]) {
    super(scope, definition.moduleName);
    new RequiredAwsProvider(this);
    for (const spec of definition.inputs) new ModuleVariable(this, spec);
    const bindings: Bindings = Object.fromEntries(
      definition.inputs.map(({ name, nullable }) => [name, { variable: `var.${name}`, nullable }]),
    );
    const resources = roleResources(this, definition, bindings);
    for (const output of [...roleOutputs(resources), ...outputs(this, resources)]) new ModuleOutput(this, output);
  }
}

function roleOutputs({ role, trustPolicyJson, policies }: RoleResources): readonly ModuleOutputSpec[] {
  return [
    { name: 'role_arn', description: 'ARN of the role', value: role.arn },
    { name: 'role_name', description: 'Name of the role', value: role.name },
    { name: 'trust_policy_json', description: 'Who may assume the role', value: trustPolicyJson },
    { name: 'policy_json', description: 'What the role may do: a policy for each key, as attached', value: policies },
  ];
}
