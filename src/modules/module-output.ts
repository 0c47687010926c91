import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { preconditionBody } from '../constructs/preconditions';
import { terraformExpression } from '../constructs/terraform-expression';
import type { TerraformValidation } from '../policy/input-spec';

/** What a module hands out. */
export interface ModuleOutputSpec {
  readonly name: string;
  readonly description: string;
  /** Terraform expression; references in it are tokens. */
  readonly value: string;
  /** @default - none */
  readonly preconditions?: readonly TerraformValidation[];
}

/** A module's output. cdktf's own class accepts preconditions and never renders them. */
export class ModuleOutput extends TerraformElement {
  readonly #spec: ModuleOutputSpec;

  constructor(scope: Construct, spec: ModuleOutputSpec) {
    super(scope, `output.${spec.name}`, 'output');
    this.#spec = spec;
  }

  override toTerraform(): unknown {
    const { name, description, value, preconditions = [] } = this.#spec;
    const precondition = preconditions.map((rule) => preconditionBody(rule));
    return {
      output: { [name]: { description, value: terraformExpression(value), ...(precondition.length > 0 && { precondition }) } },
    };
  }
}
